"""People, teams that last, memberships and labels with dates, roles; the only maker of a scope."""
