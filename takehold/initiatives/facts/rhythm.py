"""How a change is kept in view: its reasons with their days, what tells them anew, and the beat of its loop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

MOST_REASONS: Final = 3
"""So many reasons a change has at most."""


class Part(StrEnum):
    """The four parts of one turn of the loop, in order."""

    GATHER = "gather"
    FIND = "find"
    BRIDGE = "bridge"
    CELEBRATE = "celebrate"


class FreshKind(StrEnum):
    """What tells the reasons anew: something that happened to somebody, or a figure."""

    STORY = "story"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class ReasonFact:
    """A reason and the day on which it was said in these words."""

    text: str
    said_on: date


@dataclass(frozen=True, slots=True)
class FreshFact:
    """A fact or a story. ``source``: who tells it, or where the figure comes from."""

    id: int
    kind: FreshKind
    text: str
    source: str
    told_on: date


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a change is made. ``fresh``: the newest first. ``stale_since`` is the last day that something new was told,
    where that is longer ago than one turn of the loop."""

    said: tuple[ReasonFact, ...]
    fresh: tuple[FreshFact, ...]
    stale_since: date | None
    may_edit: bool


@dataclass(frozen=True, slots=True)
class FreshInput:
    """What a person tells to keep the reasons in view."""

    kind: FreshKind
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class TurnPart:
    """One part of one turn. ``turn`` counts from 1 within its rhythm. ``moved_from``: the day that was no working day."""

    turn: int
    part: Part
    due_on: date
    moved_from: date | None
    done_on: date | None = None
    what: str = ""

    def missed(self, today: date) -> bool:
        """Whether its day has passed and nobody did it."""
        return self.done_on is None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Beat:
    """The loop in short. ``following`` is None while it is business as usual, which it is since ``settled_on``."""

    every_weeks: int
    following: TurnPart | None
    missed: int
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that must hold before a change is business as usual. ``n``: how many speak against it; None: cannot tell."""

    code: str
    n: int | None

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it."""
        return self.n == 0


@dataclass(frozen=True, slots=True)
class LookedAgain:
    """What was seen so many months after. ``words``: the name of each behaviour with the word of its verdict."""

    months: int
    looked_on: date
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SettledFact:
    """Since when a change is business as usual. ``next_look`` is None after the last."""

    on: date
    despite: str
    looks: tuple[LookedAgain, ...]
    next_look: date | None
    ended_on: date | None
    ended_because: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The beat of a change. ``every_weeks`` is None until one was chosen; ``parts``: those missed, the last ones done,
    and the next four, by day. ``settled``: the newest first; the first is in force when its ``ended_on`` is None."""

    every_weeks: int | None
    parts: tuple[TurnPart, ...]
    following: TurnPart | None
    missed: int
    settled: tuple[SettledFact, ...]
    may_edit: bool

    @property
    def as_usual(self) -> SettledFact | None:
        """Since when it is business as usual, if it is."""
        return self.settled[0] if self.settled and self.settled[0].ended_on is None else None
