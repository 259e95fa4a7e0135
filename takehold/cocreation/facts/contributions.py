"""What people add to a round, and what became of it in the open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """A statement is voted on. A design proposes how it could be done; amendments and comments belong to something."""

    STATEMENT = "statement"
    DESIGN = "design"
    AMENDMENT = "amendment"
    COMMENT = "comment"


class State(StrEnum):
    """Whether it is shown: waits to be let in, open, merged into another, or removed with a reason."""

    WAITING = "waiting"
    OPEN = "open"
    MERGED = "merged"
    REMOVED = "removed"


class Origin(StrEnum):
    """From those who ask, or from somebody who takes part."""

    SEED = "seed"
    VOTER = "voter"


@dataclass(frozen=True, slots=True)
class ContributionFact:
    """A contribution. ``signed``: the pseudonym its author chose, empty: none. ``mine``: the reader wrote it.

    ``into``: what it was merged into. ``children``: amendments and comments on it that are shown.
    """

    id: int
    kind: Kind
    text: str
    state: State
    origin: Origin
    on: date
    signed: str = ""
    reason: str = ""
    into: tuple[int, str] | None = None
    parent_id: int | None = None
    mine: bool = False
    children: tuple[ContributionFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Moderated:
    """What was let in, merged or removed, and why; readable by all."""

    on: date
    what: State
    text: str
    reason: str
    into: str
