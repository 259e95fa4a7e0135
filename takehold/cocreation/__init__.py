"""Shaping it together: a real question put to those affected, what they say and vote, what becomes of every contribution, and whose work a change is."""
