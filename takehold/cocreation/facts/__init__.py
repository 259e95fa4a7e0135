"""What leaves the room: shaping a change together."""
