"""What you may ask: what the organisation decides."""
