"""What is stored: shaping a change together."""
