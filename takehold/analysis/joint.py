"""Do two series move together from period to period? An association of their changes, and never a cause.

Two series that both grow look alike whatever they are about: so it is their changes that are compared, by ranks (one
week in which both jumped decides nothing), and what each change tells of the next one counts against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from takehold.analysis.facts import FloatArray, Period
from takehold.analysis.series import start_after, start_of

FEWEST: Final = 20
"""Of so many changes that both series have, at the least, anything is told."""
SURE: Final = 0.95
SPREAD_OF_RANKS: Final = 1.06
"""The variance of Fisher's z of a rank correlation, times n - 3 (Fieller, Hartley and Pearson 1957)."""


class Moved(StrEnum):
    """What can be said of two series. ``TOO_FEW``: changes that both have; ``STILL``: one of them never changes."""

    TOGETHER = "together"
    OPPOSITE = "opposite"
    NO_TELLING = "no telling"
    TOO_FEW = "too few"
    STILL = "still"


@dataclass(frozen=True, slots=True)
class JointMovement:
    """How two series moved beside each other.

    Attributes:
        moved: the word.
        period: what a change is from one to the next of.
        first, last: first days of the earliest and the latest period that both have a value for, None where there is none.
        periods: how many both have a value for.
        changes: how many changes from one period to the next both have.
        counted: as how many independent changes these count, at most ``changes``.
        together: rank correlation of the changes, -1 to 1; None where nothing is told.
        interval: of it, at 95 %.
    """

    moved: Moved
    period: Period
    first: date | None
    last: date | None
    periods: int
    changes: int
    counted: float = 0.0
    together: float | None = None
    interval: tuple[float, float] | None = None


def joint_movement(one: Mapping[date, float], other: Mapping[date, float], period: Period) -> JointMovement:
    """Compare the changes of two series, each a value by the first day of its period.

    Args:
        one, other: days other than first days of periods are refused; periods may be missing.
        period: day, week (from Monday) or month.

    Raises:
        ValueError: a day is not the first of a period.

    Source:
        Spearman's correlation of first differences, Fisher's z with the variance of Fieller, Hartley and Pearson
        (Biometrika 1957), and the effective number of independent pairs of Pyper and Peterman (Can. J. Fish. Aquat.
        Sci. 55, 1998, equation 1): 1/N* = 1/N + 2/N sum_j r_xx(j) r_yy(j), lags up to N/5, N* at most N.
    """
    if off := [day for day in (*one, *other) if start_of(day, period) != day]:
        raise ValueError(f"{off[0].isoformat()} is not the first day of a {period.value}")
    both = sorted(set(one) & set(other))
    x, y = _changes(one, both, period), _changes(other, both, period)
    have = ~np.isnan(x)
    n = int(have.sum())
    told = (period, both[0] if both else None, both[-1] if both else None, len(both), n)
    if n < FEWEST:
        return JointMovement(Moved.TOO_FEW, *told)
    if not np.ptp(x[have]) or not np.ptp(y[have]):
        return JointMovement(Moved.STILL, *told)
    ranks = _standard(x, have), _standard(y, have)
    together = float(np.clip((ranks[0] * ranks[1]).sum() / n, -1.0, 1.0))
    counted = _counted(*ranks, n)
    low, high = _interval(together, counted)
    moved = Moved.TOGETHER if low > 0 else Moved.OPPOSITE if high < 0 else Moved.NO_TELLING
    return JointMovement(moved, *told, counted, together, (low, high))


def _changes(values: Mapping[date, float], both: list[date], period: Period) -> FloatArray:
    """The change into each period from the first to the last; nan where it or the one before is not in both."""
    if not both:
        return np.empty(0)
    there = set(both)
    days = [both[0]]
    while days[-1] < both[-1]:
        days.append(start_after(days[-1], period))
    return np.diff([values[day] if day in there else np.nan for day in days])


def _standard(changes: FloatArray, have: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> FloatArray:
    """Ranks of the changes, of mean 0 and spread 1; 0 where there is none, so that it adds nothing to a product."""
    ranks = np.zeros(len(changes))
    mine = rankdata(changes[have])
    ranks[have] = (mine - mine.mean()) / mine.std()
    return ranks


def _counted(x: FloatArray, y: FloatArray, n: int) -> float:
    """As how many independent pairs n pairs count."""
    lags = range(1, n // 5 + 1)
    shared = sum(float(x[:-lag] @ x[lag:]) / n * float(y[:-lag] @ y[lag:]) / n for lag in lags)
    return float(min(n, n / max(1 + 2 * shared, 1 / n)))


def _interval(together: float, counted: float) -> tuple[float, float]:
    if counted <= 4:
        return -1.0, 1.0
    middle = float(np.arctanh(np.clip(together, -0.999999, 0.999999)))
    half = float(ndtri((1 + SURE) / 2)) * float(np.sqrt(SPREAD_OF_RANKS / (counted - 3)))
    return float(np.tanh(middle - half)), float(np.tanh(middle + half))
