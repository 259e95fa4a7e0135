"""What you may ask: tools people found for themselves."""
