"""What can be counted from how tickets went: ready behaviours that need the order of states alone."""

from __future__ import annotations

from functools import cache

from takehold.evidence import library
from takehold.evidence.facts import Behaviour, Shape
from takehold.gather.sources import history


@cache
def countable() -> tuple[Behaviour, ...]:
    """Ready behaviours for rows of case, activity, moment and team."""
    mapping = history.recipe("", ())
    return tuple(
        library.bound(one, mapping, history.COLUMNS) for one in library.fitting(("status",), Shape.EVENTS)
    )
