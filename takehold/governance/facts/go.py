"""Going live: what must hold before, and what was said when a group went live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Condition(StrEnum):
    """What must hold before a change goes live for a group."""

    CO_OWNER = "co-owner"
    INSIDE = "inside"
    REACHED = "reached"
    OLD_PATH = "old path"
    COUNCIL = "council"


@dataclass(frozen=True, slots=True)
class GoFact:
    """That a change goes live for a group on a day. ``missing``: what did not hold then; ``reason``: why all the same.

    ``open``: it was not taken back.
    """

    id: int
    slug: str
    change: str
    group: str
    team_ids: frozenset[int]
    goes_on: date
    said_on: date
    missing: tuple[Condition, ...]
    reason: str
    open: bool = True

    @property
    def overridden(self) -> bool:
        """Whether it was said although something was missing."""
        return bool(self.missing)


@dataclass(frozen=True, slots=True)
class Signature:
    """Whether the operational co-owner of a change has signed that operations are ready. ``may_sign``: the viewer is."""

    co_owner: str
    signed_on: date | None
    may_sign: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that does not hold yet: which condition, a sentence, and the page on which it is mended."""

    condition: Condition
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class GroupGo:
    """A group that a change is for. ``live_on``: the first day set for any of its teams; ``go``: what was said here.

    ``missing``: what does not hold for this group beside what does not hold for the change.
    """

    number: int
    name: str
    team_ids: frozenset[int]
    live_on: date | None
    go: GoFact | None
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a change may go live, group by group. ``missing``: what does not hold for any of them."""

    slug: str
    change: str
    may_say: bool
    signature: Signature
    missing: tuple[Missing, ...]
    groups: tuple[GroupGo, ...]
    taken_back: tuple[GoFact, ...]

    def open_for(self, group: GroupGo) -> tuple[Condition, ...]:
        """What does not hold for a group, in one order."""
        found = {each.condition for each in (*self.missing, *group.missing)}
        return tuple(each for each in Condition if each in found)
