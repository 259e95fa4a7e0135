"""Marking words for translation, for what is said long after it was written."""

from __future__ import annotations


def gettext_noop(message: str) -> str:
    """Mark a word for translation that is looked up later."""
    return message
