"""Forms: the inside first."""
