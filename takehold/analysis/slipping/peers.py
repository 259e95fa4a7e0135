"""What happens to all teams at once excuses each of them: the common effect of a week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from takehold.analysis.facts import FloatArray, IntArray

FEWEST = 5  # teams in a week, else nobody is excused
TRIM = 0.1
STEPS = 4


@dataclass(frozen=True, slots=True)
class WeekEffects:
    """On the logit scale.

    Attributes:
        excuse: (U, T) what is added to each team's baseline: at most 0, from the other teams of the middle 80 %.
        common: (T,) the same over all teams, in both directions.
        error: (T,) its standard error.
    """

    excuse: FloatArray
    common: FloatArray
    error: FloatArray


def effects(
    chances: IntArray, new_way: IntArray, level: FloatArray, counted: NDArray[np.bool_], phi: FloatArray
) -> WeekEffects:
    """Common week effects.

    Args:
        chances: (U, T).
        new_way: (U, T).
        level: (U,) each team's held rate, NaN where it has none.
        counted: (U, T) weeks in which a team speaks for the others.
        phi: (U, T) dispersion.

    The effect solves sum(x - n p(effect)) = 0 over the middle 80 % of teams by Newton steps; a team's own part is taken
    out again to first order. It must exceed its own standard error before it excuses anybody, and never accuses.
    """
    base = logit(np.clip(np.where(np.isnan(level), 0.5, level), 1e-4, 1 - 1e-4))[:, None]
    speaks = counted & (chances > 0) & ~np.isnan(level)[:, None]
    n = np.where(speaks, chances, 0).astype(float)
    x = np.where(speaks, new_way, 0).astype(float)
    middle = speaks & _middle(x, n, expit(base), speaks)
    enough = middle.sum(axis=0) >= FEWEST
    common = np.zeros(chances.shape[1])
    for _ in range(STEPS):
        p = expit(base + common)
        slope = (n * p * (1 - p) * middle).sum(axis=0)
        step = ((x - n * p) * middle).sum(axis=0) / np.maximum(slope, 1e-9)
        common = np.where(enough, np.clip(common + np.clip(step, -1, 1), -4, 4), 0)
    p = expit(base + common)
    pull, weight = (x - n * p) * middle, n * p * (1 - p) * middle
    slope = np.maximum(weight.sum(axis=0), 1e-9)
    without = np.maximum(slope - weight, 1e-9)
    alone = common - pull / without
    noise = (weight * phi).sum(axis=0)
    excuse = np.minimum(alone + np.sqrt(np.maximum(noise - weight * phi, 0)) / without, 0)
    return WeekEffects(np.where(enough, excuse, 0), common, np.where(enough, np.sqrt(noise) / slope, 0))


def excused(null: FloatArray, excuse: FloatArray) -> FloatArray:
    """The null rate with the week's excuse added on the logit scale; NaN stays NaN."""
    return np.asarray(expit(logit(null) + excuse))


def _middle(x: FloatArray, n: FloatArray, p: FloatArray, speaks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(U, T) whether a team's week is among the middle 80 % of that week's standardised shares."""
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.where(speaks, (x - n * p) / np.sqrt(n * p * (1 - p)), np.inf)
    rank = np.argsort(np.argsort(z, axis=0), axis=0)
    teams = speaks.sum(axis=0)
    cut = np.floor(TRIM * teams)
    return np.asarray((rank >= cut) & (rank < teams - cut))
