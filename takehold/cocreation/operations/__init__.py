"""What you may do: shaping a change together."""
