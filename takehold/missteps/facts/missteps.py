"""A misstep as it leaves the room: with its promises, and to whom it was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from takehold.bridge.facts import Owner
from takehold.gaps.facts import Cause


class MisstepState(StrEnum):
    """Where it stands. ``LEFT``: it was suggested, and those who speak for the change said why it is none of ours."""

    DRAFT = "draft"
    TOLD = "told"
    MENDING = "being mended"
    MENDED = "mended"
    REOPENED = "reopened"
    LEFT = "left"


TOLD_OF: Final = (MisstepState.TOLD, MisstepState.MENDING, MisstepState.MENDED, MisstepState.REOPENED)
"""In these everybody who may read the change reads it."""
OPEN_NOW: Final = (MisstepState.TOLD, MisstepState.MENDING, MisstepState.REOPENED)
"""Told, and not mended."""


@dataclass(frozen=True, slots=True)
class MisstepInput:
    """What somebody says of it, in the first person plural. Of a draft only ``title`` and ``happened`` are needed.

    ``behaviour``: its key, where the effect can be seen in figures.
    """

    title: str
    happened: str
    happened_on: date | None = None
    effect: str = ""
    cause: Cause | None = None
    why: str = ""
    behaviour: str = ""


@dataclass(frozen=True, slots=True)
class MitigationInput:
    """What we promise: by a person, a role or a body, by a day."""

    what: str
    due_on: date | None
    owner_id: int | None = None
    owner_role: str = ""
    owner_body: str = ""


@dataclass(frozen=True, slots=True)
class MitigationFact:
    """One promise. ``came_of``: what came of it, in words, once it was kept; ``late``: its day is over and it was not."""

    id: int
    what: str
    owner: Owner
    body: str
    due_on: date
    done_on: date | None
    came_of: str
    late: bool
    may_keep: bool


@dataclass(frozen=True, slots=True)
class TellingFact:
    """Who was told, and when."""

    on: date
    to: str


@dataclass(frozen=True, slots=True)
class TurnFact:
    """One change of state, and why."""

    on: date
    before: MisstepState
    after: MisstepState
    reason: str


@dataclass(frozen=True, slots=True)
class SeenFact:
    """The figure that shows the effect, as it read on the day on which it was cited; ``sha256`` is of ``text``."""

    label: str
    text: str
    on: date
    sha256: str


@dataclass(frozen=True, slots=True)
class Measured:
    """The behaviour that shows the effect: its number, its address within the change, its name."""

    id: int
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class MisstepLine:
    """A misstep in a list. ``kept`` of ``promises`` were kept; ``late``: any of them should have been by now."""

    id: int
    title: str
    slug: str
    change: str
    state: MisstepState
    cause: Cause | None
    happened_on: date | None
    told_on: date | None
    mended_on: date | None
    promises: int
    kept: int
    late: bool
    due_on: date | None


@dataclass(frozen=True, slots=True)
class MisstepFact:
    """A misstep with all that was said of it. ``lacking``: what has to be said before it is told.

    ``may_speak``: tell of it, move it on, promise something.
    """

    line: MisstepLine
    happened: str
    effect: str
    why: str
    behaviour: Measured | None
    seen: SeenFact | None
    promises: tuple[MitigationFact, ...]
    told: tuple[TellingFact, ...]
    turns: tuple[TurnFact, ...]
    lacking: tuple[str, ...]
    version: int
    may_speak: bool


@dataclass(frozen=True, slots=True)
class OwedFact:
    """A promise that somebody owes: for the page of the week."""

    id: int
    misstep_id: int
    what: str
    due_on: date


@dataclass(frozen=True, slots=True)
class MendedFact:
    """A misstep that is mended: for telling of it as something that went well."""

    id: int
    title: str
    mended_on: date
    kept: int
