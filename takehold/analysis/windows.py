"""Which periods can be used: the length of the period, incomplete and thin ends, gaps, a feed that stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from takehold.analysis.facts import IntArray, Period
from takehold.analysis.series import LENGTH, Calendar, Panel, calendar, start_after, totals

ENOUGH_CHANCES = 20
THIN_SHARE = 0.1
STOPPED_AFTER_DAYS = 14
STOPPED_GAPS = 2.0
SILENT_AFTER_DAYS = 28
SILENT_GAPS = 3
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Source:
    """What the whole source covers, whatever a single unit has.

    Attributes:
        first, last: first and last day with a chance in any unit (ready-made counts: to the period's end).
        as_of: the day of the verdict.
        weekdays: (7,) on which weekdays (Monday first) data is to be expected.
        usual_gap: days from one day with data to the next that are usual (95 of 100 are not longer).
        stopped_on: the last day that was delivered, when the feed has stopped.
        grain: the shortest period the source can speak of.
    """

    first: date
    last: date
    as_of: date
    weekdays: tuple[bool, ...]
    usual_gap: int
    stopped_on: date | None
    grain: Period

    def whole(self, start: date, end: date, period: Period) -> bool:
        """Whether the period from ``start`` to ``end`` is covered from its first to its last expected day."""
        if self.grain is not Period.DAY and LENGTH[period] <= LENGTH[self.grain]:
            return True
        if period is Period.DAY:
            return self.first < start < min(self.last, self.as_of)
        return not self._expected(start, self.first) and not self._expected(
            max(min(self.last, self.as_of) + timedelta(days=1), start), end + timedelta(days=1)
        )

    def _expected(self, first: date, before: date) -> bool:
        """Whether data is to be expected on a day from ``first`` on, and before ``before``."""
        days = min((before - first).days, 7)
        return any(self.weekdays[(first.weekday() + shift) % 7] for shift in range(days))


def describe(whole: Panel, as_of: date, feed_stopped_on: date | None = None) -> Source:
    """Read the coverage of a source from the pooled panel (one row) of all its units."""
    active = np.flatnonzero(whole.chances.sum(axis=0))
    last = whole.last
    if active.size and whole.grain is not Period.DAY:
        last = start_after(last, whole.grain) - timedelta(days=1)
    gaps = np.diff(active)
    stopped = feed_stopped_on if feed_stopped_on and feed_stopped_on <= as_of else None
    if stopped is None and active.size:
        longest = int(gaps.max()) if gaps.size else 1
        if (as_of - last).days > max(STOPPED_AFTER_DAYS, STOPPED_GAPS * longest):
            stopped = last
    return Source(whole.first, last, as_of, _weekdays(whole, active), usual_gap(active), stopped, whole.grain)


def usual_gap(active: NDArray[np.intp]) -> int:
    """Days from one day with data to the next of which 95 in 100 are not longer; 1 when there are no two."""
    gaps = np.diff(active)
    return int(np.percentile(gaps, 95, method="inverted_cdf")) if gaps.size else 1


def went_silent(active: NDArray[np.intp], until: int) -> bool:
    """Whether a unit has had no chance for 4 weeks and three usual gaps up to day ``until``, while the source went on."""
    return bool(active.size) and until - int(active[-1]) > max(
        SILENT_AFTER_DAYS, SILENT_GAPS * usual_gap(active)
    )


def _weekdays(whole: Panel, active: NDArray[np.intp]) -> tuple[bool, ...]:
    """The weekdays that have data in at least half of their turns."""
    if whole.grain is not Period.DAY:
        return (True,) * 7
    turns = np.bincount((whole.first.weekday() + np.arange(whole.chances.shape[1])) % 7, minlength=7)
    seen = np.bincount((whole.first.weekday() + active) % 7, minlength=7)
    return tuple(bool(flag) for flag in (turns == 0) | (2 * seen >= turns))


def usual_volume(volumes: IntArray) -> float:
    """The volume of the period in which the median chance lies: (P,) integers, robust to long thin ends."""
    ordered = np.sort(volumes)
    running = np.cumsum(ordered)
    if not running.size or running[-1] == 0:
        return 0.0
    return float(ordered[np.searchsorted(running, running[-1] / 2)])


def thin_ends(volumes: IntArray) -> BoolArray:
    """(P,) True for the run at either end whose volume is under a tenth of the usual."""
    thick = np.flatnonzero(volumes >= THIN_SHARE * usual_volume(volumes))
    mask = np.ones(volumes.size, dtype=bool)
    if thick.size and volumes.any():
        mask[thick[0] : thick[-1] + 1] = False
    return mask


def choose_period(by_period: dict[Period, IntArray], grain: Period = Period.DAY) -> Period:
    """The shortest of day, week and month, not below ``grain``, with a median of at least 20 chances.

    Args:
        by_period: for each period its (P,) volumes; thin ends do not count for the median.
        grain: the shortest period the source can speak of.

    Returns:
        The period; a month when none has enough.
    """
    for period in (Period.DAY, Period.WEEK):
        if LENGTH[period] >= LENGTH[grain] and period in by_period:
            volumes = by_period[period]
            kept = volumes[~thin_ends(volumes)]
            if kept.size and float(np.median(kept)) >= ENOUGH_CHANCES:
                return period
    return Period.MONTH


def complete(cal: Calendar, source: Source) -> BoolArray:
    """(P,) which periods of the calendar the source covers whole."""
    mask = np.zeros(len(cal.starts), dtype=bool)
    # Only the ends can be cut: inside, a period without data is empty, not incomplete.
    for index in range(mask.size):
        inside = source.first < cal.starts[index] and cal.ends[index] < min(source.last, source.as_of)
        mask[index] = inside or source.whole(cal.starts[index], cal.ends[index], cal.period)
    return mask


def weeks_to_use(whole: Panel, source: Source) -> tuple[Calendar, slice]:
    """All weeks of the panel, and the run of them that is complete and not a thin end of the whole source."""
    cal = calendar(whole.first, whole.last, Period.WEEK)
    volumes = totals(whole.chances, cal).sum(axis=0)
    mask = complete(cal, source)
    mask[mask] &= ~thin_ends(volumes[mask])
    kept = np.flatnonzero(mask)
    return cal, slice(int(kept[0]), int(kept[-1]) + 1) if kept.size else slice(0, 0)


def longest_gap(volumes: IntArray) -> tuple[int, int, int]:
    """Empty periods between the first and the last with a chance: (how many, first of the longest run, its length)."""
    active = np.flatnonzero(volumes)
    if active.size < 2:
        return 0, 0, 0
    gaps = np.diff(active) - 1
    longest = int(gaps.argmax())
    return int(gaps.sum()), int(active[longest]) + 1, int(gaps[longest])
