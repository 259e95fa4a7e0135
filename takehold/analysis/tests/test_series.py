"""Daily counts on one calendar: nothing is lost, and padding never matters."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from takehold.analysis.facts import DailyCounts, Period
from takehold.analysis.series import align, calendar, coarsest, pool, start_after, start_of, totals

days = st.dates(date(2020, 1, 1), date(2026, 12, 31))
volumes = st.lists(st.integers(0, 9), min_size=1, max_size=60)


def daily(start: date, chances: list[int]) -> DailyCounts:
    counts = np.array(chances, dtype=np.int64)
    return DailyCounts(start, counts, counts // 2)


@given(days, volumes, st.sampled_from(list(Period)))
def test_no_chance_is_lost_in_any_period(start: date, chances: list[int], period: Period) -> None:
    panel = align([daily(start, chances)], date(2030, 1, 1))
    cal = calendar(panel.first, panel.last, period)
    assert totals(panel.chances, cal).sum() == sum(chances)
    assert totals(panel.new_way, cal).sum() == sum(n // 2 for n in chances)
    assert all(start_of(day, period) == day for day in cal.starts)
    assert all(
        start_after(start, period) == end + timedelta(days=1)
        for start, end in zip(cal.starts, cal.ends, strict=False)
    )


@given(days, volumes, st.integers(0, 20), st.integers(0, 20))
def test_empty_days_at_either_end_change_nothing(
    start: date, chances: list[int], before: int, after: int
) -> None:
    padded = daily(start - timedelta(days=before), [0] * before + chances + [0] * after)
    plain, other = (align([one], date(2030, 1, 1)) for one in (daily(start, chances), padded))
    assert np.array_equal(plain.chances, other.chances)
    assert not any(chances) or plain.first == other.first


def test_units_share_one_calendar() -> None:
    panel = align([daily(date(2026, 3, 2), [4, 0]), daily(date(2026, 3, 5), [6])], date(2026, 3, 31))
    assert (panel.first, panel.last) == (date(2026, 3, 2), date(2026, 3, 5))
    assert panel.chances.tolist() == [[4, 0, 0, 0], [0, 0, 0, 6]]
    assert pool(panel).chances.tolist() == [[4, 0, 0, 6]]


def test_what_lies_after_the_day_of_the_verdict_is_not_looked_at() -> None:
    panel = align([daily(date(2026, 3, 2), [4, 4, 4])], date(2026, 3, 3))
    assert panel.chances.sum() == 8
    assert align([daily(date(2026, 3, 2), [4])], date(2026, 3, 1)).chances.size == 0


def test_the_old_way_is_pooled_only_when_every_unit_shows_it() -> None:
    seen = DailyCounts(date(2026, 3, 2), np.array([4]), np.array([1]), np.array([3]))
    assert pool(align([seen, seen], date(2026, 4, 1))).old_seen == (True,)
    assert pool(align([seen, daily(date(2026, 3, 2), [4])], date(2026, 4, 1))).old_seen == (False,)


def test_more_new_ways_than_chances_is_refused() -> None:
    with pytest.raises(ValueError, match="more cases done the new way"):
        align([DailyCounts(date(2026, 3, 2), np.array([1]), np.array([2]))], date(2026, 4, 1))


def test_the_coarsest_grain_speaks_for_all() -> None:
    assert coarsest([Period.DAY, Period.MONTH, Period.WEEK]) is Period.MONTH
    assert coarsest([]) is Period.DAY
