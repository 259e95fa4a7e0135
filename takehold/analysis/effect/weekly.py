"""Teams' daily counts as one panel of whole weeks, with the week in which it began in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from takehold.analysis.effect.facts import HORIZON, Share, Sides, TeamSeries
from takehold.analysis.facts import FloatArray, IntArray, Period
from takehold.analysis.series import align, calendar, start_of, totals

WITHIN_WEEK: Final = 0.05
"""How alike chances of one team and week are: a team of thousands does not drown the others."""
BEFORE: Final = 8


@dataclass(frozen=True, slots=True)
class Weeks:
    """U teams over T whole weeks.

    Attributes:
        starts: the Mondays.
        chances, new_way: (U, T) integers.
        first: (U,) the week in which it began; T: not within these weeks.
    """

    starts: tuple[date, ...]
    chances: IntArray
    new_way: IntArray
    first: IntArray

    @property
    def share(self) -> FloatArray:
        """(U, T), 0 where there are no chances."""
        found: FloatArray = np.divide(
            self.new_way, self.chances, out=np.zeros(self.chances.shape), where=self.chances > 0
        )
        return found

    @property
    def weight(self) -> FloatArray:
        """(U, T) how many independent chances a team's week is worth: n / (1 + (n - 1) x 0.05), 0 without any."""
        found: FloatArray = self.chances / (1 + np.maximum(self.chances - 1, 0) * WITHIN_WEEK)
        return found


def weeks(teams: Sequence[TeamSeries], as_of: date) -> Weeks:
    """The whole weeks up to ``as_of`` of all teams. A week in which it began counts as after."""
    panel = align([team.daily for team in teams], as_of)
    cal = calendar(panel.first, panel.last, Period.WEEK)
    chances, new_way = totals(panel.chances, cal), totals(panel.new_way, cal)
    whole = slice(
        1 if cal.starts and panel.grain is Period.DAY and panel.first.weekday() > 1 else 0,
        sum(end <= as_of for end in cal.ends),
    )
    starts = cal.starts[whole]
    first = [_week(team.began, starts) for team in teams]
    return Weeks(starts, chances[:, whole], new_way[:, whole], np.array(first, dtype=np.int64))


def _week(began: date | None, starts: tuple[date, ...]) -> int:
    if began is None or not starts:
        return len(starts)
    return min(max((start_of(began, Period.WEEK) - starts[0]) // timedelta(weeks=1), 0), len(starts))


def sides(panel: Weeks) -> Sides:
    """The plain counts on both sides of the beginning; the others' in the same calendar weeks."""
    week = np.arange(len(panel.starts))
    begun = panel.first < week.size
    since = week >= panel.first[:, None]
    near = (week >= panel.first[:, None] - BEFORE) & (week < panel.first[:, None] + HORIZON)
    own = near & begun[:, None]
    earliest = int(panel.first.min(initial=week.size))
    before = (week >= earliest - BEFORE) & (week < earliest)
    later = own.any(axis=0) & (week >= earliest)
    return Sides(
        _count(panel, own & ~since),
        _count(panel, own & since),
        _count(panel, before & ~begun[:, None]),
        _count(panel, later & ~begun[:, None]),
    )


def _count(panel: Weeks, cells: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Share:
    return Share(int(panel.chances[cells].sum()), int(panel.new_way[cells].sum()))
