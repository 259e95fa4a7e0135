"""Where each unit stands against the target, week by week and without looking ahead, and whether it is rising."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from takehold.analysis.adoption import (
    JEFFREYS,
    Prior,
    fit_prior,
    moment_prior,
    pooled_dispersion,
    probability_at_least,
    shrink,
    shrink_normal,
)
from takehold.analysis.facts import FloatArray, IntArray

MARGIN = 0.05
SURE = 0.9
HELD_WEEKS = 8
HALF_WEEKS = 4
LONGER_WEEKS = (16, 26)
SMALLEST_RISE = 0.03
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Weekly:
    """(U, W) counts of the usable weeks.

    Attributes:
        begin: (U,) the first week that counts for each unit, W when none does.
        quiet: (U, W - 1) False where a told shift lies between two weeks.
    """

    chances: IntArray
    new_way: IntArray
    begin: IntArray
    quiet: BoolArray

    @property
    def weeks(self) -> int:
        """W."""
        return int(self.chances.shape[1])


@dataclass(frozen=True, slots=True)
class Standing:
    """What the last 8 weeks say of each of U units.

    Attributes:
        dispersion: over-dispersion within units; counts are divided by it before they count as evidence.
        prior: what the units lend each other.
        chances, new_way: (U,) the last 8 weeks, from ``begin`` on.
        at_bar: (U,) P(share >= target - 5 points) for those weeks.
        late: (U,) the same for the last 4 weeks.
        held: (U,) whether the criterion "at the target for 8 weeks" is met now.
        adopted: (U,) index of the first week of the first 8 that met it, -1 when none did.
        since: (U,) the same for the latest unbroken run of weeks at which it was met; -1 when it is not met now.
        rise: (U,) rise over 8 weeks, and P(rise > 0), after shrinkage.
    """

    dispersion: float
    prior: Prior
    chances: IntArray
    new_way: IntArray
    at_bar: FloatArray
    late: FloatArray
    held: BoolArray
    adopted: IntArray
    since: IntArray
    rise: FloatArray
    rising: FloatArray

    def estimate(self, row: int) -> float:
        """The share of the last 8 weeks of one unit, shrunk towards its peers."""
        own = float(self.new_way[row]) / self.dispersion, float(self.chances[row]) / self.dispersion
        return shrink(*own, self.prior).estimate


class _Windows:
    """Sums over trailing windows that never reach before a unit's first week."""

    def __init__(self, weekly: Weekly, dispersion: float) -> None:
        pad = ((0, 0), (1, 0))
        self.chances = np.pad(np.cumsum(weekly.chances, axis=1), pad) / dispersion
        self.new_way = np.pad(np.cumsum(weekly.new_way, axis=1), pad) / dispersion
        self.week = np.arange(weekly.weeks)[None, :]
        self.begin = weekly.begin[:, None]

    def sums(self, length: int, back: int = 0) -> tuple[FloatArray, FloatArray]:
        """(U, W) new way and chances of the ``length`` weeks that end ``back`` weeks before each week."""
        end = np.maximum(self.week + 1 - back, 0)
        start = np.minimum(np.maximum(end - length, self.begin), end)
        at_end, at_start = np.broadcast_arrays(end, start)
        pick = np.take_along_axis
        return (
            pick(self.new_way, at_end, 1) - pick(self.new_way, at_start, 1),
            pick(self.chances, at_end, 1) - pick(self.chances, at_start, 1),
        )


def stand(weekly: Weekly, target: float | None, level_weeks: IntArray) -> Standing:
    """Judge all units at once.

    Args:
        weekly: the usable weeks.
        target: the agreed share; without one nothing is at a target.
        level_weeks: (U,) how many of the last weeks the told level covers; the rise is read from 8 to 16 of them.
    """
    units = weekly.chances.shape[0]
    dispersion = pooled_dispersion(weekly.chances, weekly.new_way, weekly.quiet)
    rise, rising = rises(weekly, dispersion, level_weeks)
    if weekly.weeks == 0:
        none = np.zeros(units, dtype=np.int64)
        return _open(dispersion, Prior(JEFFREYS, JEFFREYS), none, none, rise, rising)
    windows = _Windows(weekly, dispersion)
    new_way, chances = windows.sums(HELD_WEEKS)
    prior = fit_prior(new_way[:, -1], chances[:, -1])
    recent, taken = (np.rint(part[:, -1] * dispersion).astype(np.int64) for part in (chances, new_way))
    if target is None:
        return _open(dispersion, prior, recent, taken, rise, rising)
    bar = target - MARGIN
    at_bar = probability_at_least(bar, new_way[:, -1], chances[:, -1], prior.a, prior.b)
    late_new, late_chances = windows.sums(HALF_WEEKS)
    late = probability_at_least(bar, late_new[:, -1], late_chances[:, -1], prior.a, prior.b)
    met = held_for_long(windows, bar)
    first = np.where(met.any(axis=1), met.argmax(axis=1) - HELD_WEEKS + 1, -1)
    broken = np.where(met.all(axis=1), 0, weekly.weeks - (~met[:, ::-1]).argmax(axis=1))
    since = np.where(met[:, -1], np.maximum(broken - HELD_WEEKS + 1, first), -1)
    held = met[:, -1]
    return Standing(dispersion, prior, recent, taken, at_bar, late, held, first, since, rise, rising)


def _open(
    dispersion: float,
    prior: Prior,
    chances: IntArray,
    new_way: IntArray,
    rise: FloatArray,
    rising: FloatArray,
) -> Standing:
    """Nothing is at a target that nobody agreed, or of which no week was seen."""
    zero, never = np.zeros(chances.size), np.full(chances.size, -1)
    return Standing(dispersion, prior, chances, new_way, zero, zero, zero > 0, never, never, rise, rising)


def held_for_long(windows: _Windows, bar: float) -> BoolArray:
    """(U, W) whether at each week the unit has been at the bar for 8 weeks, from what was known in that week.

    That is so when the last 8, 16 or 26 weeks together are at the bar with probability .9, and neither the last 8
    weeks nor either half of them speaks against it with probability .9.
    """
    x8, n8 = windows.sums(HELD_WEEKS)
    a, b = moment_prior(x8, n8)
    a, b = np.broadcast_to(a, x8.shape), np.broadcast_to(b, x8.shape)
    open_to = (windows.week - windows.begin + 1 >= HELD_WEEKS) & (n8 > 0)

    def probability(pair: tuple[FloatArray, FloatArray], where: BoolArray) -> FloatArray:
        answer = np.zeros(where.shape)
        x, n = pair
        answer[where] = probability_at_least(bar, x[where], n[where], a[where], b[where])
        return answer

    eight = probability((x8, n8), open_to)
    met = eight >= SURE
    for length in LONGER_WEEKS:
        unsettled = open_to & ~met & (eight > 1 - SURE)
        met = met | (probability(windows.sums(length), unsettled) >= SURE)
    for back in (0, HALF_WEEKS):
        met = met & (probability(windows.sums(HALF_WEEKS, back), met) > 1 - SURE)
    return met


def rises(weekly: Weekly, dispersion: float, level_weeks: IntArray) -> tuple[FloatArray, FloatArray]:
    """The rise over 8 weeks from a weighted straight line through the last 8 to 16 weeks, shrunk between units.

    Returns:
        rise: (U,) share points; probability: (U,) that it is above nought, 0.5 where nothing can be said.

    Source:
        Cochran-Armitage slope with over-dispersed binomial variance; Morris 1983 for the shrinkage.
    """
    length = np.clip(level_weeks, HELD_WEEKS, max(LONGER_WEEKS[0], HELD_WEEKS))
    week = np.arange(weekly.weeks)[None, :]
    first = np.maximum(weekly.weeks - length, weekly.begin)[:, None]
    chances = np.where(week >= first, weekly.chances, 0).astype(np.float64)
    new_way = np.where(week >= first, weekly.new_way, 0).astype(np.float64)
    total = np.maximum(chances.sum(axis=1), 1e-9)
    mean = (chances * week).sum(axis=1) / total
    away = week - mean[:, None]
    leverage = (chances * away**2).sum(axis=1)
    share = (new_way.sum(axis=1) + 0.5) / (total + 1)
    usable = (leverage > 0) & (total >= 2)
    slope = np.divide((new_way * away).sum(axis=1), leverage, out=np.zeros_like(total), where=usable)
    variance = np.divide(share * (1 - share) * dispersion, leverage, out=np.ones_like(total), where=usable)
    rise, doubt = np.zeros_like(total), np.ones_like(total)
    if usable.any():
        rise[usable], doubt[usable] = shrink_normal(
            HELD_WEEKS * slope[usable], HELD_WEEKS**2 * variance[usable]
        )
    return rise, np.where(usable, ndtr(rise / np.sqrt(doubt)), 0.5)
