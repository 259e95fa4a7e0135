"""Goals, measures and rewards of IT and of operations, and where they pull against a change, as they leave the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from takehold.alignment.facts.figures import FigureName


class Side(StrEnum):
    """Whose goal it is."""

    IT = "it"
    OPERATIONS = "operations"
    SHARED = "shared"


class GoalKind(StrEnum):
    """What is wanted, what is counted, or what is paid or praised for."""

    GOAL = "goal"
    MEASURE = "measure"
    REWARD = "reward"


class Pull(StrEnum):
    """What it does to a desired behaviour."""

    FOR = "for"
    NEUTRAL = "neutral"
    AGAINST = "against"


class ConflictState(StrEnum):
    """Found; a way out is proposed and waits to be signed by both sides; settled."""

    FOUND = "found"
    PROPOSED = "proposed"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class GoalInput:
    """What a person says. ``owner``, ``with_owner``: bodies or roles; the second of a shared goal. ``until``: None goes on."""

    side: Side
    kind: GoalKind
    text: str
    owner: str
    with_owner: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PullFact:
    """What a goal does to one behaviour of a change, and what that is concluded from."""

    behaviour_id: int
    behaviour: str
    slug: str
    change: str
    pull: Pull
    evidence: str
    said_on: date


@dataclass(frozen=True, slots=True)
class GoalFact:
    """A goal with its pulls on behaviours this viewer may read of, and the figure that shows it, where it may be read."""

    id: int
    said: GoalInput
    version: int
    pulls: tuple[PullFact, ...]
    figure: FigureName | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """That a side agrees to the way out: when, and in which office."""

    side: Side
    on: date
    office: str


@dataclass(frozen=True, slots=True)
class ConflictFact:
    """Two goals that pull one behaviour in opposite directions. ``reopened``: why a settled one is not settled any more.

    ``may_sign``: the sides for which this viewer may sign now; ``may_propose``, ``may_reopen``: whether a
    way out may be proposed, a settled one opened again.
    """

    id: int
    slug: str
    change: str
    behaviour_id: int
    behaviour: str
    helps: GoalFact
    hinders: GoalFact
    state: ConflictState
    found_on: date
    way_out: str
    signed: tuple[Signature, ...]
    settled_on: date | None
    reopened: str
    version: int
    may_propose: bool
    may_reopen: bool
    may_sign: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Incentives:
    """All goals that hold today, side by side, and the conflicts: open ones first."""

    goals: tuple[GoalFact, ...]
    conflicts: tuple[ConflictFact, ...]
    may_write: bool

    def of(self, side: Side) -> tuple[GoalFact, ...]:
        """The goals of one side."""
        return tuple(each for each in self.goals if each.said.side is side)
