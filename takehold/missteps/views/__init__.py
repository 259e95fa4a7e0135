"""Pages: what we got wrong, and what became of it."""
