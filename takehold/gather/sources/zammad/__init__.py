"""Zammad: tickets by its search, and the history of each."""
