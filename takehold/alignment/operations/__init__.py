"""What you may do: the inside first."""
