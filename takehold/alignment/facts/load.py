"""How much is asked of the same people at once, as it leaves the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Colouring(StrEnum):
    """What colours a week of a group: what one person has to take in, the heaviest single change, or all people together."""

    PERSON = "person"
    WORST = "worst"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Thing:
    """One change as it hits a group: how much, 0 to 18 (six sides of work, 0 to 3 each), the heaviest side, the share of
    the group's people it is for, and its first and last week."""

    slug: str
    change: str
    weight: int
    worst: int
    share: float
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a group. ``value`` by the colouring; ``step`` 0 to 3, none to heavy; ``things``: how many changes."""

    monday: date
    value: float
    step: int
    things: int


@dataclass(frozen=True, slots=True)
class Row:
    """One reporting group with its weeks and every change that hits it in them."""

    group: str
    people: int
    weeks: tuple[Week, ...]
    things: tuple[Thing, ...]

    @property
    def fullest(self) -> Week:
        """The week with most."""
        return max(self.weeks, key=lambda each: (each.step, each.value, each.things))


@dataclass(frozen=True, slots=True)
class LoadMap:
    """Groups by week, the fullest first. ``more``: how many groups with something are not shown;
    ``heavy``: how many of all have a week of the highest step. ``undated``: changes of
    which no day is set, which are in no week."""

    colouring: Colouring
    mondays: tuple[date, ...]
    rows: tuple[Row, ...]
    more: int
    heavy: int
    undated: tuple[str, ...]
