"""Whom people turn to: what leaves the room. Who named whom never does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from takehold.analysis.influence import Bar


class CanvassState(StrEnum):
    """Where it stands. Nobody is asked before the works council's yes, nor after it took it back."""

    DRAFT = "draft"
    AGREED = "agreed"
    OPEN = "open"
    CLOSED = "closed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class CanvassLine:
    """One in the list. ``mine``: the reader is asked and it is open."""

    id: int
    change: str
    question: str
    state: CanvassState
    closes_on: date
    mine: bool


@dataclass(frozen=True, slots=True)
class Canvasses:
    """All that one may read. ``led``: changes that the reader may ask for, as (slug, name)."""

    lines: tuple[CanvassLine, ...]
    led: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WellKnown:
    """Somebody whom five or more turn to, with their yes; by how many is told of nobody. ``mine``: it is the reader."""

    name: str
    mine: bool


@dataclass(frozen=True, slots=True)
class CanvassResult:
    """What was found. Figures of the whole are None below 65 % of answers; ``people`` are told from 80 % on, by name.

    ``answered`` of ``asked``: a band of five below it. ``on_widely``: share of all nominations on people named by five or more.
    ``few``: who together reach ``reached`` people in two steps at most, by name; nobody, where one of them is not told any more.
    ``steady``: they would be the same had a fifth not answered.
    """

    bar: Bar
    asked: int
    answered: int
    named: int | None = None
    widely: int | None = None
    on_widely: float | None = None
    parts: int | None = None
    reached: int | None = None
    few: tuple[str, ...] = ()
    steady: bool = False
    people: tuple[WellKnown, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreed:
    """A yes. ``how``: yes or waived; ``by``: empty where that person was erased since."""

    how: str
    by: str
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class CanvassFact:
    """One of them, for one reader.

    ``asked``: how many are asked, None before it opens; ``answered``: so many to four more have, None but while it is open.
    ``own``: whom the reader named, None: has not answered. ``may_edit``: leads the change.
    """

    id: int
    slug: str
    change: str
    question: str
    state: CanvassState
    closes_on: date
    asked: int | None
    answered: int | None
    mine: bool
    own: tuple[str, ...] | None
    willing: bool
    agreed: Agreed | None
    may_edit: bool
    result: CanvassResult | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """What somebody answers: at most five names or addresses, none: turns to nobody. ``willing``: may be named oneself."""

    whom: tuple[str, ...]
    willing: bool = False
