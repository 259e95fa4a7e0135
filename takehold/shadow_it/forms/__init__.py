"""Forms: tools people found for themselves."""
