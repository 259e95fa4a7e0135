"""What leaves the room: what the organisation decides."""
