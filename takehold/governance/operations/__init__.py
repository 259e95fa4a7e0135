"""What you may do: what the organisation decides."""
