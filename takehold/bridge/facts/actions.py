"""An action as it leaves the room, and the balance of all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from takehold.bridge.facts.kinds import ActionKind, Aim, Barrier, Setting


class ActionState(StrEnum):
    """Where an action stands. ``NOT_RIGHT``: it was not right here, and somebody said why."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DOING = "doing"
    DONE = "done"
    STOPPED = "stopped"
    NOT_RIGHT = "not right"


OVER = (ActionState.DONE, ActionState.STOPPED, ActionState.NOT_RIGHT)


@dataclass(frozen=True, slots=True)
class ActionInput:
    """What a person says of an action. ``groups``: numbers of reporting groups, empty: everybody the change is for.

    ``owner_id`` (a person) or ``owner_role`` (the word of a role); ``expected``: points of share, 1 to 100.
    ``ends_on``, ``exception``, ``decided_by``: the safeguards, asked of what makes the old way harder.
    """

    title: str
    what: str
    kind: ActionKind
    setting: Setting
    aim: Aim
    groups: frozenset[int] = field(default_factory=frozenset)
    barrier: Barrier | None = None
    behaviour: str = ""
    expected: int | None = None
    minutes: int | None = None
    owner_id: int | None = None
    owner_role: str = ""
    begins_on: date | None = None
    check_on: date | None = None
    practice: str = ""
    gap_id: int | None = None
    ends_on: date | None = None
    exception: str = ""
    decided_by: str = ""
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for it: a person by name, or a role. ``gone``: the person is not here any more."""

    person_id: int | None
    name: str
    role: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action in a list. ``where``: names of the groups it is for, as this viewer may read them; none: everybody."""

    id: int
    title: str
    kind: ActionKind
    setting: Setting
    aim: Aim
    state: ActionState
    where: tuple[str, ...]
    owner: Owner
    minutes: int
    proposed_on: date
    begins_on: date
    check_on: date
    began_on: date | None
    over_on: date | None
    practice: str
    barrier: Barrier | None
    behaviour: str
    gap_id: int | None = None
    ends_on: date | None = None
    late: bool = False

    @property
    def over(self) -> bool:
        """Whether nothing of it is to come, apart from looking whether it worked."""
        return self.state in OVER


@dataclass(frozen=True, slots=True)
class ActionTurnFact:
    """One change of state, and why."""

    on: date
    before: ActionState
    after: ActionState
    reason: str


@dataclass(frozen=True, slots=True)
class ActionFact:
    """An action with all that was said of it. ``may_decide``: agree to it or edit it; ``may_act``: begin and end it."""

    line: ActionLine
    slug: str
    change: str
    what: str
    expected: int | None
    behaviour_name: str
    gap: tuple[int, str] | None
    team_ids: frozenset[int]
    ends_on: date | None
    exception: str
    decided_by: str
    turns: tuple[ActionTurnFact, ...]
    version: int
    may_decide: bool
    may_act: bool


@dataclass(frozen=True, slots=True)
class Quadrant:
    """One of the four quadrants: how many actions live in it, of which kinds."""

    setting: Setting
    aim: Aim
    living: int
    kinds: tuple[ActionKind, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """The portfolio of a change over the four quadrants. Living: proposed, agreed, being done, or done this year."""

    quadrants: tuple[Quadrant, ...]

    @property
    def total(self) -> int:
        """All that live."""
        return sum(each.living for each in self.quadrants)

    @property
    def missing(self) -> tuple[Quadrant, ...]:
        """The quadrants in which nothing lives."""
        return tuple(each for each in self.quadrants if not each.living)
