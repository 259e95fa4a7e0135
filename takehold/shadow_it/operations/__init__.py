"""What you may do: tools people found for themselves."""
