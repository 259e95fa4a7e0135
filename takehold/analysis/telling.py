"""Each unit's series as it is drawn, and its history of levels and shifts as dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from takehold.analysis.facts import IntArray, Level, Period, Shift, Trend
from takehold.analysis.history import Stretch, share_stretches
from takehold.analysis.series import LENGTH, Calendar, Panel, calendar, totals
from takehold.analysis.windows import BoolArray, Source, choose_period, complete, longest_gap, thin_ends

JUMP = 3.0


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty periods in the middle: how many, the longest run and its first day."""

    count: int
    longest: int
    since: date


@dataclass(frozen=True, slots=True)
class Jump:
    """Chances a day before and after the last shift, where they changed threefold with it: is the same thing counted?"""

    on: date
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one unit: the drawing, the levels, the shifts, and what was greyed."""

    trend: Trend
    history: tuple[Level, ...]
    shifts: tuple[Shift, ...]
    incomplete: int
    thin_start: int
    thin_tail: int
    gap: Gap | None
    jump: Jump | None = None


@dataclass(frozen=True, slots=True)
class _Grid:
    """One period length for all units: the calendar, (U, P) totals, what is complete and not a thin end."""

    calendar: Calendar
    chances: IntArray
    new_way: IntArray
    old_way: IntArray
    complete: BoolArray
    thick: BoolArray


@dataclass(frozen=True, slots=True)
class _Row:
    """One unit on its grid: from its first period on; which of them are used; and the ones with a chance."""

    grid: _Grid
    first: int
    used: BoolArray
    kept: IntArray
    thin: tuple[int, int]


def tell(panel: Panel, whole: Panel, source: Source) -> tuple[Told, ...]:
    """Tell the history of all units of the panel, each by the shortest period with enough chances.

    Args:
        panel: U units.
        whole: their pooled level (one row), which says where the source as a whole runs thin.
        source: what the source covers.
    """
    grids = {
        period: _grid(panel, whole, source, period)
        for period in Period
        if LENGTH[period] >= LENGTH[source.grain]
    }
    rows = [_row(grids, unit, source) for unit in range(panel.chances.shape[0])]
    series = [
        (row.grid.chances[unit, row.kept], row.grid.new_way[unit, row.kept]) for unit, row in enumerate(rows)
    ]
    return tuple(
        _told(row, unit, stretches, panel.old_seen[unit], source)
        for unit, (row, stretches) in enumerate(zip(rows, share_stretches(series), strict=True))
    )


def _grid(panel: Panel, whole: Panel, source: Source, period: Period) -> _Grid:
    cal = calendar(panel.first, panel.last, period)
    volumes = totals(whole.chances, cal)[0]
    whole_periods = complete(cal, source)
    thick = np.zeros(len(cal.starts), dtype=bool)
    thick[whole_periods] = ~thin_ends(volumes[whole_periods])
    chances, new_way, old_way = (
        totals(counts, cal) for counts in (panel.chances, panel.new_way, panel.old_way)
    )
    return _Grid(cal, chances, new_way, old_way, whole_periods, thick)


def _row(grids: Mapping[Period, _Grid], unit: int, source: Source) -> _Row:
    volumes = {period: grid.chances[unit, grid.thick] for period, grid in grids.items()}
    grid = grids[choose_period(volumes, source.grain)]
    chances = grid.chances[unit]
    active = np.flatnonzero(chances)
    first = int(active[0]) if active.size else 0
    used = grid.complete.copy()
    used[used] = ~thin_ends(chances[used])
    used &= grid.thick
    used[:first] = False
    greyed = grid.complete & ~used & (chances > 0)
    edge = int(np.flatnonzero(used)[0]) if used.any() else chances.size
    thin = (int(greyed[:edge].sum()), int(greyed[edge:].sum()))
    return _Row(grid, first, used, np.flatnonzero(used & (chances > 0)), thin)


def _told(row: _Row, unit: int, stretches: tuple[Stretch, ...], old_seen: bool, source: Source) -> Told:
    grid, cal = row.grid, row.grid.calendar
    shown = slice(row.first, None)
    old_way = tuple(grid.old_way[unit, shown].tolist()) if old_seen else None
    trend = Trend(
        cal.period,
        cal.starts[shown],
        tuple(grid.chances[unit, shown].tolist()),
        tuple(grid.new_way[unit, shown].tolist()),
        old_way,
        tuple(row.used[shown].tolist()),
    )
    days = [cal.starts[index] for index in row.kept]
    history = tuple(_level(row, unit, stretch, days, old_seen, source) for stretch in stretches)
    shifts = tuple(
        Shift(days[after.begin], before.level, after.level, days[after.earliest], days[after.latest])
        for before, after in pairwise(stretches)
    )
    incomplete = int((~grid.complete & (grid.chances[unit] > 0)).sum())
    return Told(trend, history, shifts, incomplete, *row.thin, _gap(row, unit, source), _jump(history))


def _level(row: _Row, unit: int, stretch: Stretch, days: list[date], old_seen: bool, source: Source) -> Level:
    grid = row.grid
    inside = row.kept[stretch.begin : stretch.end]
    chances = int(grid.chances[unit, inside].sum())
    to = (
        days[stretch.end] - timedelta(days=1)
        if stretch.end < len(days)
        else min(grid.calendar.ends[inside[-1]], max(source.as_of, grid.calendar.starts[inside[-1]]))
    )
    old = float(grid.old_way[unit, inside].sum()) / chances if old_seen and chances else None
    return Level(days[stretch.begin], to, chances, stretch.level, old)


def _gap(row: _Row, unit: int, source: Source) -> Gap | None:
    cal = row.grid.calendar
    if not row.kept.size:
        return None
    begin = int(row.kept[0])
    count, first, longest = longest_gap(row.grid.chances[unit, begin : int(row.kept[-1]) + 1])
    usual = source.usual_gap - 1 if cal.period is Period.DAY else 0
    return Gap(count, longest, cal.starts[begin + first]) if longest > usual else None


def _jump(history: tuple[Level, ...]) -> Jump | None:
    if len(history) < 2:
        return None
    before, after = (level.chances / ((level.to - level.start).days + 1) for level in history[-2:])
    if max(before, after) < JUMP * min(before, after):
        return None
    return Jump(history[-1].start, before, after)
