"""The worlds in which a detector of slips is tried: the textbook, and the four ways in which real data differ from it.

A: known level, independent people. B: each team its own level, Beta(34, 6). C: B and shocks of a team's week (correlation
.05 within the week). D: B and habit: each person keeps last week's behaviour with weight .5. S: B and what happens to all
at once: noise of sd .25 on the logit scale, and a holiday fortnight a year at -1.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from takehold.simulation.habits import Floats, Ints

TEXTBOOK = 0.85
SHOCK_CORRELATION = 0.05
HABIT = 0.5
COMMON_SD, HOLIDAY = 0.25, -1.2
YEAR = 52


class World(StrEnum):
    """Which departure from the textbook."""

    TEXTBOOK = "A"
    OWN_LEVELS = "B"
    SHOCKS = "C"
    HABIT = "D"
    COMMON = "S"


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip of ``drop`` in share points from week ``at`` on, reached over ``ramp`` weeks, in every ``every``-th team."""

    drop: float
    at: int
    ramp: int = 1
    every: int = 10


def play(
    rng: np.random.Generator, world: World, teams: int, weeks: int, slip: Slip | None = None
) -> tuple[Ints, Ints, Floats]:
    """(U, T) chances, (U, T) new way, (U,) level. Teams of 5 to 40 people, one chance a person and week."""
    size = rng.integers(5, 41, teams)
    level = np.full(teams, TEXTBOOK) if world is World.TEXTBOOK else rng.beta(34, 6, teams)
    p = np.tile(level[:, None], (1, weeks))
    if slip is not None:
        depth = slip.drop * np.clip((np.arange(weeks) - slip.at + 1) / slip.ramp, 0, 1)
        falls = np.arange(teams) % slip.every == 0
        p = np.where(falls[:, None], np.clip(p - depth, 0.01, 0.999), p)
    chances = np.tile(size[:, None], (1, weeks))
    if world is World.HABIT:
        return chances, _habit(rng, size, p), level
    if world is World.SHOCKS:
        strength = 1 / SHOCK_CORRELATION - 1
        p = rng.beta(p * strength, (1 - p) * strength)
    if world is World.COMMON:
        week = rng.normal(0, COMMON_SD, weeks) + np.where(np.arange(weeks) % YEAR // 2 == 10, HOLIDAY, 0)
        odds = p / (1 - p) * np.exp(week)
        p = odds / (1 + odds)
    return chances, rng.binomial(chances, p), level


def _habit(rng: np.random.Generator, size: Ints, p: Floats) -> Ints:
    """Per person: last week's behaviour with weight HABIT, else anew."""
    people = int(size.max())
    here = np.arange(people) < size[:, None]
    state = rng.random((len(size), people)) < p[:, :1]
    out = np.zeros(p.shape, dtype=np.int64)
    for week in range(p.shape[1]):
        draw = rng.random((len(size), people))
        keeps = draw < HABIT
        state = np.where(keeps, state, (draw - HABIT) / (1 - HABIT) < p[:, week : week + 1])
        out[:, week] = (state & here).sum(axis=1)
    return out
