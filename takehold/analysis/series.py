"""All units of one behaviour on one calendar: daily counts in, totals by day, week or month out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from takehold.analysis.facts import DailyCounts, IntArray, Period

LENGTH = {Period.DAY: 0, Period.WEEK: 1, Period.MONTH: 2}


@dataclass(frozen=True, slots=True)
class Panel:
    """Daily counts of U units on one calendar that begins and ends on a day with a chance in any of them.

    Attributes:
        first: the day of column 0.
        chances: (U, D) integers.
        new_way: (U, D) integers.
        old_way: (U, D) integers, zero where the old way cannot be seen.
        old_seen: (U,) whether the old way can be seen.
        grain: the coarsest grain among the units.
    """

    first: date
    chances: IntArray
    new_way: IntArray
    old_way: IntArray
    old_seen: tuple[bool, ...]
    grain: Period

    @property
    def last(self) -> date:
        """The day of the last column; the day before ``first`` when nothing was seen."""
        return self.first + timedelta(days=self.chances.shape[1] - 1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A run of whole calendar periods. ``offsets`` (P,) is each period's first column in the panel (0 at least)."""

    period: Period
    starts: tuple[date, ...]
    ends: tuple[date, ...]
    offsets: IntArray


def coarsest(grains: Sequence[Period]) -> Period:
    """The longest of the periods; a day when there is none."""
    return max(grains, key=LENGTH.__getitem__, default=Period.DAY)


def align(counts: Sequence[DailyCounts], as_of: date) -> Panel:
    """Put the counts of U units on one calendar, without what lies after ``as_of``.

    Days without a chance at either end of the whole are left off, so that padding never matters.

    Raises:
        ValueError: when a series says that more was done the new way than there were chances.
    """
    grain = coarsest([one.grain for one in counts])
    bounds = [_active(one, as_of) for one in counts]
    seen = [bound for bound in bounds if bound]
    first = min((low for low, _ in seen), default=as_of)
    last = max((high for _, high in seen), default=first - timedelta(days=1))
    shape = (len(counts), (last - first).days + 1)
    chances, new_way, old_way = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for row, (one, bound) in enumerate(zip(counts, bounds, strict=True)):
        if bound is None:
            continue
        source = slice((bound[0] - one.start).days, (bound[1] - one.start).days + 1)
        target = slice((bound[0] - first).days, (bound[1] - first).days + 1)
        chances[row, target] = one.chances[source]
        new_way[row, target] = one.new_way[source]
        if one.old_way is not None:
            old_way[row, target] = one.old_way[source]
    if (new_way > chances).any() or (new_way < 0).any():
        raise ValueError(
            "There cannot be more cases done the new way than there were chances, nor fewer than none."
        )
    return Panel(first, chances, new_way, old_way, tuple(one.old_way is not None for one in counts), grain)


def _active(one: DailyCounts, as_of: date) -> tuple[date, date] | None:
    """The first and the last day with a chance, up to ``as_of``; None when there is none."""
    days = np.flatnonzero(one.chances[: max((as_of - one.start).days + 1, 0)])
    if not days.size:
        return None
    return one.start + timedelta(days=int(days[0])), one.start + timedelta(days=int(days[-1]))


def pool(panel: Panel) -> Panel:
    """The sum over all units as a panel of one. The old way is seen only when every unit's is."""
    every = bool(panel.old_seen) and all(panel.old_seen)
    return Panel(
        panel.first,
        panel.chances.sum(axis=0, keepdims=True),
        panel.new_way.sum(axis=0, keepdims=True),
        panel.old_way.sum(axis=0, keepdims=True),
        (every,),
        panel.grain,
    )


def monday(day: date) -> date:
    """The first day of the week that holds ``day``."""
    return day - timedelta(days=day.weekday())


def start_of(day: date, period: Period) -> date:
    """The first day of the period that holds ``day``. Weeks begin on Monday."""
    if period is Period.WEEK:
        return monday(day)
    return day.replace(day=1) if period is Period.MONTH else day


def start_after(day: date, period: Period) -> date:
    """The first day of the period after the one that holds ``day``."""
    if period is Period.MONTH:
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return start_of(day, period) + timedelta(days=7 if period is Period.WEEK else 1)


def calendar(first: date, last: date, period: Period) -> Calendar:
    """The periods from the one that holds ``first`` to the one that holds ``last``; offsets count from ``first``."""
    starts = []
    day = start_of(first, period)
    while first <= last and day <= last:
        starts.append(day)
        day = start_after(day, period)
    ends = [start - timedelta(days=1) for start in [*starts[1:], day]] if starts else []
    offsets = np.array([max((start - first).days, 0) for start in starts], dtype=np.int64)
    return Calendar(period, tuple(starts), tuple(ends), offsets)


def totals(counts: IntArray, cal: Calendar) -> IntArray:
    """Sum (U, D) daily counts to (U, P) totals of the calendar's periods."""
    if not cal.starts:
        return np.zeros((counts.shape[0], 0), dtype=np.int64)
    summed: IntArray = np.add.reduceat(counts, cal.offsets, axis=1)
    return summed
