"""How well the items of a scale go together, how far groups agree, and whether passing follows an order.

Sources: Cronbach (1951); Shrout & Fleiss (1979) and Bliese (2000) for ICC(1) and ICC(2); James, Demaree & Wolf (1984)
for rwg; Loevinger (1948) and Mokken (1971) for H; Goodenough (1944) and Edwards (1957) for reproducibility.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from takehold.analysis.facts import FloatArray

ORDERED_H: Final = 0.3
"""From this H on a set of steps counts as an order (Mokken: 0.3 weak, 0.4 medium, 0.5 strong)."""
ORDERED_REPRODUCIBILITY: Final = 0.9
QUIET: Final = 0.1
"""Answers whose sum over the items varies less than this (a variance) are too much alike to tell anything."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """``alpha`` of the items as keyed, None where they vary too little; ``unkeyed``: items that run against the rest."""

    alpha: float | None
    unkeyed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """ICC(1): the share of variance between groups. ICC(2): how reliable the groups' means are."""

    icc1: float
    icc2: float
    groups: int
    n: int


@dataclass(frozen=True, slots=True)
class Order:
    """Loevinger's H of the steps, and the share of answers that the order alone would give again."""

    h: float
    reproducibility: float

    @property
    def fits(self) -> bool:
        """Whether the steps may be read as an order."""
        return self.h >= ORDERED_H and self.reproducibility >= ORDERED_REPRODUCIBILITY


def reversed_items(items: FloatArray, reverse: Sequence[int], low: float, high: float) -> FloatArray:
    """``items`` (people x items, NaN where left open) with the columns ``reverse`` turned round."""
    found = np.array(items, dtype=float)
    columns = list(reverse)
    found[:, columns] = low + high - found[:, columns]
    return found


def reliability(items: FloatArray) -> Reliability:
    """Cronbach's alpha (raw) from pairwise complete covariances, and the items that run against the first component.

    ``items``: people x items, two columns at least, NaN where left open.
    """
    if items.ndim != 2 or items.shape[1] < 2:
        raise ValueError("a scale has two items at least")
    covariance = _covariance(items)
    total = float(covariance.sum())
    spread = np.sqrt(np.diag(covariance))
    if not np.isfinite(covariance).all() or total < QUIET or (spread == 0).any():
        return Reliability(None)
    count = items.shape[1]
    alpha = count / (count - 1) * (1 - float(np.trace(covariance)) / total)
    _values, vectors = np.linalg.eigh(covariance / np.outer(spread, spread))
    against = np.flatnonzero(vectors[:, -1] < 0)
    if 2 * against.size > count:
        against = np.flatnonzero(vectors[:, -1] > 0)
    return Reliability(alpha, tuple(int(each) for each in against))


def _covariance(items: FloatArray) -> FloatArray:
    """Sample covariances, each over the people who answered both items."""
    there = np.isfinite(items)
    filled = np.where(there, items, 0.0)
    both = there.astype(float)
    n = both.T @ both
    sums = filled.T @ both
    with np.errstate(divide="ignore", invalid="ignore"):
        found: FloatArray = (filled.T @ filled - sums * sums.T / n) / (n - 1)
    return found


def agreement(values: FloatArray, groups: Sequence[Hashable]) -> Agreement:
    """One-way analysis of variance of ``values`` (one a person) by group; the size of a group is the mean size.

    ICC(1) = (MSB - MSW) / (MSB + (size - 1) MSW), ICC(2) = (MSB - MSW) / MSB. Raises ``ValueError`` under two groups.
    """
    told = np.asarray(values, dtype=float)
    names, of = np.unique(np.asarray([str(group) for group in groups]), return_inverse=True)
    if names.size < 2 or told.size <= names.size:
        raise ValueError("two groups at least, and more people than groups")
    sizes = np.bincount(of)
    means = np.bincount(of, weights=told) / sizes
    between = float(np.sum(sizes * (means - told.mean()) ** 2)) / (names.size - 1)
    within = float(np.sum((told - means[of]) ** 2)) / (told.size - names.size)
    size = told.size / names.size
    spread = between + (size - 1) * within
    if spread == 0 or between == 0:
        return Agreement(0.0, 0.0, int(names.size), int(told.size))
    icc1, icc2 = (between - within) / spread, (between - within) / between
    return Agreement(icc1, icc2, int(names.size), int(told.size))


def within_group_agreement(items: FloatArray, points: int) -> float:
    """rwg(j) of one group against uniform answers on ``points`` points; ``items``: people x items. 0 to 1.

    One item gives rwg = 1 - s^2 / ((points^2 - 1) / 12). Less agreement than by chance counts as 0.
    """
    told = np.asarray(items, dtype=float)
    told = told[:, None] if told.ndim == 1 else told
    if told.shape[0] < 2:
        raise ValueError("agreement takes two people")
    ratio = min(1.0, float(told.var(axis=0, ddof=1).mean()) / ((points**2 - 1) / 12))
    count = int(told.shape[1])
    return count * (1 - ratio) / (count * (1 - ratio) + ratio)


def order(passed: FloatArray) -> Order | None:
    """Whether steps are passed in the order of the columns. ``passed``: people x steps, 1 passed, 0 not.

    H = 1 - errors / errors expected by chance, an error being a later step passed without an earlier one.
    Reproducibility counts the answers that differ from those of somebody who passed as many first steps. None where
    nobody or everybody passed all but one of the steps.
    """
    told = np.asarray(passed, dtype=float)
    n, steps = told.shape
    share = told.mean(axis=0)
    observed = expected = 0.0
    for early in range(steps):
        for late in range(early + 1, steps):
            observed += float(np.sum((told[:, early] == 0) & (told[:, late] == 1)))
            expected += float(n * (1 - share[early]) * share[late])
    if expected <= 0:
        return None
    ideal = np.arange(steps)[None, :] < told.sum(axis=1)[:, None]
    errors = float(np.sum(ideal != (told == 1)))
    return Order(float(1 - observed / expected), 1 - errors / (n * steps))
