"""Is a share at its target: what units lend each other, how sure that makes us, and an interval for daily looking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import betainc as beta_below
from scipy.special import betaln, expit, logit, xlogy

from takehold.analysis.facts import FloatArray, IntArray

JEFFREYS = 0.5
FEWEST_LENDERS = 5
SMALLEST_SPREAD = 0.03
COVERAGE = 0.95


@dataclass(frozen=True, slots=True)
class Prior:
    """Beta(``a``, ``b``): what the other units say of a unit before its own data is looked at."""

    a: float
    b: float

    @property
    def strength(self) -> float:
        """How many chances of its own the prior weighs as much as."""
        return self.a + self.b


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """How a unit's estimate came about: it counts as ``own`` chances of its own and ``borrowed`` of its peers'."""

    own: float
    borrowed: float
    estimate: float


def moment_prior(new_way: FloatArray, chances: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The parameters (a, b) of the beta distribution of shares over U units, for each of W moments.

    Args:
        new_way, chances: (U, W), may be fractions of cases (divided by over-dispersion).

    Returns:
        a, b: (W,). With fewer than 5 units that have data, Jeffreys' prior: nobody lends.

    Source:
        Kleinman 1973 (moments of the beta-binomial); the spread between units has a floor of 3 points, so that no
        unit is believed to be a copy of the others.
    """
    total = chances.sum(axis=0)
    active = (chances > 0).sum(axis=0)
    mean = (new_way.sum(axis=0) + JEFFREYS) / (total + 2 * JEFFREYS)
    binomial = mean * (1 - mean)
    share = np.divide(new_way, chances, out=np.zeros_like(new_way), where=chances > 0)
    scatter = (chances * (share - mean) ** 2).sum(axis=0) / binomial
    room = total - (chances**2).sum(axis=0) / np.maximum(total, 1e-9) - (active - 1)
    correlation = np.divide(scatter - (active - 1), room, out=np.zeros_like(room), where=room > 0)
    floor = np.minimum(SMALLEST_SPREAD**2 / binomial, 0.5)
    strength = 1 / np.clip(correlation, floor, 0.5) - 1
    lend = active >= FEWEST_LENDERS
    return np.where(lend, mean * strength, JEFFREYS), np.where(lend, (1 - mean) * strength, JEFFREYS)


def fit_prior(new_way: FloatArray, chances: FloatArray) -> Prior:
    """The same for one moment, (U,) each: moments, refined by maximum likelihood, with the same floor."""
    a, b = (float(side[0]) for side in moment_prior(new_way[:, None], chances[:, None]))
    seen = chances > 0
    if int(seen.sum()) < FEWEST_LENDERS:
        return Prior(a, b)
    x, n = new_way[seen], chances[seen]

    def surprise(point: FloatArray) -> float:
        mean, strength = expit(point[0]), np.exp(point[1])
        one, two = mean * strength, (1 - mean) * strength
        return -float((betaln(one + x, two + n - x) - betaln(one, two)).sum())

    start = np.array([logit(a / (a + b)), np.log(a + b)])
    found = minimize(surprise, start, method="L-BFGS-B", bounds=[(-12.0, 12.0), (0.0, 12.0)])
    best = found.x if found.fun <= surprise(start) else start
    mean = float(expit(best[0]))
    ceiling = max(mean * (1 - mean) / SMALLEST_SPREAD**2 - 1, 1.0)
    strength = min(float(np.exp(best[1])), ceiling)
    return Prior(mean * strength, (1 - mean) * strength)


def shrink(new_way: float, chances: float, prior: Prior) -> Shrinkage:
    """The posterior mean of one unit, with what it owes to the others."""
    return Shrinkage(chances, prior.strength, (prior.a + new_way) / (prior.strength + chances))


def probability_at_least(
    bar: float, new_way: FloatArray, chances: FloatArray, a: FloatArray | float, b: FloatArray | float
) -> FloatArray:
    """P(share >= bar | data) under a beta prior, elementwise."""
    if bar <= 0:
        return np.ones(np.shape(new_way))
    above: FloatArray = 1 - beta_below(a + new_way, b + chances - new_way, min(bar, 1.0))
    return above


def anytime_interval(
    new_way: FloatArray, chances: FloatArray, coverage: float = COVERAGE
) -> tuple[FloatArray, FloatArray]:
    """A confidence sequence for a share: it may be looked at after every case and still holds with ``coverage``.

    Args:
        new_way, chances: any shape, growing with time from a fixed beginning.
        coverage: 0.95 means that the sequence ever excludes a constant share with probability 0.05 at most.

    Returns:
        low, high: the same shape; 0 and 1 where there are no chances.

    Source:
        Ville's inequality for the beta-binomial mixture (Robbins 1970; Howard, Ramdas, McAuliffe, Sekhon 2021).
    """
    x, n = np.asarray(new_way, dtype=np.float64), np.asarray(chances, dtype=np.float64)
    limit = -np.log(1 - coverage)

    def excluded(p: FloatArray) -> FloatArray:
        outside: FloatArray = anytime_evidence(p, x, n) > limit
        return outside

    share = np.divide(x, n, out=np.full(x.shape, 0.5), where=n > 0)
    return _bisect(np.zeros_like(share), share, excluded), _bisect(np.ones_like(share), share, excluded)


def anytime_evidence(share: FloatArray | float, new_way: FloatArray, chances: FloatArray) -> FloatArray:
    """Log of the mixture likelihood ratio against a share; under that share it ever exceeds log(1 / alpha) with
    probability alpha at most."""
    against = xlogy(new_way, share) + xlogy(chances - new_way, 1 - np.asarray(share))
    mixture = betaln(JEFFREYS + new_way, JEFFREYS + chances - new_way) - betaln(JEFFREYS, JEFFREYS)
    evidence: FloatArray = mixture - against
    return evidence


def _bisect(
    outside: FloatArray, inside: FloatArray, excluded: Callable[[FloatArray], FloatArray]
) -> FloatArray:
    edge = excluded(outside)
    out, keep = outside.copy(), inside.copy()
    for _ in range(45):
        middle = (out + keep) / 2
        beyond = excluded(middle)
        out, keep = np.where(beyond, middle, out), np.where(beyond, keep, middle)
    return np.where(edge, out, outside)


def shrink_normal(values: FloatArray, variances: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Pull (k,) estimates with known variances towards their weighted mean.

    Returns:
        means, variances: (k,) posterior moments; the estimates themselves when fewer than 5.

    Source:
        Morris 1983: factor (k - 3) / (k - 1) x variance / (variance + spread). With equal variances this is
        James and Stein's estimator of Efron and Morris 1975.
    """
    k = values.size
    if k < FEWEST_LENDERS:
        return values, variances
    spread = 0.0
    for _ in range(50):
        weight = 1 / (variances + spread)
        mean = float((weight * values).sum() / weight.sum())
        wanted = float((weight * (k / (k - 1) * (values - mean) ** 2 - variances)).sum() / weight.sum())
        if abs(max(wanted, 0.0) - spread) < 1e-12:
            break
        spread = max(wanted, 0.0)
    factor = (k - 3) / (k - 1) * variances / (variances + spread)
    doubt = 2 / (k - 3) * factor**2 * (values - mean) ** 2
    share = (k - weight * k / weight.sum()) / k
    return values - factor * (values - mean), variances * (1 - share * factor) + doubt


def pooled_dispersion(chances: IntArray, new_way: IntArray, quiet: NDArray[np.bool_]) -> float:
    """Over-dispersion of weekly shares within units, from successive differences pooled over all; at least 1.

    Args:
        chances, new_way: (U, W).
        quiet: (U, W - 1) False where a told shift lies between two weeks.
    """
    row, week = np.nonzero(chances)
    shifts = np.pad(np.cumsum(~quiet, axis=1), ((0, 0), (1, 0)))
    same = (np.diff(row) == 0) & (shifts[row[1:], week[1:]] == shifts[row[:-1], week[:-1]])
    n, x = chances[row, week].astype(np.float64), new_way[row, week].astype(np.float64)
    n1, n0, x1, x0 = n[1:][same], n[:-1][same], x[1:][same], x[:-1][same]
    if not n1.size:
        return 1.0
    both = n1 + n0
    share = (x1 + x0) / both
    expected = float((share * (1 - share) * both / np.maximum(both - 1, 1)).sum())
    observed = float(((x1 / n1 - x0 / n0) ** 2 / (1 / n1 + 1 / n0)).sum())
    return max(1.0, observed / expected) if expected > 0 else 1.0
