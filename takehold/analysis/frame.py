"""What the units of one call share: the calendar of usable weeks, and each group's counts, history and standing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from takehold.analysis.facts import IntArray, Period, Terms, UnitEvidence
from takehold.analysis.series import Calendar, Panel, totals
from takehold.analysis.standing import Standing, Weekly, stand
from takehold.analysis.telling import Told, tell
from takehold.analysis.windows import Source


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for every unit: the terms, what the source covers, all weeks and the run of usable ones."""

    terms: Terms
    source: Source
    calendar: Calendar
    span: slice

    @property
    def weeks(self) -> tuple[date, ...]:
        """The Mondays of the usable weeks."""
        return self.calendar.starts[self.span]

    @property
    def week_end(self) -> date | None:
        """The Sunday of the last usable week."""
        return self.calendar.ends[self.span.stop - 1] if self.span.stop > self.span.start else None

    @property
    def full_until(self) -> date:
        """The last day on which the source as a whole still delivered in earnest: a thin tail excuses every unit."""
        return min(self.source.last, self.week_end) if self.week_end else self.source.last

    def week_of(self, day: date) -> int:
        """The index of the usable week that holds a day; below 0 or beyond the last when it lies outside."""
        return (day - self.weeks[0]).days // 7


@dataclass(frozen=True, slots=True)
class Group:
    """U units that are judged together: the teams, or the pooled level alone."""

    evidence: tuple[UnitEvidence, ...]
    panel: Panel
    told: tuple[Told, ...]
    weekly: Weekly
    standing: Standing

    def go_live(self, row: int, terms: Terms) -> date | None:
        """The unit's own go-live, or the one for everybody."""
        return self.evidence[row].go_live or terms.go_live


def group_of(evidence: Sequence[UnitEvidence], panel: Panel, whole: Panel, frame: Frame) -> Group:
    """Count by week, tell the history of and place each unit of a panel.

    Args:
        evidence: the units, in the order of the panel's rows.
        panel: their counts.
        whole: the pooled counts of all units (one row).
        frame: what holds for every unit.
    """
    told = tell(panel, whole, frame.source)
    chances, new_way = (
        totals(counts, frame.calendar)[:, frame.span] for counts in (panel.chances, panel.new_way)
    )
    begin = np.array(
        [
            _begin(chances[row], unit.go_live or frame.terms.go_live, frame)
            for row, unit in enumerate(evidence)
        ],
        dtype=np.int64,
    )
    weekly = Weekly(chances, new_way, begin, _quiet(told, chances, frame))
    level_weeks = np.array([_level_weeks(one, frame) for one in told], dtype=np.int64)
    standing = stand(weekly, frame.terms.target, level_weeks)
    return Group(tuple(evidence), panel, told, weekly, standing)


def _begin(chances: IntArray, go_live: date | None, frame: Frame) -> int:
    """The first usable week that counts: the one of the go-live, or the first with a chance; W when there is none."""
    active = np.flatnonzero(chances)
    begin = int(active[0]) if active.size else chances.size
    if go_live is not None and chances.size:
        begin = max(begin, frame.week_of(go_live))
    return min(begin, chances.size)


def _quiet(told: Sequence[Told], chances: IntArray, frame: Frame) -> NDArray[np.bool_]:
    """(U, W - 1) whether no told shift lies between a week and the next: a week of tolerance, or its whole month."""
    quiet = np.ones((chances.shape[0], max(chances.shape[1] - 1, 0)), dtype=bool)
    for row, one in enumerate(told if frame.weeks else ()):
        for shift in one.shifts:
            low = frame.week_of(shift.earliest) - 2
            high = frame.week_of(shift.latest) + (5 if one.trend.period is Period.MONTH else 1)
            quiet[row, max(low, 0) : max(high, 0)] = False
    return quiet


def _level_weeks(told: Told, frame: Frame) -> int:
    if not told.history or frame.week_end is None:
        return 0
    return max((frame.week_end - told.history[-1].start).days // 7 + 1, 0)
