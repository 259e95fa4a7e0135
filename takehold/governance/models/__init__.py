"""What is stored: what the organisation decides."""
