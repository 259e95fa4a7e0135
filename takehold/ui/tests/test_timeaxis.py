from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from takehold.analysis.facts import Period
from takehold.ui.charts import NARROW, Words
from takehold.ui.charts.palette import PAGE
from takehold.ui.charts.timeaxis import end_of, ticks, time_axis


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(1, 4000), st.integers(3, 12))
def test_there_are_never_more_ticks_than_room(first, days, room):
    found = ticks(first, first + timedelta(days=days), room)
    assert 1 <= len(found) <= room
    assert all(first <= day < first + timedelta(days=days) for day, _month in found)


def test_the_year_stands_once_where_it_begins():
    axis = time_axis(date(2025, 9, 1), date(2026, 6, 8), NARROW, PAGE, Words().months)["axis"]
    assert axis["labelExpr"].count("2026'") == 1


def test_months_end_where_the_next_begins():
    assert end_of(date(2025, 12, 1), Period.MONTH) == date(2026, 1, 1)
    assert end_of(date(2025, 12, 29), Period.WEEK) == date(2026, 1, 5)
