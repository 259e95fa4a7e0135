"""Pages: shaping a change together."""
