"""A watched folder: files that somebody or some program leaves there are taken by themselves, each exactly once."""
