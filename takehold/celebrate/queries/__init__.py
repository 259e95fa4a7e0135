"""What may be asked about wins."""
