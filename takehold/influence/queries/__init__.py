"""What you may ask: persuading."""
