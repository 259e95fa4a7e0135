"""Pages: persuading."""
