"""Worlds in which it is known whether an action did anything: begun by lots, or sent because a team had just slipped.

Each team keeps a level of its own; around it a noise of the team's weeks that dies away slowly (correlation .7 from week to
week), one of all teams at once, and the chance of 6 to 29 chances a week.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from takehold.simulation.habits import Floats, Ints

FEWEST_CHANCES, MOST_CHANCES = 6, 30
STAYS: Final = 0.7
LOOKED_AT: Final = 4
DIP: Final = 0.15


@dataclass(frozen=True, slots=True)
class Noise:
    """Standard deviations in share points: of teams' own levels, of a team's weeks, and of weeks that all share."""

    levels: float = 0.08
    weeks: float = 0.06
    common: float = 0.03
    middle: float = 0.6


def begun_by_lots(
    rng: np.random.Generator,
    teams: int,
    weeks: int,
    *,
    cohorts: int = 4,
    effect: float = 0.0,
    noise: Noise = Noise(),
) -> tuple[Ints, Ints, Ints]:
    """Teams begin in ``cohorts`` equal groups at evenly spaced weeks in the middle third, the last group never, as lots fall.

    Returns:
        chances, new_way: (U, T); first: (U,) the week of the beginning, T for never.
    """
    steps = np.linspace(weeks // 3, 2 * weeks // 3, max(cohorts - 1, 1)).round().astype(np.int64)
    first = rng.permutation(np.append(steps, weeks)[np.arange(teams) % cohorts])
    shifted = effect * (np.arange(weeks) >= first[:, None])
    chances, new_way = _counted(rng, _shares(rng, teams, weeks, noise) + shifted)
    return chances, new_way, first


def sent_because_it_slipped(
    rng: np.random.Generator,
    teams: int,
    weeks: int,
    *,
    stays: float = 0.0,
    effect: float = 0.0,
    noise: Noise = Noise(),
) -> tuple[Ints, Ints, Ints]:
    """The action goes to a team once its last 4 weeks are 15 points under its usual; ``effect`` is what it does then.

    A share ``stays`` of the teams really slips, by 20 points in the middle third and for good; the others dip by chance only.

    Returns:
        As ``begun_by_lots``.
    """
    share = _shares(rng, teams, weeks, noise)
    slips = np.where(rng.random(teams) < stays, rng.integers(weeks // 3, 2 * weeks // 3, teams), weeks)
    share -= 0.20 * (np.arange(weeks) >= slips[:, None])
    chances, new_way = _counted(rng, share)
    first = where_it_dipped(chances, new_way)
    if effect:
        begun = np.arange(weeks) >= first[:, None]
        new_way = np.where(begun, rng.binomial(chances, np.clip(share + effect, 0.02, 0.98)), new_way)
    return chances, new_way, first


def where_it_dipped(chances: Ints, new_way: Ints) -> Ints:
    """(U,) the first week after the first third in which the 4 weeks before lie 15 points under all earlier ones; T: none."""
    teams, weeks = chances.shape
    first = np.full(teams, weeks)
    for week in range(weeks // 3, weeks - LOOKED_AT):
        seen = slice(week - LOOKED_AT, week)
        recent = new_way[:, seen].sum(axis=1) / chances[:, seen].sum(axis=1)
        usual = new_way[:, : week - LOOKED_AT].sum(axis=1) / chances[:, : week - LOOKED_AT].sum(axis=1)
        first = np.where((first == weeks) & (recent < usual - DIP), week, first)
    return first


def _shares(rng: np.random.Generator, teams: int, weeks: int, noise: Noise) -> Floats:
    """(U, T) each team's true share by week, before any action."""
    shock = rng.normal(0, noise.weeks * np.sqrt(1 - STAYS**2), (teams, weeks))
    shock[:, 0] /= np.sqrt(1 - STAYS**2)
    for week in range(1, weeks):
        shock[:, week] += STAYS * shock[:, week - 1]
    level = noise.middle + rng.normal(0, noise.levels, (teams, 1))
    shares: Floats = level + shock + rng.normal(0, noise.common, weeks)
    return shares


def _counted(rng: np.random.Generator, share: Floats) -> tuple[Ints, Ints]:
    chances = np.tile(rng.integers(FEWEST_CHANCES, MOST_CHANCES, (share.shape[0], 1)), (1, share.shape[1]))
    return chances, rng.binomial(chances, np.clip(share, 0.02, 0.98))
