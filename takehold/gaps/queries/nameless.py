"""Texts of this room name nobody: issues, causes and themes are never about a person."""

from __future__ import annotations

from takehold.evidence.words import STOP, plain
from takehold.gather.queries.naming import HOUSE, named
from takehold.initiatives.facts import Invalid


def nameless(text: str, *, field: str, refusal: str) -> str:
    """The text, where it names nobody of this house. Raises ``Invalid`` with ``refusal``, which may hold {name}."""
    for found in named(text):
        if found.why == HOUSE and plain(found.text) not in STOP:
            raise Invalid(field, refusal.format(name=found.text))
    return text
