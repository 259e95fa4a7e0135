"""What is typed about wins."""
