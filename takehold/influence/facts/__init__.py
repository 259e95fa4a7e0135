"""What leaves the room: persuading."""
