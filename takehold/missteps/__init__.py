"""What we got wrong ourselves: what happened, what it did, the cause in the system, what we do about it by when, and what became of that."""
