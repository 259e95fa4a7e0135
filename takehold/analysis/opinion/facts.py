"""What people voted on each other's statements: what all hold, where they divide, and in which groups, without anybody in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from takehold.analysis.facts import IntArray

AGREE, PASS, DISAGREE = 1, 0, -1
COVERAGE: Final = 0.9
FEWEST_VOTERS: Final = 40
FEWEST_VOTES: Final = 7
LEAST: Final = 5
"""The smallest group that is shown, and the fewest of it whose votes on a statement are: may be raised, never lowered."""
STABLE: Final = 0.7


class Side(StrEnum):
    """On which side people stand."""

    AGREE = "agree"
    DISAGREE = "disagree"


class NoGroups(StrEnum):
    """Why no opinion groups are shown."""

    VOTERS = "voters"
    """Fewer than 40 people voted."""
    VOTES = "votes"
    """Fewer than 40 people voted on seven statements or more."""
    ALIKE = "alike"
    """There is nothing to part them by: all voted alike."""
    CHANCE = "chance"
    """The groups stand no further apart than groups in votes dealt out at random would."""
    UNSTABLE = "unstable"
    """Had others of them voted, the groups would be others."""
    SMALL = "small"
    """A group would have fewer than five people."""


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes in the order in which they were given; of a voter's votes on a statement the last one counts.

    Attributes:
        voter, statement: (R,) places from 0 on, below ``voters`` and ``statements``.
        choice: (R,) 1 agree, 0 pass, -1 disagree.
        removed: statements that were taken out: they part nobody, and nothing is said of them.
    """

    voters: int
    statements: int
    voter: IntArray
    statement: IntArray
    choice: IntArray
    removed: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls,
        rows: Sequence[tuple[int, int, int]],
        *,
        voters: int,
        statements: int,
        removed: frozenset[int] = frozenset(),
    ) -> Self:
        """From rows of (voter, statement, choice)."""
        told: NDArray[np.int64] = np.array(rows, dtype=np.int64).reshape(-1, 3)
        return cls(voters, statements, told[:, 0], told[:, 1], told[:, 2], removed)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of those who saw a statement, with its interval (Wilson, 90 %)."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Count:
    """How many of some people agreed, disagreed and passed on one statement."""

    agree: int
    disagree: int
    passed: int

    @property
    def seen(self) -> int:
        """How many voted on it at all, passing included."""
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True, slots=True)
class StatementFigures:
    """Of one statement, all voters together. All are None where fewer than ``least`` voted on it.

    ``consensus``: the product over groups of the smoothed share that agrees (over one group of all where no groups are
    shown); to be compared within one round only. None where it is not told of every group.
    """

    statement: int
    count: Count | None
    agrees: Share | None
    disagrees: Share | None
    passes: Share | None
    consensus: float | None


@dataclass(frozen=True, slots=True)
class Held:
    """What a group holds more than the others do. ``of``: those of it who saw the statement; ``count`` are on ``side``.

    ``share``: smoothed, (1 + count) / (2 + of); ``times``: as many times the smoothed share of everybody else.
    """

    group: int
    statement: int
    side: Side
    count: int
    of: int
    share: float
    times: float


@dataclass(frozen=True, slots=True)
class Common:
    """What every group holds (everybody, where no groups are shown). ``least``: the lowest smoothed share of any group.

    ``consensus``: the product over groups of the share on that ``side``.
    """

    statement: int
    side: Side
    consensus: float
    least: float


@dataclass(frozen=True, slots=True)
class Divide:
    """Where opinion divides: ``agreeing`` groups against ``disagreeing`` ones; both empty where no groups are shown.

    ``apart``: the highest less the lowest smoothed share that agrees over groups; without groups the smaller of the two
    shares, agreeing or disagreeing.
    """

    statement: int
    agreeing: tuple[int, ...]
    disagreeing: tuple[int, ...]
    apart: float


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One opinion group. ``number``: 0 is the largest; ``counts``: one entry for each of ``Opinion.statements``; ``holds``:
    at most five, what it holds more than others do.

    A count is None where it, or what subtracting would leave of another group or of those in none, is of fewer than ``least``.
    """

    number: int
    voters: int
    counts: tuple[Count | None, ...]
    holds: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """How sure the groups are, also where they are not shown.

    ``silhouette``: how far apart they stand (-1..1); ``by_chance``: the best of 19 rounds of the same votes dealt out at
    random; ``stability``: mean adjusted Rand index of the groups found again in rounds drawn again from the voters.
    """

    groups: int
    silhouette: float
    by_chance: float
    stability: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """The verdict on a round. No row of any voter is in it, nor in which group anybody stands.

    Attributes:
        voters: people with at least one vote; ``grouped`` of them are in a group.
        votes: counted pairs of voter and statement, passing included.
        statements: each that was not removed, in their order.
        common: what all hold, the strongest first; ``divides``: where opinion divides, the widest apart first.
        groups: the largest first; empty where ``why_not`` tells why.
        strongly: what a group of fewer than half holds strongly and the others do not.
        grounds: None where groups were not looked for.
    """

    voters: int
    grouped: int
    votes: int
    statements: tuple[StatementFigures, ...]
    common: tuple[Common, ...]
    divides: tuple[Divide, ...]
    groups: tuple[GroupFigures, ...] = ()
    strongly: tuple[Held, ...] = ()
    why_not: NoGroups | None = None
    grounds: Grounds | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Running totals of a round, enough to choose what to show next. All (S,); one entry a statement.

    Attributes:
        agree, disagree, passed: votes so far.
        extremity: how far a statement parts people (``judging.extremities``), 0 while nothing is known.
        urgent: statements that are shown first (a facilitator's own framing of the question), usually none.
    """

    agree: IntArray
    disagree: IntArray
    passed: IntArray
    extremity: NDArray[np.float64]
    urgent: frozenset[int] = field(default_factory=frozenset)
