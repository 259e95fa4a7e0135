"""Periods that can be used: long enough, whole, not a thin end; and a feed that stopped."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from takehold.analysis.facts import DailyCounts, Period
from takehold.analysis.series import Panel, align, calendar
from takehold.analysis.windows import (
    choose_period,
    complete,
    describe,
    longest_gap,
    thin_ends,
    usual_volume,
    weeks_to_use,
    went_silent,
)

MONDAY = date(2026, 1, 5)


def panel(chances: list[int], start: date = MONDAY, grain: Period = Period.DAY) -> Panel:
    counts = np.array(chances, dtype=np.int64)
    return align([DailyCounts(start, counts, counts, grain=grain)], date(2030, 1, 1))


def office(weeks: int, volume: int = 5) -> list[int]:
    return ([volume] * 5 + [0, 0]) * weeks


def test_the_shortest_period_with_a_median_of_twenty() -> None:
    def by(day: int, week: int) -> dict[Period, np.ndarray]:
        return {
            Period.DAY: np.full(30, day),
            Period.WEEK: np.full(9, week),
            Period.MONTH: np.full(3, 4 * week),
        }

    assert choose_period(by(20, 140)) is Period.DAY
    assert choose_period(by(19, 133)) is Period.WEEK
    assert choose_period(by(2, 14)) is Period.MONTH
    assert choose_period(by(20, 140), Period.WEEK) is Period.WEEK
    assert choose_period({}, Period.MONTH) is Period.MONTH


def test_thin_ends_are_found_and_a_dip_inside_is_not() -> None:
    volumes = np.array([1, 2, 80, 90, 3, 85, 70, 4, 0])
    assert np.flatnonzero(thin_ends(volumes)).tolist() == [0, 1, 7, 8]
    assert usual_volume(np.zeros(3, dtype=np.int64)) == 0


@pytest.mark.parametrize(
    ("first", "last", "as_of", "usable"),
    [
        (0, 27, 27, 4),  # four whole weeks
        (1, 27, 27, 3),  # a Monday is missing at the beginning
        (0, 25, 25, 4),  # ends on a Friday: nothing is to be expected on the weekend
        (0, 24, 24, 3),  # ends on a Thursday
        (0, 27, 30, 4),
    ],
)
def test_weeks_that_are_not_whole_are_left_out(first: int, last: int, as_of: int, usable: int) -> None:
    chances = office(4)
    chances[:first] = [0] * first
    chances[last + 1 :] = [0] * (27 - last)
    one = panel(chances)
    source = describe(one, MONDAY + timedelta(days=as_of))
    _, span = weeks_to_use(one, source)
    assert span.stop - span.start == usable


def test_the_first_and_the_last_day_are_not_known_to_be_whole() -> None:
    one = panel([30] * 10)
    cal = calendar(one.first, one.last, Period.DAY)
    assert complete(cal, describe(one, MONDAY + timedelta(days=20))).tolist() == [False, *[True] * 8, False]


def test_ready_made_counts_are_whole_as_they_come() -> None:
    one = panel([30, *[0] * 6] * 5, grain=Period.WEEK)
    source = describe(one, MONDAY + timedelta(days=28))
    _, span = weeks_to_use(one, source)
    assert span == slice(0, 5)
    assert source.last == MONDAY + timedelta(days=34)


def test_a_tail_after_the_export_is_not_used() -> None:
    one = panel([*office(10, 40), *office(3, 1)])
    _, span = weeks_to_use(one, describe(one, one.last))
    assert span == slice(0, 10)


def test_a_feed_that_stopped_is_told_from_a_weekend_and_from_a_quiet_source() -> None:
    one = panel(office(10))
    assert describe(one, one.last + timedelta(days=3)).stopped_on is None
    assert describe(one, one.last + timedelta(days=30)).stopped_on == one.last
    rare = panel(([1] + [0] * 29) * 8)
    assert describe(rare, rare.last + timedelta(days=45)).stopped_on is None
    told = describe(one, one.last, feed_stopped_on=one.last - timedelta(days=2))
    assert told.stopped_on == one.last - timedelta(days=2)


def test_a_unit_falls_silent_by_its_own_measure() -> None:
    daily, rare = np.arange(100), np.arange(0, 300, 15)
    assert not went_silent(daily, 99 + 28)
    assert went_silent(daily, 99 + 29)
    assert not went_silent(rare, 285 + 45)
    assert went_silent(rare, 285 + 46)
    assert not went_silent(daily[:0], 1000)


def test_gaps_inside_are_named() -> None:
    assert longest_gap(np.array([0, 3, 0, 0, 4, 0, 5, 0])) == (3, 2, 2)
    assert longest_gap(np.array([0, 3])) == (0, 0, 0)
