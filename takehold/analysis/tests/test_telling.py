"""The drawing and the history of each unit, in dates."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from takehold.analysis.facts import DailyCounts, Period
from takehold.analysis.series import align, pool
from takehold.analysis.telling import Told, tell
from takehold.analysis.windows import describe

MONDAY = date(2024, 1, 1)


def told(
    *rows: np.ndarray, share: float = 0.5, old: bool = False, grain: Period = Period.DAY
) -> tuple[Told, ...]:
    counts = []
    for row in rows:
        chances = row.astype(np.int64)
        new_way = np.rint(chances * share).astype(np.int64)
        counts.append(DailyCounts(MONDAY, chances, new_way, chances - new_way if old else None, grain))
    panel = align(counts, MONDAY + timedelta(days=5000))
    return tell(panel, pool(panel), describe(pool(panel), panel.last))


def test_each_unit_is_told_by_its_own_period() -> None:
    busy, small, rare = told(np.full(140, 30), np.full(140, 4), np.full(140, 1))
    assert [one.trend.period for one in (busy, small, rare)] == [Period.DAY, Period.WEEK, Period.MONTH]
    assert busy.trend.used[0] is False
    assert busy.trend.used[-1] is False
    assert all(busy.trend.used[1:-1])
    assert busy.incomplete == 2
    assert small.incomplete == 0
    assert rare.incomplete == 1


def test_levels_cover_the_used_periods_without_gaps_and_shifts_lie_between() -> None:
    chances = np.full(280, 30)
    new_way = np.where(np.arange(280) < 140, 6, 24)
    panel = align([DailyCounts(MONDAY, chances, new_way, chances - new_way)], MONDAY + timedelta(days=400))
    (one,) = tell(panel, pool(panel), describe(pool(panel), panel.last))
    before, after = one.history
    (shift,) = one.shifts
    assert shift.on == after.start == before.to + timedelta(days=1) == MONDAY + timedelta(days=140)
    assert shift.earliest <= shift.on <= shift.latest
    assert shift.direction == "up"
    assert (before.rate, before.old_way_rate) == (0.2, 0.8)
    assert before.chances == 139 * 30
    assert after.to == MONDAY + timedelta(days=278)


def test_a_unit_is_drawn_from_its_first_chance() -> None:
    late = np.where(np.arange(140) < 70, 0, 6)
    _, one = told(np.full(140, 6), late)
    assert one.trend.starts[0] == MONDAY + timedelta(days=70)
    assert len(one.trend.starts) == len(one.trend.chances) == len(one.trend.used) == 10
    assert one.gap is None


def test_thin_ends_are_greyed_and_counted() -> None:
    (one,) = told(np.concatenate([np.full(140, 6), np.tile([1, 0, 0, 0, 0, 0, 0], 4)]))
    assert (one.thin_tail, one.incomplete) == (3, 1)
    assert one.trend.used[-4:] == (False,) * 4
    (one,) = told(np.concatenate([np.tile([1, 0, 0, 0, 0, 0, 0], 4), np.full(140, 6)]))
    assert one.thin_start == 4


def test_empty_weeks_inside_are_named_and_weekends_are_not() -> None:
    office = np.tile([30, 30, 30, 30, 30, 0, 0], 20)
    (one,) = told(office)
    assert (one.trend.period, one.gap) == (Period.DAY, None)
    office[56:77] = 0
    (one,) = told(office)
    assert one.gap is not None
    assert one.gap.since == MONDAY + timedelta(days=54)
    assert one.gap.longest == 23


def test_chances_that_change_threefold_with_a_shift_are_noticed() -> None:
    chances = np.where(np.arange(200) < 100, 25, 90)
    new_way = np.where(np.arange(200) < 100, chances // 5, chances * 4 // 5)
    for volume, noticed in ((chances, True), (np.full(200, 50), False)):
        taken = np.minimum(new_way, volume)
        panel = align([DailyCounts(MONDAY, volume, taken)], MONDAY + timedelta(days=400))
        (one,) = tell(panel, pool(panel), describe(pool(panel), panel.last))
        assert len(one.shifts) == 1
        assert (one.jump is not None) is noticed


def test_ready_made_monthly_counts_are_told_by_month() -> None:
    days = np.zeros(366)
    days[[(date(2024, month, 1) - MONDAY).days for month in range(1, 13)]] = 50
    (one,) = told(days, grain=Period.MONTH)
    assert one.trend.period is Period.MONTH
    assert one.trend.chances == (50,) * 12
    assert all(one.trend.used)


def test_a_unit_without_a_chance_has_an_empty_history() -> None:
    _, nothing = told(np.full(30, 9), np.zeros(30))
    assert (nothing.history, nothing.shifts, nothing.gap) == ((), (), None)
    assert not any(nothing.trend.chances)
    (alone,) = told(np.zeros(30))
    assert alone.trend.starts == ()
