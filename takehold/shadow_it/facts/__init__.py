"""What leaves the room: tools people found for themselves."""
