"""What worked here, for which barrier: trials lend each other, the doubt stays, and what was never tried keeps a place.

A trial's effect = one for all + one of the tactic + one of the tactic at this barrier, each normal with a spread that is
learned (averaged over a grid), + one of the tactic for this kind of group, with a fixed one. Little evidence is so pulled to what is usual; a tactic that was never tried is what a new
one would be.

Source:
    Rubin 1981 (eight schools), Gelman and others, "Bayesian Data Analysis", section 5.5; top-two Thompson: Russo 2020.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from takehold.analysis.facts import FloatArray

DRAWS: Final = 4000
GRID: Final = 16
UNTRIED: Final = 0.2
"""At least so much of the chance to be offered first is kept for what was not tried."""
CHALLENGER: Final = 0.5


@dataclass(frozen=True, slots=True)
class Trial:
    """One estimated effect in share points, with its variance: ((high - low) / 3.92)^2 of a range at 95 %.

    ``group``: the kind of group it was tried with (wards, offices, the night shift), empty for all kinds.
    """

    tactic: str
    barrier: str
    effect: float
    variance: float
    group: str = ""


@dataclass(frozen=True, slots=True)
class Prior:
    """Before anything was tried, in share points: sd of the mean effect, the middle spread between tactics and within one
    over barriers, and the spread over kinds of group."""

    mean: float = 0.05
    between: float = 0.05
    within: float = 0.03
    groups: float = 0.02


USUAL: Final = Prior()


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a tactic at a barrier.

    Attributes:
        tactic: its key.
        trials: here at this barrier; ``elsewhere``: here at other barriers.
        mean, low, high: the effect a next one may be expected to have, with 80 %.
        best: probability of being the best of those asked for.
        share: chance of being offered first; all sum to 1.
    """

    tactic: str
    trials: int
    elsewhere: int
    mean: float
    low: float
    high: float
    best: float
    share: float

    @property
    def untried(self) -> bool:
        """Never tried here, at any barrier."""
        return not self.trials and not self.elsewhere


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered, in order, and the chance that each had to be first. To be logged with what was chosen."""

    order: tuple[str, ...]
    share: tuple[float, ...]


def standings(
    tactics: Sequence[str],
    barrier: str,
    trials: Sequence[Trial],
    *,
    rng: np.random.Generator,
    group: str = "",
    prior: Prior = USUAL,
) -> tuple[Standing, ...]:
    """All tactics at one barrier, the largest expected effect first; by name where two are alike.

    Args:
        tactics: whatever may be offered, tried or not; trials of others still teach what is usual.
        barrier: the one that stops people now; ``group``: the kind of group, empty for all kinds.
        rng: draws the posterior; the same state gives the same figures in whatever order tactics and trials come.

    Raises:
        ValueError: for a trial without a positive variance.
    """
    if any(not trial.variance > 0 for trial in trials):
        raise ValueError("a trial's variance is positive")
    names = sorted(set(tactics))
    if not names:
        return ()
    seen = sorted(trials, key=lambda t: (t.tactic, t.barrier, t.group, t.effect, t.variance))
    mean, draws = _posterior(names, (barrier, group), seen, rng, prior)
    best = np.bincount(draws.argmax(axis=1), minlength=len(names)) / DRAWS
    low, high = np.quantile(draws, [0.1, 0.9], axis=0)
    counts = [(sum(t.tactic == name and t.barrier == barrier for t in seen), sum(t.tactic == name and t.barrier != barrier for t in seen)) for name in names]  # fmt: skip
    share = _shares(best, np.array([not here and not there for here, there in counts]))
    found = [
        Standing(name, *counts[i], *(float(side[i]) for side in (mean, low, high, best, share)))
        for i, name in enumerate(names)
    ]
    return tuple(sorted(found, key=lambda one: (-round(one.mean, 12), one.tactic)))


def offer(found: Sequence[Standing], *, rng: np.random.Generator, places: int = 3) -> Offer:
    """So many tactics, drawn by their share; the last place is one that was never tried, where there is one."""
    shares = np.array([one.share for one in found])
    size = min(places, int(np.count_nonzero(shares)))
    drawn = rng.choice(len(found), size, replace=False, p=shares).tolist() if size else []
    left = [i for i, one in enumerate(found) if one.untried and i not in drawn]
    if size > 1 and left and not any(found[i].untried for i in drawn):
        drawn[-1] = left[int(rng.integers(len(left)))]
    return Offer(tuple(found[i].tactic for i in drawn), tuple(found[i].share for i in drawn))


def _posterior(
    names: list[str], where: tuple[str, str], trials: list[Trial], rng: np.random.Generator, prior: Prior
) -> tuple[FloatArray, FloatArray]:
    """Means (K,) and draws (DRAWS, K) of each tactic's effect at the barrier, in the kind of group."""
    keys = [(t.tactic, t.barrier, t.group) for t in trials] + [(name, *where) for name in names]
    tactic, both, kind = (
        np.array([[all(a[i] == b[i] for i in parts) for b in keys] for a in keys], dtype=np.float64)
        for parts in ((0,), (0, 1), (0, 2))
    )
    n = len(trials)
    noise = np.diag([t.variance for t in trials])
    effects = np.array([t.effect for t in trials])
    means, spreads, logs = [], [], []
    for one in _spreads(prior.between):
        for two in _spreads(prior.within):
            cov = prior.mean**2 + one**2 * tactic + two**2 * both + prior.groups**2 * kind
            known = cov[:n, :n] + noise
            pull = np.linalg.solve(known, cov[:n, n:]).T
            means.append(pull @ effects)
            spreads.append(cov[n:, n:] - pull @ cov[:n, n:])
            logs.append(-0.5 * (np.linalg.slogdet(known)[1] + effects @ np.linalg.solve(known, effects)))
    weight = np.exp(np.array(logs) - max(logs))
    weight /= weight.sum()
    draws = np.concatenate(
        [
            rng.multivariate_normal(means[i], spreads[i], int(size), method="svd")
            for i, size in enumerate(rng.multinomial(DRAWS, weight))
            if size
        ]
    )
    mean: FloatArray = weight @ np.array(means)
    return mean, draws


def _spreads(middle: float) -> FloatArray:
    """Equally likely values of a half-Cauchy spread with that median."""
    if not middle:
        return np.zeros(1)
    found: FloatArray = middle * np.tan(np.pi / 2 * (np.arange(GRID) + 0.5) / GRID)
    return found


def _shares(best: FloatArray, untried: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> FloatArray:
    """Top-two Thompson: the best of one draw, or half of the time the best of a draw in which another is; and the floor."""
    if best.size == 1:
        return np.ones(1)
    odds = np.where(best < 1, best / np.maximum(1 - best, 1e-9), 0.0)
    second = best * (odds.sum() - odds)
    if best.max() >= 1:
        second = np.where(best >= 1, 0.0, 1 / (best.size - 1))
    share = CHALLENGER * best + (1 - CHALLENGER) * second / second.sum()
    kept = untried if untried.any() else np.ones(best.size, dtype=bool)
    mixed: FloatArray = (1 - UNTRIED) * share + UNTRIED * kept / kept.sum()
    rounded: FloatArray = mixed / mixed.sum()
    return rounded
