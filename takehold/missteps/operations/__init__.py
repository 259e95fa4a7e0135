"""What you may do: missteps."""
