"""What may be asked of this room."""
