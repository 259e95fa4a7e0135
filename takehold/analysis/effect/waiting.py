"""Where no lots were drawn: teams that began against stretches of teams that waited and stood alike just before.

An action is often sent *because* a team slipped, and a team that slipped by chance comes back by itself. So what would
have been is foretold from the usual level *and* from the last four weeks, with weights learned from teams that waited:
how much of a dip stays is read off those who had one and got nothing.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from takehold.analysis.effect.facts import ALPHA, FEWEST_AFTER, HORIZON, Estimate
from takehold.analysis.effect.imputation import two_way
from takehold.analysis.facts import FloatArray, IntArray

RECENT: Final = 4
USUAL: Final = 26
LEAST_USUAL: Final = 4
FEWEST_STRETCHES: Final = 20
FEWEST_WAITING: Final = 5
DRAWS: Final = 2000


def beside_waiting(
    share: FloatArray, weight: FloatArray, first: IntArray, rng: np.random.Generator, horizon: int = HORIZON
) -> Estimate | None:
    """The mean effect over teams that began, its p and its range; None with too little to compare with.

    Args:
        share, weight: (U, T).
        first: (U,) the week of the beginning; T: waits to this day. Only these are compared with: of the others it is
            known that they dipped before they began.
    """
    weeks = share.shape[1]
    begun = [
        (int(u), int(first[u]), min(horizon, weeks - int(first[u])))
        for u in np.flatnonzero((first >= RECENT + LEAST_USUAL) & (first <= weeks - FEWEST_AFTER))
    ]
    if not begun:
        return None
    length = int(np.median([after for _, _, after in begun]))
    waited = [
        (int(u), at, length)
        for u in np.flatnonzero(first == weeks)
        for at in range(weeks - length, RECENT + LEAST_USUAL - 1, -length)
    ]
    base = np.where(np.arange(weeks) < first[:, None], weight, 0.0)
    level = share - two_way(share[None], base[None])[1][0, 0]
    used = np.where(base.sum(axis=0) > 0, weight, 0.0)
    own, _ = _stretches(level, used, begun)
    others, teams = _stretches(level, used, waited)
    if not len(own) or len(others) < FEWEST_STRETCHES or np.unique(teams).size < FEWEST_WAITING:
        return None
    return _against(own, others, teams, rng)


def _stretches(
    level: FloatArray, weight: FloatArray, where: list[tuple[int, int, int]]
) -> tuple[FloatArray, IntArray]:
    """(n, 4): the usual level, how far the last four weeks lie from it, the share of chances in that, and what came; and
    (n,) the team."""
    rows, teams = [], []
    for team, at, length in where:
        spans = (
            slice(max(at - RECENT - USUAL, 0), at - RECENT),
            slice(at - RECENT, at),
            slice(at, at + length),
        )
        seen = [float(weight[team, span].sum()) for span in spans]
        if all(seen):
            usual, recent, came = (float(np.average(level[team, s], weights=weight[team, s])) for s in spans)
            rows.append([usual, recent - usual, 1 / seen[0] + 1 / seen[1], came])
            teams.append(team)
    return np.array(rows).reshape(-1, 4), np.array(teams, dtype=np.int64)


def _foretelling(own: FloatArray, others: FloatArray) -> tuple[FloatArray, FloatArray]:
    """What is known before, (n, 3): 1, the usual level, and of the dip what is not the chance of few cases.

    A dip seen in few cases is chance more often, and it is small teams that dip: their dips must not be taken for others'.
    """
    middle = float(np.clip(others[:, 0].mean(), 0.02, 0.98))
    chance = middle * (1 - middle)
    real = max(float(others[:, 1].var() - chance * others[:, 2].mean()), 0.1 * float(others[:, 1].var()))
    begun, known = (
        np.column_stack([np.ones(len(s)), s[:, 0], s[:, 1] * real / (real + chance * s[:, 2])])
        for s in (own, others)
    )
    return begun, known


def _against(own: FloatArray, others: FloatArray, teams: IntArray, rng: np.random.Generator) -> Estimate:
    """What came less what was foretold, beside the same of as many stretches of teams that waited.

    Added to that chance: what the weights owe to single waiting teams (each left out once), and that the level of the very
    weeks after rests on the teams that waited and those that had not begun yet (taken for twice as many).
    """
    begun, known = _foretelling(own, others)
    came = others[:, -1]
    at = begun.mean(axis=0)
    squares, products = known.T @ known, known.T @ came
    weights = np.linalg.pinv(squares) @ products
    missed = (came - known @ weights) * np.sqrt(len(came) / (len(came) - 3))
    effect = float(own[:, -1].mean() - at @ weights)
    without = []
    for team in np.unique(teams):
        x, y = known[teams == team], came[teams == team]
        without.append(float(at @ (np.linalg.pinv(squares - x.T @ x) @ (products - x.T @ y))))
    slack = float(np.std(without) * np.sqrt(len(without) - 1))
    same_weeks = float(missed.std() / np.sqrt(2 * len(without)))
    chance = _means(missed, teams, len(own), rng) + rng.normal(0, same_weeks, DRAWS)
    chance += slack * rng.standard_t(len(without) - 1, DRAWS)
    p = float((1 + np.sum(np.abs(chance) >= abs(effect))) / (1 + DRAWS))
    low, high = np.quantile(chance, [ALPHA / 2, 1 - ALPHA / 2])
    dips = np.quantile(_means(others[:, 1], teams, len(own), rng), [ALPHA / 2, 1 - ALPHA / 2])
    dip = float(own[:, 1].mean())
    lean = 0.0 if dips[0] <= dip <= dips[1] else dip
    return Estimate(effect, (effect - float(high), effect - float(low)), p, len(came), lean)


def _means(missed: FloatArray, teams: IntArray, size: int, rng: np.random.Generator) -> FloatArray:
    """Means of ``size`` stretches, of different teams while there are enough, ``DRAWS`` times."""
    names = np.unique(teams)
    if size > names.size:
        found: FloatArray = rng.choice(missed, (DRAWS, size)).mean(axis=1)
        return found
    order = np.argsort(teams, kind="stable")
    begin = np.searchsorted(teams[order], names)
    count = np.diff(np.append(begin, teams.size))
    picked = rng.random((DRAWS, names.size)).argsort(axis=1)[:, :size]
    place = begin[picked] + (rng.random(picked.shape) * count[picked]).astype(np.int64)
    mean: FloatArray = missed[order][place].mean(axis=1)
    return mean
