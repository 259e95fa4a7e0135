"""What leaves the room: missteps."""
