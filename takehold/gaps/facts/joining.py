"""Behaviour beside opinion: of a group, never of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from takehold.gather.facts.disclosure import StopsFact


class Quadrant(StrEnum):
    """Whether most chances are taken the new way, and whether most of those who answered want it."""

    BOTH = "does it, wants it"
    DUTY = "does it, does not want it"
    HINDERED = "wants it, does not do it"
    NEITHER = "neither"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class JoinedGroup:
    """The smallest group of which both can be told. ``everybody``: all that the change is for.

    ``rate`` and ``interval``: of ``chances`` in the last 8 weeks. ``wants``: between which shares of those who answered
    (``answered``, a band) want it, in per cent. ``partly``: one of the two is known of a part of the group only.
    """

    name: str
    units: tuple[str, ...]
    answered: str
    chances: int
    rate: float
    interval: tuple[float, float]
    wants: tuple[int, int]
    quadrant: Quadrant
    stops: StopsFact | None
    everybody: bool = False
    partly: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """How many want it if each of ``groups`` counts as much as it has people: a range in 0..1. ``design_effect``: so many times
    the answers would be needed for the same certainty; ``trimmed``: of how many groups the weight was cut."""

    wants: tuple[float, float]
    design_effect: float
    groups: int
    trimmed: int


@dataclass(frozen=True, slots=True)
class Joined:
    """One behaviour, with everybody first and then group by group. ``first``, ``last``: of which days the chances are."""

    key: str
    name: str
    groups: tuple[JoinedGroup, ...]
    first: date | None
    last: date | None
    weighed: Weighed | None = None


@dataclass(frozen=True, slots=True)
class Joining:
    """What is laid side by side of a change. ``survey``: which one asked whether people want it, its name and last day."""

    survey: tuple[UUID, str, date] | None
    behaviours: tuple[Joined, ...]
