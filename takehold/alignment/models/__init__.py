"""What is stored: the inside first."""
