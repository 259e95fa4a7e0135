"""Who earned recognition and never got it: groups, never people.

If recognition fell on wins evenly, a group's share of it would be its share of the wins, give or take what drawing wins at
random gives (the hypergeometric distribution; Fisher's exact test of the group against all others).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, comb, log
from typing import Final

FEWEST_PEOPLE: Final = 5
ALPHA: Final = 0.05


class Seen(StrEnum):
    """UNSEEN: it got less than can be chance. EVEN: no sign of that, and it would have shown had the group got
    nothing. CANNOT_TELL: too few wins for either."""

    UNSEEN = "unseen"
    EVEN = "even"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Group:
    """A group (a site, a shift), its people, the wins it earned, and how many of these were recognised."""

    name: str
    people: int
    earned: int
    recognised: int


@dataclass(frozen=True, slots=True)
class Equity:
    """One group.

    Attributes:
        expected: how many would have been recognised, had it gone evenly.
        p: the chance of so few, had it gone evenly.
        never: it earned something and got nothing, be it chance or not.
        needs: wins it would take to tell; 0 where it can be told, or where nobody is recognised anywhere.
    """

    name: str
    seen: Seen
    earned: int
    recognised: int
    expected: float
    p: float
    never: bool
    needs: int


def equity(groups: Sequence[Group]) -> tuple[Equity, ...]:
    """Each group of at least 5 people against all of them together, the least seen first.

    Smaller groups are left out of the sums too, so that no subtraction leads to them: fold them into larger ones before.
    The bar is .05 over the number of groups (Bonferroni), so that in a fair house any is named in one of twenty looks at most.

    Raises:
        ValueError: where more was recognised than earned, or a count is negative.
    """
    if any(not 0 <= group.recognised <= group.earned for group in groups):
        raise ValueError("only wins that were earned can be recognised")
    told = [group for group in groups if group.people >= FEWEST_PEOPLE]
    wins, given = sum(g.earned for g in told), sum(g.recognised for g in told)
    bar = ALPHA / max(len(told), 1)
    found = [_one(group, wins, given, bar) for group in told]
    return tuple(sorted(found, key=lambda one: (one.p, one.name)))


def _one(group: Group, wins: int, given: int, bar: float) -> Equity:
    p, nothing = (_at_most(k, group.earned, wins, given) for k in (group.recognised, 0))
    expected = given * group.earned / wins if wins else 0.0
    needs = 0
    if p <= bar:
        seen = Seen.UNSEEN
    elif nothing <= bar:
        seen = Seen.EVEN
    else:
        seen = Seen.CANNOT_TELL
        if 0 < given < wins:
            needs = max(ceil(log(bar) / log(1 - given / wins)), group.earned + 1)
    never = group.earned > 0 and not group.recognised
    return Equity(group.name, seen, group.earned, group.recognised, expected, p, never, needs)


def _at_most(recognised: int, earned: int, wins: int, given: int) -> float:
    """P(at most so many of the group's wins among the recognised), all choices of recognised wins alike."""
    every = comb(wins, given)
    return (
        sum(comb(earned, k) * comb(wins - earned, given - k) for k in range(min(recognised, given) + 1))
        / every
    )
