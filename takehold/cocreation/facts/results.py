"""The result of a closed round, as it was frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    """What one can say to a statement."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASSED = "pass"


@dataclass(frozen=True, slots=True)
class Told:
    """A share in whole per cent: between ``low`` and ``high``; ``middle`` where it is known so well. Else a band."""

    low: int
    high: int
    middle: int | None = None


@dataclass(frozen=True, slots=True)
class Three:
    """How a group of voters stands to a statement. ``n``: how many of them voted on it, as a band."""

    n: str
    agree: Told
    disagree: Told
    passed: Told


@dataclass(frozen=True, slots=True)
class StatementResult:
    """One statement. ``whole``: everybody together, None where too few voted on it; ``by_group``: one entry an opinion
    group. ``common``: what all hold of it, empty: nothing. ``divides``: opinion divides on it."""

    id: int
    number: int
    text: str
    whole: Three | None
    by_group: tuple[Three | None, ...] = ()
    common: Side | None = None
    divides: bool = False
    agreeing: tuple[int, ...] = ()
    disagreeing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """What an opinion group holds more than others: the statement, the side, and which share of the group, as a band."""

    statement: StatementResult
    side: Side
    share: Told


@dataclass(frozen=True, slots=True)
class OpinionGroup:
    """A group of people who voted alike. ``letter``: A is the largest. ``n``: a band."""

    letter: str
    n: str
    holds: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class TeamGroup:
    """Reporting groups put together until enough of them voted. ``by_statement``: by the statement's number; what few of
    them voted on is missing here, and told of larger groups. ``own``: all of it are the reader's own teams; ``base``:
    a place of the organisation, not only what few of one voted on."""

    number: int
    name: str
    n: str
    by_statement: tuple[tuple[int, Three], ...]
    own: bool = False
    base: bool = True


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many of a group voted, between two numbers in steps of five; None: too few were asked to tell."""

    name: str
    people: int
    voted: tuple[int, int] | None
    team_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Results:
    """What everybody reads of a closed round, and the groups of teams that this reader may.

    Attributes:
        n: how many voted, as a band; empty: too few for anything to be told.
        why_not: why there are no opinion groups, a word of ``analysis.opinion.NoGroups``; empty where there are some.
        strongly: what a minority holds strongly, by the letter of the group.
        stability: how alike the groups were when found again in others' votes, None where none were looked for.
        invited: from how many to how many of how many invited people voted; None where nobody was invited by team.
        without_team: how many came by the link, as a band.
        removed: how many statements were merged or taken out.
    """

    round_id: int
    slug: str
    change: str
    question: str
    closed_on: date
    least: int
    n: str
    statements: tuple[StatementResult, ...]
    groups: tuple[OpinionGroup, ...]
    strongly: tuple[tuple[str, Holding], ...]
    why_not: str
    stability: float | None
    teams: tuple[TeamGroup, ...]
    turnout: tuple[Turnout, ...]
    invited: tuple[int, int, int] | None
    without_team: str
    removed: int

    @property
    def common(self) -> tuple[StatementResult, ...]:
        """Common ground."""
        return tuple(each for each in self.statements if each.common is not None)

    @property
    def divided(self) -> tuple[StatementResult, ...]:
        """Where opinion divides."""
        return tuple(each for each in self.statements if each.divides)
