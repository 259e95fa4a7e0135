"""What is stored: missteps."""
