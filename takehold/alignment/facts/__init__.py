"""What leaves the room: the inside first."""
