"""What a week is made of: one's own actions, what was said of a move, what a sponsor did that people saw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from takehold.analysis.effect import Effect
from takehold.bridge.facts.actions import ActionState
from takehold.bridge.facts.kinds import ActionKind


class Said(StrEnum):
    """What somebody says of a move: done, not this week, or not right here, because."""

    DONE = "done"
    LATER = "not now"
    NOT_RIGHT = "not right"


TAKEN_BACK: Final = "taken back"
"""Beside what somebody may say of a move: that it was said by mistake."""


class ActKind(StrEnum):
    """What a sponsor can do that people see."""

    VISIT = "visit"
    MESSAGE = "message"
    DECISION = "decision"
    OBSTACLE = "obstacle"


@dataclass(frozen=True, slots=True)
class MyAction:
    """An action that this viewer carries out. ``say``: the opening line of its practice. ``effect``: of the newest look.

    ``shared``: it is for everybody the change is for, and each who holds its role does a part; those who lead begin it.
    """

    id: int
    slug: str
    change: str
    title: str
    what: str
    say: str
    kind: ActionKind
    state: ActionState
    minutes: int
    begins_on: date
    check_on: date
    gap: str
    where: tuple[str, ...]
    effect: Effect | None
    shared: bool = False
    barrier: str = ""
    began_on: date | None = None


@dataclass(frozen=True, slots=True)
class SaidFact:
    """What was said of a move in some week."""

    week: date
    key: str
    said: Said
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class ActFact:
    """A visible act. ``where``: names of the groups that saw it, none: everybody."""

    kind: ActKind
    on: date
    what: str
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Visibility:
    """How visible the sponsor of a change was: the last acts, and the groups that saw none in a quarter."""

    slug: str
    change: str
    acts: tuple[ActFact, ...]
    unseen: tuple[str, ...]
    groups: int
