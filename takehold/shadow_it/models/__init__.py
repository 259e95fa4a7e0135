"""What is stored: tools people found for themselves."""
