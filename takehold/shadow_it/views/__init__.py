"""Pages: tools people found for themselves."""
