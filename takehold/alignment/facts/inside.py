"""Whether those who bring a change agree with its plan, as it leaves the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from takehold.gather.facts.helping import InsideAsked


class InsideWord(StrEnum):
    """What an asking came to. ``UNCLEAR``: too few answered for any group to be told of."""

    AGREED = "agreed"
    DISSENT = "dissent"
    UNCLEAR = "unclear"


class Standing(StrEnum):
    """Where a change stands inside. ``OFF``: no team is named as bringing changes, so nobody is asked."""

    OFF = "off"
    NOT_ASKED = "not asked"
    ASKED = "asked"
    AGREED = "agreed"
    DISSENT = "dissent"
    RESOLVED = "resolved"
    UNCLEAR = "unclear"


HOLDS = (Standing.NOT_ASKED, Standing.ASKED, Standing.DISSENT, Standing.UNCLEAR)
"""With these a change waits before it goes outside."""


@dataclass(frozen=True, slots=True)
class Check:
    """What one asking came to, and how a dissent was resolved (empty where it was not)."""

    id: int
    wave_id: UUID
    closed_on: date
    word: InsideWord
    resolved_on: date | None
    resolved_how: str
    version: int


@dataclass(frozen=True, slots=True)
class Inside:
    """One change as those inside see it. ``asked``: the asking that is open. ``checks``: those that closed, newest first."""

    slug: str
    change: str
    standing: Standing
    asked: InsideAsked | None
    checks: tuple[Check, ...]
    may_edit: bool

    @property
    def holds(self) -> bool:
        """Whether the change waits for it before it goes outside."""
        return self.standing in HOLDS


@dataclass(frozen=True, slots=True)
class Voice:
    """What one group of those inside said of the plan: how many, a band, and the share that agrees, low to high per cent."""

    group: str
    n: str
    low: int
    high: int
    whole: bool

    @property
    def agrees(self) -> bool:
        """Whether at least half of the group does."""
        return 2 * self.low >= 100


@dataclass(frozen=True, slots=True)
class House:
    """All changes that go on, and the teams that bring them, by id and name."""

    teams: tuple[tuple[int, str], ...]
    changes: tuple[Inside, ...]
    may_choose: bool
