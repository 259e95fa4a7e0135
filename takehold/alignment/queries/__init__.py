"""What you may ask: the inside first."""
