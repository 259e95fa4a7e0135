"""What may be done about wins."""
