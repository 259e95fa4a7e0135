"""What is said beside a verdict, and when it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from takehold.analysis import cautions
from takehold.analysis.facts import Coded, Period, Terms, Trend
from takehold.analysis.sliding import Watched
from takehold.analysis.telling import Gap, Jump, Told

from .test_deciding import AS_OF, HELD, SOURCE, START

PLAIN = Told(Trend(Period.WEEK, (), (), (), None, ()), (), (), 0, 0, 0, None)


def codes(found: list[Coded]) -> list[str]:
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (PLAIN, []),
        (replace(PLAIN, incomplete=1), ["incomplete_period"]),
        (replace(PLAIN, thin_start=2, thin_tail=3), ["thin_start", "thin_tail"]),
        (replace(PLAIN, thin_tail=1), []),  # one thin week is no tail
        (replace(PLAIN, jump=Jump(START, 4.0, 40.0)), ["chances_jumped"]),
        (replace(PLAIN, gap=Gap(3, 2, START)), ["empty_periods"]),
    ],
)
def test_the_ends_and_gaps_of_a_series(told: Told, expected: list[str]) -> None:
    assert codes(cautions.of_the_series(told, SOURCE)) == expected


def test_ready_made_counts_say_how_coarse_they_are() -> None:
    (one,) = cautions.of_the_series(PLAIN, replace(SOURCE, grain=Period.MONTH))
    assert (one.code, one.numbers["grain"]) == ("coarse_source", "month")


def test_a_stopped_feed_is_said_with_its_days() -> None:
    assert cautions.of_the_source(SOURCE) == []
    (one,) = cautions.of_the_source(replace(SOURCE, stopped_on=AS_OF - timedelta(days=20)))
    assert one.numbers["days"] == 20


@pytest.mark.parametrize(
    ("before", "now", "rate", "said"),
    [(40, 10, 0.95, True), (40, 30, 0.95, False), (40, 10, 0.5, False), (2, 1, 0.95, False)],
)
def test_fewer_chances_are_a_caution_when_the_share_looks_good(
    before: int, now: int, rate: float, said: bool
) -> None:
    weekly = np.array([before] * 26 + [now] * 8, dtype=float)
    view = replace(HELD, chances=100, new_way=round(100 * rate))
    assert bool(cautions.of_the_chances(weekly, view)) is said
    assert cautions.of_the_chances(weekly[-10:], view) == []


def test_what_was_not_given_is_named() -> None:
    terms = Terms(as_of=AS_OF, target=0.8)
    assert codes(cautions.of_the_terms(HELD, True, terms)) == ["people_unknown", "no_go_live"]
    assert "old_way_unseen" in codes(cautions.of_the_terms(HELD, False, terms))
    assert "no_target" in codes(cautions.of_the_terms(HELD, True, Terms(as_of=AS_OF)))
    assert "uneven_weeks" in codes(cautions.of_the_terms(replace(HELD, dispersion=3.0), True, terms))


def test_a_borrowed_level_and_a_recovery_are_said() -> None:
    assert cautions.of_the_level(Watched()) == []
    assert codes(cautions.of_the_level(Watched(borrowed=True, recovered=True))) == [
        "borrowed_baseline",
        "recovered",
    ]
