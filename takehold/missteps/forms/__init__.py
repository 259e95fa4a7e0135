"""Forms: missteps."""
