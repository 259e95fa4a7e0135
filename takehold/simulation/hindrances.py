"""Something stands in the way of a team's new way, and actions that take it away: for good, or for as long as they last.

A share of what would be done the new way is lost to the hindrance. An action removes a part of that share within some
weeks. Where it stops and had only covered the hindrance, it comes back, in each team at its own pace.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from takehold.simulation.habits import Floats, Ints
from takehold.simulation.occasions import DAY, Occasions

WEEK: Final = 7 * DAY
ARRIVES: Final = 2.0
"""Weeks within which an action does all it can."""


@dataclass(frozen=True, slots=True)
class Relief:
    """One action.

    Attributes:
        begins: team index -> the week in which it begins there.
        removes: the share of the hindrance that it takes away, 0 to 1.
        stops: the first week without it; None: what was removed stays removed.
        fades: least and most weeks until half of it is gone again after that; each team draws its own.
    """

    begins: Mapping[int, int]
    removes: float
    stops: int | None = None
    fades: tuple[float, float] = (1.0, 4.0)


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What is lost in some teams from a week on: a share of what would be done the new way, 0 to 1."""

    teams: tuple[int, ...]
    since: int
    lost: float
    reliefs: tuple[Relief, ...] = ()


def losses(rng: np.random.Generator, units: int, weeks: int, hindrances: tuple[Hindrance, ...]) -> Floats:
    """(U, T) the share that is lost in each team and week, after what actions took away.

    Raises:
        ValueError: for an action in a team that nothing stands in the way of.
    """
    kept = np.ones((units, weeks))
    week = np.arange(weeks)
    for hindrance in hindrances:
        lost = np.zeros((units, weeks))
        lost[list(hindrance.teams)] = np.where(week >= hindrance.since, hindrance.lost, 0.0)
        for relief in hindrance.reliefs:
            if not set(relief.begins) <= set(hindrance.teams):
                raise ValueError("an action removes what stands in the way of a team, and here nothing does")
            for team, begins in sorted(relief.begins.items()):
                lost[team] *= 1 - relief.removes * _alive(rng, relief, begins, week)
        kept *= 1 - lost
    return 1 - kept


def _alive(rng: np.random.Generator, relief: Relief, begins: int, week: Ints) -> Floats:
    """(T,) how much of an action works in each week, 0 to 1."""
    half = rng.uniform(*relief.fades)
    arrived: Floats = np.clip((week - begins + 1) / ARRIVES, 0, 1)
    if relief.stops is None:
        return arrived
    gone: Floats = np.exp2(-np.maximum(week - relief.stops + 1, 0) / half)
    return arrived * gone


def hindered(rng: np.random.Generator, seen: Occasions, lost: Floats) -> Occasions:
    """The same chances, of which those that are lost did not go the new way. ``lost``: (U, T), see ``losses``."""
    week = np.clip(seen.minute // WEEK, 0, lost.shape[1] - 1)
    stays = rng.random(len(seen)) >= lost[seen.team, week]
    return replace(seen, new=seen.new & stays)
