"""Voting: one statement at a time; the last vote of a person on a statement counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Choice(IntEnum):
    """What one says to a statement. To pass is information too."""

    AGREE = 1
    PASS = 0
    DISAGREE = -1


class Way(StrEnum):
    """How a voter came in: signed in, by the link for all, or in a file of votes."""

    ACCOUNT = "account"
    SHARED = "shared"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Asked:
    """The statement that is shown now. ``chosen``: what the voter said to it before, None: nothing yet."""

    id: int
    text: str
    chosen: Choice | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a voter finds: the statement to vote on now, None: nothing left; how many are voted on, of how many."""

    asked: Asked | None
    voted: int
    of: int


@dataclass(frozen=True, slots=True)
class OwnVote:
    """A vote of the reader's own, which can be changed while the round is open."""

    contribution_id: int
    text: str
    choice: Choice
