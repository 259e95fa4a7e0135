"""Does a theme come up more often than it did? Only when that can be told."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Final

import numpy as np
from scipy.special import expit, logit
from scipy.stats import t as student

from takehold.analysis.facts import FloatArray
from takehold.analysis.reach.silence import wilson
from takehold.analysis.themes.facts import COVERAGE, FEWEST_MENTIONS, FEWEST_PERIODS, Growth, ThemeGrowth

STEPS: Final = 50
OTHERS: Final = 4
OTHERS_SCATTER: Final = 1.2


def growth(mentions: Sequence[int], comments: Sequence[int]) -> ThemeGrowth:
    """Whether the share of comments with a theme rises.

    Args:
        mentions, comments: one entry a period of equal length, oldest first; a comment mentions a theme or it does not.

    A logistic trend over the periods. Its doubt counts how much more the periods scatter than chance makes them; few periods
    hardly show that, so beforehand it is taken for 1.2, weighing as much as four more periods, with Student's t. It takes 10
    mentions and 4 periods with comments; comments that multiply while the share stays are no growth.

    Raises:
        ValueError: where there are more mentions than comments, or the periods do not match.
    """
    x, n = np.asarray(mentions, dtype=np.float64), np.asarray(comments, dtype=np.float64)
    if x.shape != n.shape or (x > n).any() or (x < 0).any():
        raise ValueError("a period has as many comments as mentions at least")
    told = np.flatnonzero(n > 0)
    total = int(x.sum())
    last: tuple[float | None, float | None, float | None] = (None, None, None)
    if told.size:
        at = told[-1]
        last = (float(x[at] / n[at]), *wilson(float(x[at]), float(n[at]), COVERAGE))
    others = float(n.sum() - x.sum())
    if told.size < FEWEST_PERIODS or total < FEWEST_MENTIONS or others < FEWEST_MENTIONS:
        return ThemeGrowth(Growth.CANNOT_TELL, total, *last, None, None, None)
    slope, error, scatter = _trend(told - told.mean(), x[told], n[told])
    known = told.size - 2
    wider = (OTHERS * OTHERS_SCATTER + known * scatter) / (OTHERS + known)
    reach = float(student.ppf((1 + COVERAGE) / 2, OTHERS + known)) * error * sqrt(wider)
    low, high = slope - reach, slope + reach
    grown = Growth.GROWING if low > 0 else Growth.SHRINKING if high < 0 else Growth.STEADY
    factor, least, most = (float(np.exp(min(max(each, -50.0), 50.0))) for each in (slope, low, high))
    return ThemeGrowth(grown, total, *last, factor, least, most)


def _trend(when: FloatArray, x: FloatArray, n: FloatArray) -> tuple[float, float, float]:
    """The slope of the log odds, its standard error, and the scatter (1: chance alone); with Firth's half so that it never runs away."""
    design = np.stack([np.ones_like(when), when / np.abs(when).max()], axis=1)
    line = np.array([float(logit((x.sum() + 0.5) / (n.sum() + 1))), 0.0])
    for _ in range(STEPS):
        share = expit(design @ line)
        weight = n * share * (1 - share)
        inverse = np.linalg.inv(design.T @ (weight[:, None] * design))
        lever = weight * np.einsum("ij,jk,ik->i", design, inverse, design)
        step = inverse @ (design.T @ (x - n * share + lever * (0.5 - share)))
        line = line + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        if float(np.abs(step).max()) < 1e-10:
            break
    scatter = float(((x - n * share) ** 2 / np.maximum(weight, 1e-12)).sum()) / (x.size - 2)
    scale = float(np.abs(when).max())
    return float(line[1]) / scale, float(np.sqrt(inverse[1, 1])) / scale, scatter
