"""Whether a short series of weeks rises or falls, or whether chance alone gives as much.

Mann and Kendall count in how many pairs of weeks the later one is higher, less those in which it is lower. Without a
trend every order of the values is as likely as any other, whatever their distribution; ties are allowed for.

Source:
    Mann 1945, "Nonparametric tests against trend"; Kendall 1948, "Rank correlation methods".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scipy.stats import kendalltau

FEWEST: Final = 6
"""With fewer weeks nothing is told: of five, even a perfect order is chance once in 60."""
RARE: Final = 0.05


class Slope(StrEnum):
    """What is told of a series."""

    UP = "up"
    DOWN = "down"
    NONE = "no trend seen"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Course:
    """``tau``: pairs that rise less pairs that fall, as a share, -1 to 1. ``chance``: how likely as much is by chance, in
    either direction."""

    slope: Slope
    tau: float
    chance: float


def course(values: Sequence[float]) -> Course:
    """Whether values in the order of time rise or fall."""
    if len(set(values)) < 2:
        return Course(Slope.CANNOT_TELL if len(values) < FEWEST else Slope.NONE, 0.0, 1.0)
    found = kendalltau(range(len(values)), values)
    tau, chance = float(found.statistic), float(found.pvalue)
    if len(values) < FEWEST:
        return Course(Slope.CANNOT_TELL, tau, chance)
    if chance > RARE:
        return Course(Slope.NONE, tau, chance)
    return Course(Slope.UP if tau > 0 else Slope.DOWN, tau, chance)
