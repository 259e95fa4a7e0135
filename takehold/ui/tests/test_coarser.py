from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.facts import Period, Trend
from takehold.ui.charts import coarser
from takehold.ui.tests.drawn import trend


def daily(days: int, unused: tuple[int, ...] = ()) -> Trend:
    starts = tuple(date(2025, 1, 1) + timedelta(days=at) for at in range(days))
    used = tuple(at not in unused for at in range(days))
    return Trend(Period.DAY, starts, (4,) * days, (3,) * days, (1,) * days, used)


def test_a_short_series_is_left_alone():
    short = trend(60)
    assert coarser(short) is short


def test_a_year_of_days_is_drawn_by_week_and_a_decade_by_month():
    assert coarser(daily(365)).period is Period.WEEK
    assert coarser(daily(3650)).period is Period.MONTH


@given(st.integers(131, 900), st.sets(st.integers(0, 900), max_size=60))
@settings(max_examples=30)
def test_nothing_used_is_counted_twice_and_shares_stay(days, unused):
    before = daily(days, tuple(unused))
    after = coarser(before)
    assert list(after.starts) == sorted(set(after.starts))
    assert sum(after.chances) <= sum(before.chances)
    assert all(new * 4 == chances * 3 for new, chances in zip(after.new_way, after.chances, strict=True))


def test_a_week_with_fewer_than_half_its_days_is_not_used():
    after = coarser(daily(365, unused=(5, 6, 7, 8)))  # Monday 6 to Thursday 9 January
    assert not after.used[1]
    assert after.used[2]


def test_a_week_in_which_the_source_had_stopped_is_not_used():
    whole = daily(365)
    chances = tuple(0 if 5 <= at < 12 else n for at, n in enumerate(whole.chances))
    after = coarser(replace(whole, chances=chances, new_way=chances, old_way=chances))
    assert (after.chances[1], after.used[1]) == (0, False)
    assert after.used[2]
