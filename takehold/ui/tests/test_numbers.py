from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from takehold.ui import numbers


@given(st.floats(0, 1))
def test_zero_and_hundred_are_said_only_of_exactly_that(rate):
    said = numbers.percent(rate)
    assert (said == "0\u00a0%") == (rate == 0)
    assert (said == "100\u00a0%") == (rate == 1)


def test_percentages_carry_no_decimals_and_round_halves_upward():
    assert numbers.percent(0.805) == "81\u00a0%"
    assert numbers.percent_range((0.776, 0.842)) == "78–84\u00a0%"
    assert numbers.percent(None) == "–"
    assert numbers.percent_range(None) == ""


def test_counts_are_grouped():
    assert numbers.number(4310) == "4,310"


def test_the_year_is_left_out_only_when_it_is_this_one():
    assert numbers.day(date(2026, 3, 9), date(2026, 5, 1)) == "9 March"
    assert numbers.day(date(2025, 3, 9), date(2026, 5, 1)) == "9 March 2025"
    assert numbers.day(date(2026, 3, 9)) == "9 March 2026"
    assert numbers.day(datetime(2026, 3, 9, 23, tzinfo=UTC)) == "9 March 2026"
