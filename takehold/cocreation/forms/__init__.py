"""Forms: shaping a change together."""
