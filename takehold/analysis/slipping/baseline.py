"""The level a stream held, cautiously: an empirical-Bayes posterior of its first weeks after adoption.

The first 12 weeks with chances (and at least 60 chances in them) are the baseline and stay it. Before that, or with fewer
chances, the stream leans on its sister teams ("borrowed"): the posterior of what was seen so far under the sisters' prior.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from takehold.analysis.facts import FloatArray, IntArray
from takehold.analysis.slipping.facts import SlipSettings

Bools = NDArray[np.bool_]
ALERT_QUANTILE, WATCH_QUANTILE = 0.10, 0.20
TRIED_UP_TO = 2167.0  # A up to which 10 % kept the budget in every world
SISTERS = 5  # fewer teams cannot lend a baseline
FIRST_WATCHED = 4  # weeks with chances before a borrowed baseline is used
JEFFREYS = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Baselines:
    """Per stream, arrays of length U; nulls (U, T), NaN where the stream is not watched.

    ``within`` marks the baseline's own weeks.
    """

    within: Bools
    rate: FloatArray
    low: FloatArray
    high: FloatArray
    borrowed: Bools
    alert_null: FloatArray
    watch_null: FloatArray


def alert_quantile(threshold: float) -> float:
    """Posterior quantile of the null for a threshold A: 10 %, and less for the largest organisations.

    A baseline put too high by chance is alerted sooner or later however large A is. With 15,000 streams (A = 65,000) 10 %
    gave four times the budget and 2 % kept it (tests/references/test_reversion_budget.py), hence the square root.
    """
    return ALERT_QUANTILE * min(1.0, math.sqrt(TRIED_UP_TO / threshold))


def window(chances: IntArray, start: IntArray, settings: SlipSettings) -> Bools:
    """(U, T) the first weeks with chances from ``start`` on, as many as a baseline takes."""
    weeks = np.arange(chances.shape[1])
    open_ = (chances > 0) & (weeks >= start[:, None]) & (start[:, None] >= 0)
    return open_ & (np.cumsum(open_, axis=1) <= settings.baseline_weeks)


def prior(x: FloatArray, n: FloatArray, phi: FloatArray) -> tuple[float, float]:
    """Beta prior of the streams' levels by moments, from counts x of n with dispersion phi; arrays of length U."""
    keep = n > 0
    if keep.sum() < SISTERS:
        return JEFFREYS
    share, weight = x[keep] / n[keep], n[keep] / phi[keep]
    mean = float(np.clip((weight * share).sum() / weight.sum(), 1e-3, 1 - 1e-3))
    noise = mean * (1 - mean)
    spread = float((weight * (share - mean) ** 2).sum())
    scale = float(weight.sum() - (weight**2).sum() / weight.sum())
    between = (spread - (keep.sum() - 1) * noise) / scale
    strength = float(np.clip(noise / max(between, 1e-9) - 1, 4.0, 400.0))
    return mean * strength, (1 - mean) * strength


def establish(
    chances: IntArray,
    new_way: IntArray,
    within: Bools,
    start: IntArray,
    phi: FloatArray,
    lend: bool,
    settings: SlipSettings,
) -> Baselines:
    """Baselines of streams of one kind. ``lend``: they are sister teams. ``phi`` (U, T) is the dispersion."""
    n = np.where(within, chances, 0).astype(float)
    x = np.where(within, new_way, 0).astype(float)
    weeks, total = within.sum(axis=1), n.sum(axis=1)
    full = weeks >= settings.baseline_weeks
    own = full & (total >= settings.baseline_chances)
    mean_phi = (n * phi).sum(axis=1) / np.maximum(total, 1)
    mean_phi = np.where(total > 0, mean_phi, 1.0)
    a, b = _sister_prior(x.sum(axis=1), total, mean_phi, weeks, full) if lend else JEFFREYS
    can_borrow = lend and (a, b) != JEFFREYS
    held = (a + x.sum(axis=1) / mean_phi, b + (total - x.sum(axis=1)) / mean_phi)
    known = own | (can_borrow & (weeks >= FIRST_WATCHED))
    after = ~within & (np.cumsum(within, axis=1) == weeks[:, None]) & (full & known)[:, None]
    nulls = []
    for quantile in (alert_quantile(settings.threshold), WATCH_QUANTILE):
        null = np.where(after, betaincinv(*held, quantile)[:, None], np.nan)
        nulls.append(_young(null, x, n, within, mean_phi, (a, b), quantile) if can_borrow else null)
    rate, low, high = (np.where(known, value, np.nan) for value in (
        held[0] / (held[0] + held[1]), betaincinv(*held, 0.05), betaincinv(*held, 0.95)))  # fmt: skip
    return Baselines(within, rate, low, high, known & ~own, nulls[0], nulls[1])


def _sister_prior(
    x: FloatArray, n: FloatArray, phi: FloatArray, weeks: IntArray, full: Bools
) -> tuple[float, float]:
    """From full baselines if there are enough of them, else from what has begun."""
    ready = full if full.sum() >= SISTERS else weeks >= FIRST_WATCHED
    return prior(x[ready], n[ready], phi[ready])


def _young(
    null: FloatArray,
    x: FloatArray,
    n: FloatArray,
    within: Bools,
    phi: FloatArray,
    shape: tuple[float, float],
    quantile: float,
) -> FloatArray:
    """Nulls inside the baseline's weeks: the posterior of the first four of them, held from the fifth on."""
    seen: IntArray = np.cumsum(within, axis=1)
    first = within & (seen <= FIRST_WATCHED)
    early_x, early_n = (np.where(first, v, 0).sum(axis=1) / phi for v in (x, n))
    level = betaincinv(shape[0] + early_x, shape[1] + early_n - early_x, quantile)
    return np.where(within & (seen > FIRST_WATCHED), level[:, None], null)
