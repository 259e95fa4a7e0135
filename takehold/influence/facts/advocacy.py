"""The advocacy plan, and the record of what was tried, as they leave the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from takehold.influence.facts.stakeholders import Kind, Support


class Approach(StrEnum):
    """By what it was tried to win somebody over."""

    FACTS = "facts"
    STORY = "story"
    DEMONSTRATION = "demonstration"
    TRIAL = "trial"
    PEER = "peer"
    VISIT = "visit"
    LISTENING = "listening"
    COMPROMISE = "compromise"
    COAUTHOR = "coauthor"
    OTHER = "other"


class Landed(StrEnum):
    """How it landed, as they said or showed."""

    TOWARDS = "towards"
    SAME = "same"
    AWAY = "away"
    OPEN = "open"


class MoveState(StrEnum):
    """Where something planned stands."""

    PLANNED = "planned"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class MoveInput:
    """What is planned. ``matters``: what matters to the audience. ``messenger``: a role, a body or a group, in words."""

    stakeholder_id: int
    matters: str
    message: str
    messenger: str
    channel: str
    due: date | None


@dataclass(frozen=True, slots=True)
class MoveFact:
    """One thing planned for an audience. ``late``: its day is over and it was neither done nor dropped."""

    id: int
    said: MoveInput
    audience: str
    state: MoveState
    late: bool
    version: int


@dataclass(frozen=True, slots=True)
class Landing:
    """How something landed: what they said, and what will be done differently."""

    landed: Landed = Landed.OPEN
    said: str = ""
    differently: str = ""


@dataclass(frozen=True, slots=True)
class AttemptInput:
    """What was tried, on which day, by which approach."""

    approach: Approach
    on: date | None
    what: str
    landing: Landing = Landing()


@dataclass(frozen=True, slots=True)
class AttemptFact:
    """An attempt to persuade. ``before``, ``after``: where the audience said it stood last before, and first after it;
    None where it had not said. That one followed the other does not say that it was the reason."""

    id: int
    slug: str
    change: str
    stakeholder_id: int
    audience: str
    kind: Kind
    said: AttemptInput
    before: Support | None
    after: Support | None
    version: int


@dataclass(frozen=True, slots=True)
class Advocacy:
    """The plan of a change: what comes first, first; and whom nobody has tried to reach yet."""

    slug: str
    change: str
    moves: tuple[MoveFact, ...]
    unreached: tuple[tuple[int, str], ...]
    audiences: tuple[tuple[int, str], ...]
    may_edit: bool
