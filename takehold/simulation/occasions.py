"""Chances: the moments at which somebody could work the new way, and whether they did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from takehold.simulation.habits import Floats, Ints

DAY = 24 * 60
SHIFT_ENDS = np.array([7 * 60, 15 * 60, 22 * 60 + 30])
CLINICAL_DAYS = np.array([1.08, 1.08, 1.08, 1.08, 1.08, 0.8, 0.8]) / 7
OFFICE_DAYS = np.array([0.21, 0.205, 0.2, 0.2, 0.185, 0.0, 0.0])


@dataclass(frozen=True, slots=True)
class Occasions:
    """Chances in order of time. ``minute`` counts from the first day; arrays of one length."""

    minute: Ints
    team: Ints
    person: Ints
    new: NDArray[np.bool_]

    def __len__(self) -> int:
        """Number of chances."""
        return len(self.minute)

    def keep(self, which: NDArray[np.bool_]) -> Occasions:
        """Only those for which ``which`` is true."""
        return Occasions(self.minute[which], self.team[which], self.person[which], self.new[which])


def holiday(start: date, weeks: int) -> tuple[Floats, Floats]:
    """(T,) share of the usual volume and (T,) dip on the logit scale: the turn of the year, Easter-time, August."""
    volume, dip = np.ones(weeks), np.zeros(weeks)
    for week in range(weeks):
        days = {start + timedelta(weeks=week, days=d) for d in range(7)}
        if any((d.month, d.day) in ((12, 25), (1, 1)) for d in days):
            volume[week], dip[week] = 0.55, -0.9
        elif any(d.month == 8 and d.day <= 21 for d in days):
            volume[week], dip[week] = 0.75, -0.3
    return volume, dip


def draw(
    rng: np.random.Generator,
    presence: Ints,
    rate: Floats,
    propensity: Floats,
    *,
    volume: Floats,
    dip: Floats,
    around_the_clock: NDArray[np.bool_],
) -> Occasions:
    """Draw every chance.

    Args:
        rng: the source of randomness.
        presence: (T, P) team of each person and week, -1 where absent.
        rate: (U,) chances a person and week of each team.
        propensity: (T, P) chance of the new way.
        volume: (T,) factor on the rate.
        dip: (T,) what is added to the logit of the propensity in a week.
        around_the_clock: (U,) whether the team works seven days and nights.
    """
    mean = np.where(presence >= 0, rate[presence], 0) * volume[:, None]
    week, person = np.repeat(np.argwhere(mean > 0), rng.poisson(mean)[mean > 0], axis=0).T
    team = presence[week, person]
    p = np.clip(propensity[week, person], 0, 1 - 1e-9)
    odds = p / (1 - p) * np.exp(dip[week])
    new = rng.random(len(week)) < odds / (1 + odds)
    clock = around_the_clock[team]
    pick = rng.random(len(week))
    clinical = np.searchsorted(np.cumsum(CLINICAL_DAYS), pick, side="right")
    office = np.searchsorted(np.cumsum(OFFICE_DAYS), pick, side="right")
    day = np.minimum(np.where(clock, clinical, office), np.where(clock, 6, 4))
    shift = SHIFT_ENDS[rng.integers(0, 3, len(week))] + rng.integers(-25, 50, len(week))
    minute = np.where(clock, shift, rng.integers(8 * 60, 17 * 60 + 30, len(week)))
    at = (week * 7 + day) * DAY + minute
    order = np.argsort(at, kind="stable")
    return Occasions(at[order], team[order], person[order], new[order])
