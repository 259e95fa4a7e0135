"""Forms: what the organisation decides."""
