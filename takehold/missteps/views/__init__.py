"""Pages: missteps."""
