"""Which limits hold for which stretch of a share, and which points are marked."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.control import xmr_limits
from takehold.analysis.control_chart import ENOUGH, stretches
from takehold.analysis.facts import Level, Period, Trend

START = date(2025, 1, 6)


def trend(shares: list[int], unused: tuple[int, ...] = ()) -> Trend:
    """Weeks of 100 chances."""
    starts = tuple(START + timedelta(weeks=at) for at in range(len(shares)))
    used = tuple(at not in unused for at in range(len(shares)))
    return Trend(Period.WEEK, starts, (100,) * len(shares), tuple(shares), None, used)


def level(first: int, last: int, rate: float) -> Level:
    """Weeks ``first`` to ``last``, both inside."""
    return Level(START + timedelta(weeks=first), START + timedelta(weeks=last + 1, days=-1), 100, rate, None)


LOW, HIGH = [20, 24, 18, 22, 20, 23, 19, 21], [80, 84, 79, 82, 81, 83, 80, 82, 79, 81, 83, 80]


def test_limits_are_set_anew_where_the_share_rose() -> None:
    found = stretches(trend(LOW + HIGH), (level(0, 7, 0.21), level(8, 19, 0.81)))
    assert [len(each.points) for each in found] == [8, 12]
    expected = xmr_limits(np.array(HIGH) / 100)
    assert found[1].limits.centre == pytest.approx(expected.centre)
    assert found[1].limits.low == pytest.approx(expected.low)
    assert not any(point.signal for each in found for point in each.points)
    assert [each.settled for each in found] == [False, True]


def test_a_fall_is_held_against_the_level_before_it() -> None:
    fall = [60, 55, 58, 61, 57, 59, 60]
    (only,) = stretches(trend(HIGH + fall), (level(0, 11, 0.81), level(12, 18, 0.59)))
    assert only.limits.centre == pytest.approx(np.mean(HIGH) / 100)
    assert only.resting_on == 12
    told = [point.signal for point in only.points]
    assert told[:11] == [None] * 11  # the run of seven begins with the last point before the fall
    assert all(mark is not None and mark.rule == "outside_limits" and not mark.above for mark in told[12:])


def test_a_rise_after_a_fall_to_no_more_than_before_keeps_its_limits() -> None:
    history = (level(0, 11, 0.81), level(12, 18, 0.59), level(19, 30, 0.81))
    (only,) = stretches(trend([*HIGH, 60, 55, 58, 61, 57, 59, 60, *HIGH]), history)
    assert len(only.points) == 31


def test_a_level_too_short_for_limits_is_held_against_those_before() -> None:
    (only,) = stretches(trend([*LOW, 80, 84, 79]), (level(0, 7, 0.21), level(8, 10, 0.81)))
    assert [point.signal.above for point in only.points if point.signal] == [True] * 3


def test_periods_left_out_are_no_points_and_few_points_no_chart() -> None:
    (only,) = stretches(trend(LOW, unused=(2, 3)), ())
    assert [point.at for point in only.points] == [0, 1, 4, 5, 6, 7]
    assert stretches(trend(LOW, unused=(2, 3, 4)), ()) == ()


def test_a_share_has_no_limits_outside_its_own_range() -> None:
    (only,) = stretches(trend([100, 90, 100, 92, 100, 91, 100]), ())
    assert only.limits.high == 1.0


@settings(max_examples=60)
@given(st.lists(st.integers(0, 100), min_size=1, max_size=60), st.data())
def test_each_used_period_is_one_point_under_limits_of_at_least_six(shares: list[int], data) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, max(1, len(shares) - 1)), max_size=4)))
    edges = [0, *[each for each in cuts if each < len(shares)], len(shares)]
    history = tuple(
        level(first, last - 1, float(np.mean(shares[first:last])) / 100) for first, last in pairwise(edges)
    )
    found = stretches(trend(shares), history)
    if len(shares) < ENOUGH:
        assert found == ()
        return
    assert [point.at for each in found for point in each.points] == list(range(len(shares)))
    assert all(each.resting_on >= ENOUGH for each in found)
    for each in found:
        for point in each.points:
            beyond = not each.limits.low - 1e-9 <= point.share <= each.limits.high + 1e-9
            assert not beyond or (point.signal is not None and point.signal.rule == "outside_limits")
