"""Whether a small share rose from one period to the next, or whether chance alone gives as much.

Of ``n`` moves in both periods together ``k`` were of one kind. If the kind had nothing to do with the period, how many of
the ``k`` fall into the later one follows the hypergeometric distribution; the chance of as many or more is that of
Fisher's exact test, one-sided. It asks nothing of the size of the numbers, which are small here.

Source:
    Fisher 1935, "The Design of Experiments", chapter 2 (the lady tasting tea).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scipy.stats import hypergeom

FEWEST: Final = 10
"""Under so many moves in either period nothing is told."""
RARE: Final = 0.05


class Course(StrEnum):
    """What is told of a share over two periods."""

    CANNOT_TELL = "cannot tell"
    ROSE = "rose"
    NOT_SEEN = "no rise seen"


@dataclass(frozen=True, slots=True)
class Rise:
    """``chance``: how likely as many or more in the later period are by chance alone, 0 to 1."""

    course: Course
    before: tuple[int, int]
    now: tuple[int, int]
    chance: float


def rise(before: tuple[int, int], now: tuple[int, int]) -> Rise:
    """Whether the share of ``now`` is above that of ``before``; both are (of the kind, of all).

    Raises:
        ValueError: a count below zero, or more of the kind than of all.
    """
    for kind, every in (before, now):
        if not 0 <= kind <= every:
            raise ValueError(f"{kind} of {every} is no share")
    chance = as_many(before, now)
    if min(before[1], now[1]) < FEWEST:
        return Rise(Course.CANNOT_TELL, before, now, chance)
    return Rise(Course.ROSE if chance <= RARE else Course.NOT_SEEN, before, now, chance)


def as_many(before: tuple[int, int], now: tuple[int, int]) -> float:
    """The chance of as many or more of the kind in the later period, given both totals."""
    if before[1] + now[1] == 0:
        return 1.0
    return float(hypergeom.sf(now[0] - 1, before[1] + now[1], before[0] + now[0], now[1]))
