"""What you may ask: missteps."""
