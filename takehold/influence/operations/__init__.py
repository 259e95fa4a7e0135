"""What you may do: persuading."""
