"""What combines rooms for a page: facts of lower rooms in, facts of this one out. Nothing is stored here."""
