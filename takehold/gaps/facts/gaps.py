"""A gap as it leaves the room."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from takehold.gaps.facts.chains import CitationFact, StepFact
from takehold.gaps.facts.kinds import GapKind, GapState, Spread, Sureness
from takehold.gaps.facts.widespread import SpreadTold
from takehold.gather.facts.disclosure import StopsFact
from takehold.gather.facts.helping import HelpOffer


@dataclass(frozen=True, slots=True)
class Group:
    """A reporting group that a gap may be of; ``number`` is the smallest id of its teams."""

    number: int
    name: str
    team_ids: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class GapInput:
    """What a person says of a gap. ``groups``: numbers of reporting groups, empty: everybody the change is for."""

    title: str
    kind: GapKind
    groups: frozenset[int] = field(default_factory=frozenset)
    spread: Spread = Spread.CANNOT_TELL


@dataclass(frozen=True, slots=True)
class TurnFact:
    """One change of state, and why."""

    on: date
    before: GapState
    after: GapState
    reason: str


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap in a list. ``where``: names of the groups it is of, as this viewer may read them; none: everybody.

    ``questions``: what would settle it, the first to ask first. ``spread``: as somebody judges it; ``told``: as figures tell, with their day.
    """

    id: int
    title: str
    kind: GapKind
    state: GapState
    spread: Spread
    sureness: Sureness
    where: tuple[str, ...]
    opened_on: date
    closed_on: date | None
    origin: str = ""
    roots: tuple[str, ...] = ()
    told: SpreadTold | None = None
    questions: tuple[str, ...] = ()

    @property
    def as_told(self) -> Spread:
        """What figures say, where they say something; else how somebody judges it."""
        if self.told is not None and self.told.spread is not Spread.CANNOT_TELL:
            return self.told.spread
        return self.spread

    @property
    def over(self) -> bool:
        """Whether it is closed."""
        return self.state is GapState.CLOSED


@dataclass(frozen=True, slots=True)
class StopsTold:
    """Where people stop, as a survey released it of ``group`` (empty: of everybody); ``on``: the survey's last day."""

    survey: UUID
    title: str
    on: date
    group: str
    stops: StopsFact


@dataclass(frozen=True, slots=True)
class ToSettle:
    """A question that would settle something open, and where it opens: a gap (``about`` is its title), or a survey's results
    (``about`` is its name)."""

    question: str
    about: str = ""
    gap_id: int | None = None
    wave: UUID | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap with its chain. ``questions``: the two or three that would settle what is open, in words.

    ``shown_by``: what shows the gap itself. ``beside``: other gaps that end at the same root, as (root, id, title).
    ``offers``: what those there were offered to answer, the newest first. ``stops``: where its people stop, if a survey tells.
    """

    line: GapLine
    slug: str
    change: str
    team_ids: frozenset[int]
    steps: tuple[StepFact, ...]
    turns: tuple[TurnFact, ...]
    questions: tuple[str, ...]
    may_edit: bool
    beside: tuple[tuple[str, int, str], ...] = ()
    shown_by: tuple[CitationFact, ...] = ()
    offers: tuple[HelpOffer, ...] = ()
    stops: StopsTold | None = None


@dataclass(frozen=True, slots=True)
class InTheWay:
    """A gap of one's own team. ``roots``: what somebody can change. ``others``: what was done elsewhere about the same,
    without whose it was."""

    id: int
    slug: str
    change: str
    title: str
    kind: GapKind
    state: GapState
    roots: tuple[str, ...]
    others: tuple[str, ...]
