"""Will it last? Several raters look at ten things; where they are far apart that is the finding, not the mean.

The ten factors are those of the NHS Sustainability Model (Maher, Gustafson, Evans 2010), in our words and on levels of our own,
without its points: it is meant for one change at a time, and users of it learned most where raters differed (Doyle and others
2013).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import Final

from takehold.analysis.facts import Coded

FACTORS: Final = (
    "helps_staff",
    "believed",
    "adapts",
    "measured",
    "involved",
    "daily",
    "top_leaders",
    "near_leaders",
    "fits_aims",
    "means",
)
"""Eases the work of those who do it; its benefit is seen and believed; goes on when people and circumstances change; its
progress is measured and told; those who do it were asked and trained; it is what people do day by day; leaders at the top
stand for it; respected colleagues stand for it; fits what the organisation wants and how it works; rooms, time, tools and
instructions are there."""
LEVELS: Final = (1, 2, 3, 4)
"""Not at all, a little, mostly, fully."""
FEWEST_RATERS: Final = 3
ALIKE: Final = 0.75
FAR_APART: Final = 1.25
LOW: Final = 2.0


@dataclass(frozen=True, slots=True)
class Factor:
    """One of the ten.

    Attributes:
        answers: raters who rated it.
        middle: the median level; low, high: the lowest and the highest.
        apart: how many levels two raters are apart on average; ``spread``: "alike", "differ", "far apart", or "" with one
            rater or none.
    """

    factor: str
    answers: int
    middle: float | None
    low: int | None
    high: int | None
    apart: float | None
    spread: str


@dataclass(frozen=True, slots=True)
class Check:
    """The whole check.

    Attributes:
        factors: in the order of ``FACTORS``.
        weak: factors whose middle is "a little" or less, the lowest first.
        talk: factors on which raters are far apart: to be talked about before anything is done, the furthest first.
        because: ``told``, or ``too_few_raters`` (raters, fewest): then ``weak`` and ``talk`` are empty.
    """

    raters: int
    factors: tuple[Factor, ...]
    weak: tuple[str, ...]
    talk: tuple[str, ...]
    because: Coded


def check(ratings: Sequence[Mapping[str, int]]) -> Check:
    """Put the raters beside each other. Each gives a level to as many factors as they can; who gives none is no rater.

    Raises:
        ValueError: for an unknown factor or level.
    """
    for one in ratings:
        if not set(one) <= set(FACTORS) or not set(one.values()) <= set(LEVELS):
            raise ValueError(f"factors: {', '.join(FACTORS)}; levels: 1 to 4")
    raters = [one for one in ratings if one]
    factors = tuple(_factor(name, [one[name] for one in raters if name in one]) for name in FACTORS)
    if len(raters) < FEWEST_RATERS:
        because = Coded("too_few_raters", {"raters": len(raters), "fewest": FEWEST_RATERS})
        return Check(len(raters), factors, (), (), because)
    enough = [one for one in factors if one.answers >= FEWEST_RATERS]
    weak = sorted((one.middle, at, one.factor) for at, one in enumerate(enough) if (one.middle or 0) <= LOW)
    talk = sorted(
        (-(one.apart or 0), at, one.factor) for at, one in enumerate(enough) if one.spread == "far apart"
    )
    return Check(len(raters), factors, tuple(n for *_, n in weak), tuple(n for *_, n in talk), Coded("told"))


def _factor(name: str, levels: list[int]) -> Factor:
    if not levels:
        return Factor(name, 0, None, None, None, None, "")
    pairs = [abs(a - b) for a, b in combinations(levels, 2)]
    apart = sum(pairs) / len(pairs) if pairs else None
    spread = (
        ""
        if apart is None
        else "alike"
        if apart <= ALIKE
        else "far apart"
        if apart >= FAR_APART
        else "differ"
    )
    return Factor(name, len(levels), float(median(levels)), min(levels), max(levels), apart, spread)
