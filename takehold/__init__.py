"""Takehold: making an IT change take hold, measured honestly and owned by the people it touches."""

__version__ = "0.1.0"
