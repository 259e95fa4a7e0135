"""What would have been without it: team and week effects from the weeks before, laid over the weeks after.

Source:
    Borusyak, Jaravel and Spiess 2024, "Revisiting event-study designs: robust and efficient estimation".
"""

from __future__ import annotations

from typing import Final

import numpy as np

from takehold.analysis.facts import FloatArray, IntArray

CELLS: Final = 2_000_000
"""Cells that are worked on at once, so that memory stays small."""
TINY: Final = 1e-10


def imputed(
    outcomes: FloatArray, weight: FloatArray, first: IntArray, horizon: int | None = None
) -> FloatArray:
    """The mean effect after the beginning, for several outcomes and for several ways in which it could have begun.

    Args:
        outcomes: (K, U, T), anything where the weight is 0.
        weight: (U, T), >= 0; 0 where nothing was seen.
        first: (Z, U) the period in which it began; T: never.
        horizon: periods after the beginning that count; later ones are used neither as before nor as after.

    Returns:
        (Z, K); not a number where no period after a beginning has a comparison.
    """
    kinds, teams, periods = outcomes.shape
    found = np.empty((first.shape[0], kinds))
    step = max(1, CELLS // max(teams * periods, 1))
    for at in range(0, first.shape[0], step):
        found[at : at + step] = _some(outcomes, weight, first[at : at + step], horizon)
    return found


def _some(y: FloatArray, weight: FloatArray, first: IntArray, horizon: int | None) -> FloatArray:
    week = np.arange(weight.shape[1])
    begun = week >= first[:, :, None]
    within = begun if horizon is None else begun & (week < first[:, :, None] + horizon)
    base = np.where(begun, 0.0, weight)
    teams, weeks = two_way(y, base)
    known = (base.sum(axis=2) > 0)[:, :, None] & (base.sum(axis=1) > 0)[:, None, :]
    cell = np.where(within & known, weight, 0.0)
    total = cell.sum(axis=(1, 2))
    gap = np.einsum("zut,kut->zk", cell, y)
    gap -= np.einsum("zut,zku->zk", cell, teams) + np.einsum("zut,zkt->zk", cell, weeks)
    result: FloatArray = gap / np.where(total > 0, total, np.nan)[:, None]
    return result


def two_way(y: FloatArray, base: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Effects of teams and weeks by weighted least squares, the teams' solved for first: T x T systems remain.

    Args:
        y: (K, U, T).
        base: (Z, U, T) weights; a team or a week without any has the effect 0.

    Returns:
        teams: (Z, K, U); weeks: (Z, K, T). Only their sums mean anything.
    """
    of_team, of_week = base.sum(axis=2), base.sum(axis=1)
    mean = base / np.where(of_team > 0, of_team, 1)[:, :, None]
    system = -np.swapaxes(mean, 1, 2) @ base
    spot = np.arange(base.shape[2])
    system[:, spot, spot] += of_week + np.where(of_week > 0, TINY * (1 + of_week), 1)
    sums = np.einsum("zut,kut->zku", base, y)
    right = np.einsum("zut,kut->zkt", base, y) - np.einsum("zut,zku->zkt", mean, sums)
    weeks = np.swapaxes(np.linalg.solve(system, np.swapaxes(right, 1, 2)), 1, 2)
    teams = np.einsum("zut,kut->zku", mean, y) - np.einsum("zut,zkt->zku", mean, weeks)
    return teams, weeks
