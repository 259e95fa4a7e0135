"""Values of groups put together, told as levels and shifts."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.facts import Period
from takehold.analysis.values import NotSaid, Reported, grain, tell, together

MONDAY = date(2025, 1, 6)


def weeks(values: list[float], **more: int) -> dict[date, list[Reported]]:
    return {MONDAY + timedelta(days=7 * i): [Reported(value, **more)] for i, value in enumerate(values)}


@given(
    st.lists(
        st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=9),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=60, deadline=None)
def test_together_is_what_the_single_values_would_have_given(groups: list[list[float]]) -> None:
    parts = [Reported(float(np.mean(g)), len(g), float(np.std(g, ddof=1))) for g in groups]
    found = together(parts)
    every = np.concatenate(groups)
    assert found.n == every.size
    assert found.mean == pytest.approx(every.mean(), abs=1e-6)
    assert found.sd == pytest.approx(every.std(ddof=1), abs=1e-5)


def test_without_n_groups_are_not_put_together() -> None:
    assert together([Reported(3.0)]) == Reported(3.0)
    with pytest.raises(NotSaid):
        together([Reported(3.0, 4), Reported(5.0)])
    assert together([Reported(3.0, 4, 1.0), Reported(5.0, 4)]) == Reported(4.0, 8)
    story = tell("x", {MONDAY: [Reported(3.0), Reported(4.0)]}, period=Period.WEEK, as_of=MONDAY)
    assert (story.why_not, story.points) == ("no_n", ())


def test_a_shift_is_dated_and_a_week_that_is_not_over_is_not_used() -> None:
    rng = np.random.default_rng(3)
    values = [*rng.normal(60, 3, 20), *rng.normal(40, 3, 20), 5.0]
    story = tell("x", weeks(values, n=20), period=Period.WEEK, as_of=MONDAY + timedelta(days=7 * 40 + 2))
    (shift,) = story.shifts
    assert shift.on == MONDAY + timedelta(days=7 * 20)
    assert shift.direction == "down"
    assert shift.earliest <= shift.on <= shift.latest
    assert [point.used for point in story.points[-2:]] == [True, False]
    assert story.last is not None
    assert story.last.value.mean == pytest.approx(values[39])
    assert [level.n for level in story.history] == [400, 400]
    assert story.history[1].to == MONDAY + timedelta(days=7 * 40 - 1)


def test_few_periods_tell_a_level_and_no_shift() -> None:
    story = tell("x", weeks([1.0] * 3 + [9.0] * 3), period=Period.WEEK, as_of=MONDAY + timedelta(days=400))
    assert (story.few, story.shifts) == (True, ())
    assert story.history[0].value == 5.0
    assert tell("x", {}, period=Period.WEEK, as_of=MONDAY).why_not == "no_data"
    assert tell("x", weeks([1.0]), period=Period.WEEK, as_of=MONDAY - timedelta(days=1)).why_not == "no_data"


def test_a_thin_end_is_shown_and_not_used() -> None:
    rows = weeks([5.0, 50.0] * 6, n=100)
    last = max(rows)
    rows[last] = [Reported(900.0, 3)]
    story = tell("x", rows, period=Period.WEEK, as_of=last + timedelta(days=30))
    assert [point.used for point in story.points].count(False) == 1
    assert story.last is not None
    assert story.last.value.mean == 5.0


def test_periods_are_told_from_their_days_and_gaps_are_counted() -> None:
    months = [date(2025, month, 1) for month in (1, 2, 3, 5, 6, 7, 8, 9, 10)]
    assert grain(months) is Period.MONTH
    story = tell("x", {day: [Reported(1.0)] for day in months}, period=Period.MONTH, as_of=date(2025, 10, 31))
    assert story.missing == 1
    assert story.points[-1].end == date(2025, 10, 31)
    quarters = [date(2024 + i // 4, i % 4 * 3 + 1, 1) for i in range(9)]
    story = tell(
        "x", {day: [Reported(1.0)] for day in quarters}, period=Period.MONTH, as_of=date(2026, 3, 30)
    )
    assert story.missing == 0
    assert story.points[-1].used is False
    assert story.points[-2].end == date(2025, 12, 31)
    assert grain([MONDAY, MONDAY + timedelta(days=14)]) is Period.WEEK
    assert grain([MONDAY, MONDAY + timedelta(days=3)]) is Period.DAY
    assert grain([MONDAY]) is Period.DAY
