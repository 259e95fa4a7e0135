"""The calendar of a change's surveys: full ones on their days, pulses between, never closer than four weeks."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from takehold.gather.queries import moments


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(-500, 500))
def test_two_askings_are_four_weeks_apart(go_live: date, shift: int) -> None:
    found = moments.moments(go_live=go_live, today=go_live + timedelta(days=shift), there={})
    days = [each.opens_on for each in found]
    assert days == sorted(days)
    assert min(b - a for a, b in pairwise(days)) >= timedelta(weeks=4) - timedelta(days=3)
    assert all(day.weekday() < 4 for day in days)
    assert [each.key for each in found if each.template == "adkar"] == [
        "start", "8 weeks", "3 months", "6 months", "12 months",
    ]  # fmt: skip


def test_the_full_ones_stand_on_their_days() -> None:
    go_live = date(2026, 1, 5)
    by_key = {each.key: each for each in moments.moments(go_live=go_live, today=go_live, there={})}
    assert by_key["start"].opens_on == date(2025, 12, 22)
    assert by_key["8 weeks"].opens_on == date(2026, 3, 2)
    assert by_key["3 months"].opens_on == date(2026, 4, 6)
    assert by_key["12 months"].opens_on == date(2027, 1, 4)
    assert by_key["start"].past


def test_every_third_pulse_asks_why_too() -> None:
    found = moments.moments(go_live=date(2026, 1, 5), today=date(2026, 1, 5), there={})
    pulses = [each.template for each in found if each.key.startswith("pulse")]
    assert pulses[2] == "pulse-why"
    assert pulses.count("pulse-why") == len(pulses) // 3


def test_what_is_there_is_not_proposed_again() -> None:
    there = {"start": uuid4()}
    today = date(2026, 1, 1)
    found = moments.moments(go_live=date(2026, 2, 2), today=today, there=there)
    assert found[0].survey == there["start"]
    following = moments.next_moment(found, today)
    assert following is not None
    assert following.key != "start"


def test_without_a_go_live_there_is_a_start() -> None:
    (only,) = moments.moments(go_live=None, today=date(2026, 3, 6), there={})
    assert (only.key, only.opens_on) == ("start", date(2026, 3, 9))
