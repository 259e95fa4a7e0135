"""Pages: what the organisation decides."""
