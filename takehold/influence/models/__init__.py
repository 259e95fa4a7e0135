"""What is stored: persuading."""
