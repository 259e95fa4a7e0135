"""Forms: persuading."""
