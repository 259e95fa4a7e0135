"""A round: one real question put to those affected, what is fixed and what is open, until when, who decides and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RoundState(StrEnum):
    """How far a round is, in this order. Answered: every contribution has its answer."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class RoundInput:
    """What is asked.

    Attributes:
        fixed, ground: what safety or law fixes, and on what ground; open: what is open.
        decides, how: the body or the role that decides, and how.
        pseudonyms: whether one may sign with a name of one's own; at_once: whether statements stand open at once,
            else a facilitator lets them in; drawn: whether only teams drawn by lot are invited; shared: whether one
            link for all leads in, without an account.
        teams: ids of the teams among which it is asked, none: all of the change's audience. lots: how many are drawn.
    """

    question: str
    background: str
    fixed: str
    ground: str
    open: str
    closes_on: date | None
    decides: str
    how: str
    pseudonyms: bool = True
    at_once: bool = True
    drawn: bool = False
    lots: int | None = None
    shared: bool = False
    teams: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupFact:
    """Invited people put together when the round opened, never fewer than the house's floor. ``people``: invited then."""

    number: int
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list. ``statements``: that one can vote on."""

    id: int
    change_slug: str
    change: str
    question: str
    state: RoundState
    closes_on: date
    statements: int
    mine: bool = False


@dataclass(frozen=True, slots=True)
class RoundFact:
    """A round as its readers see it.

    Attributes:
        may_vote: the reader is of an invited team and it is open; may_edit: leads the change; facilitates: lets
            statements in, merges and removes, in the open.
        invited: names of the teams that were invited; drawn_from: of how many, where they were drawn by lot.
        facilitators: by name; imported: the votes were brought in from a file.
    """

    id: int
    initiative_id: int
    change_slug: str
    change: str
    said: RoundInput
    state: RoundState
    opened_on: date | None
    closed_on: date | None
    version: int
    invited: tuple[str, ...]
    drawn_from: int
    facilitators: tuple[tuple[int, str], ...]
    may_edit: bool
    facilitates: bool
    may_vote: bool
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Rounds:
    """All rounds a reader finds: open ones first to close first, then those that are over. ``led``: changes by (slug,
    name) for which the reader may open one."""

    going: tuple[RoundLine, ...]
    drafts: tuple[RoundLine, ...]
    over: tuple[RoundLine, ...]
    led: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """How voters came in, for those who facilitate: at least so many, in steps of ``step``. ``link``: the token of the
    link for all, empty: there is none now."""

    account: int
    shared: int
    step: int
    link: str
