"""Pages: the inside first."""
