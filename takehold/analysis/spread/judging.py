"""From the posterior of the excess to one of four sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from takehold.analysis.spread.facts import (
    FEWEST_CHANCES,
    FEWEST_PEOPLE,
    PLAIN_CHANCES,
    Spread,
    SpreadVerdict,
    Sureness,
)
from takehold.analysis.spread.posterior import Excess, excess

GATE: Final = 0.95
SURE: Final = 0.8
UNLIKELY: Final = 0.1
LEAST_USUAL, MOST_USUAL = 0.005, 0.95


def judge(
    chances: Sequence[int], lapses: Sequence[int], usual: float, *, rng: np.random.Generator
) -> SpreadVerdict:
    """Whether a group's excess of lapses is in few people or widespread.

    Args:
        chances, lapses: one entry a person, in any order; people without chances are not counted. A lapse is a chance that
            was not taken the new way.
        usual: the share of lapses that is usual, of other groups or of this one before; 0 <= usual < 1.
        rng: draws the posterior; the same state and counts give the same verdict.

    Raises:
        ValueError: where counts do not match, or more lapses than chances were given.
    """
    m, x = np.asarray(chances, dtype=np.float64), np.asarray(lapses, dtype=np.float64)
    if m.shape != x.shape or (x > m).any() or (x < 0).any() or not 0 <= usual < 1:
        raise ValueError("a person has as many chances as lapses at least, and the usual share is below 1")
    m, x = m[m > 0], x[m > 0]
    median = float(np.median(m)) if m.size else 0.0
    if m.size < FEWEST_PEOPLE or median < FEWEST_CHANCES:
        because = "people" if m.size < FEWEST_PEOPLE else "chances"
        return SpreadVerdict(Spread.CANNOT_TELL, Sureness.NOTHING, m.size, median, because=because)
    found = excess(m, x, min(max(usual, LEAST_USUAL), MOST_USUAL), rng)
    spread = _spread(found)
    sure = Sureness.PLAIN if median >= PLAIN_CHANCES else Sureness.PROBABLY
    said = Sureness.NOTHING if spread is Spread.CANNOT_TELL else sure
    return SpreadVerdict(spread, said, m.size, median, found.any, found.few, found.wide)


def _spread(found: Excess) -> Spread:
    """The gate first: where there is no excess nobody is the cause of it."""
    if found.any < GATE:
        return Spread.NO_EXCESS if found.matters <= UNLIKELY else Spread.CANNOT_TELL
    if found.few > SURE:
        return Spread.FEW
    return Spread.WIDE if found.wide > SURE else Spread.CANNOT_TELL
