"""Pages that combine rooms: Changes, a change, a team, the demo. Owns no tables."""
