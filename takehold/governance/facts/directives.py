"""A directive as it leaves the room: what must be done, on which ground, until when, and who acknowledged it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Ground(StrEnum):
    """On what a directive may rest. There is no third one."""

    COMPLIANCE = "compliance"
    SAFETY = "safety"


class DirectiveState(StrEnum):
    """Where it stands. ``LAPSED`` is never stored: it follows from the day on which somebody looks."""

    DRAFT = "draft"
    IN_FORCE = "in force"
    LAPSED = "lapsed"
    LIFTED = "lifted"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class DirectiveInput:
    """What a person says of a directive. ``ground`` as it was said: only compliance and safety are kept.

    ``office``, ``reviewer``: the words of roles. ``teams``: ids of teams, with all below them; empty: everybody.
    ``persuaded``: what was tried first; else ``no_time`` says why there was no time. ``change``: its slug, or none.
    """

    title: str
    what: str
    ground: str
    rests_on: str
    evidence: str
    office: str
    reviewer: str
    expires_on: date | None
    teams: frozenset[int] = field(default_factory=frozenset)
    persuaded: str = ""
    no_time: str = ""
    evidence_link: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class DirectiveLine:
    """A directive in a list, as it stands on the day of who looks. ``own``: this viewer wrote it."""

    id: int
    title: str
    ground: Ground
    state: DirectiveState
    office: str
    reviewer: str
    issued_on: date | None
    expires_on: date
    over_on: date | None
    own: bool

    def days_left(self, on: date) -> int:
        """How many days it still holds, the day itself not counted."""
        return (self.expires_on - on).days


@dataclass(frozen=True, slots=True)
class DirectiveTurnFact:
    """One change of state, and why. ``until``: up to when it held from then on, where that was said."""

    on: date
    event: str
    reason: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """How many of a unit acknowledged, between ``low`` and ``high`` of ``told``; ``shifts`` that leaders counted."""

    unit: str
    told: int
    low: int
    high: int
    shifts: int


@dataclass(frozen=True, slots=True)
class Reached:
    """Who was told and acknowledged, as bands. Units too small to be shown are in ``whole`` alone."""

    told: int
    whole: Acknowledged | None
    units: tuple[Acknowledged, ...]
    shifts: int
    counted: int


@dataclass(frozen=True, slots=True)
class Own:
    """What concerns the viewer: told at all, acknowledged when, and teams for whose shifts this viewer may answer."""

    told: bool
    acknowledged_on: date | None
    teams: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DirectiveFact:
    """A directive with all that was said of it. ``writer``: this viewer wrote it and holds that office still;
    ``reviewer``: holds the office that reviews it and did not issue it."""

    line: DirectiveLine
    said: DirectiveInput
    change: str
    where: tuple[str, ...]
    turns: tuple[DirectiveTurnFact, ...]
    version: int
    writer: bool
    reviewer: bool

    @property
    def may_edit(self) -> bool:
        """Whether this viewer may still say it better."""
        return self.writer and self.line.state is DirectiveState.DRAFT


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A directive that somebody was told of, for the own page."""

    id: int
    title: str
    ground: Ground
    expires_on: date
    acknowledged_on: date | None


@dataclass(frozen=True, slots=True)
class Issued:
    """A directive that was issued: from which office on which day, for counting them beside other moves."""

    office: str
    on: date
