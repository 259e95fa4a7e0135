"""What you may ask: shaping a change together."""
