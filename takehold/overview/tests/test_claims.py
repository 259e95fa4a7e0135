"""No sentence in a pack says more than its chart carries; what it carries may be said in own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from takehold.analysis.facts import Coded, Level, Period, Shift, Trend, UnitVerdict, Verdict
from takehold.initiatives.facts import Invalid
from takehold.overview.queries.claims import Claim, allowed, carried, checked, claimed

TODAY = date(2026, 3, 2)
UP = Shift(date(2025, 11, 3), 0.4, 0.8, date(2025, 10, 27), date(2025, 11, 10))
DOWN = replace(UP, from_rate=0.8, to_rate=0.4)


def verdict(word: Verdict, *shifts: Shift) -> UnitVerdict:
    """A verdict at 81 % of 4,310 chances."""
    history = (Level(date(2025, 1, 6), date(2025, 11, 2), 900, 0.4, None),)
    empty = Trend(Period.WEEK, (), (), (), None, ())
    return UnitVerdict(
        unit="", verdict=word, reverted=False, because=Coded("held", {"rate": 0.81, "chances": 4310, "target": 0.85, "weeks": 8}),
        next_step=None, since=date(2025, 11, 3), chances=4310, new_way=3491, old_way=None, rate=0.81, interval=(0.78, 0.84),
        recent_from=date(2026, 1, 5), recent_to=date(2026, 3, 1), total_chances=9000, trend=empty, history=history,
        shifts=shifts, slip=None, detectable=None, cautions=(),
    )  # fmt: skip


RISING, HOLDING = verdict(Verdict.TAKING_HOLD, UP), verdict(Verdict.HOLDING, UP)
STALLED, FALLING = verdict(Verdict.STALLED), verdict(Verdict.SLIPPING_BACK, UP, DOWN)
UNKNOWN = verdict(Verdict.CANNOT_TELL, UP)


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (STALLED, "Handovers have improved."),
        (STALLED, "It is better than last year."),
        (FALLING, "We made progress again."),
        (UNKNOWN, "The share rose."),
        (None, "It is on track."),
        (STALLED, "Die Übergaben haben sich verbessert."),
        (RISING, "It holds in all wards."),
        (RISING, "The target is reached."),
        (STALLED, "Das Ziel ist erreicht."),
        (STALLED, "The share is falling."),
        (HOLDING, "It holds because of our training."),
        (HOLDING, "Thanks to the coaches it holds."),
        (HOLDING, "Dank der Schulung hält es."),
        (HOLDING, "It holds at 97 %."),
    ],
)
def test_a_sentence_that_claims_more_is_refused_with_one_that_is_carried(
    found: UnitVerdict | None, text: str
) -> None:
    with pytest.raises(Invalid) as refused:
        checked(text, found, TODAY)
    assert allowed(found, TODAY)[0] in str(refused.value)


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (RISING, "The share rose to 81 % of the chances."),
        (HOLDING, "It holds at 81 %, after 40 % in spring."),
        (HOLDING, "Das Ziel ist erreicht."),
        (FALLING, "It fell back, and we do not know why."),
        (STALLED, "It has not improved since spring."),
        (STALLED, "Es hat sich nicht verbessert."),
        (UNKNOWN, "We have too little data and say so."),
        (None, "Counting begins in April."),
    ],
)
def test_what_the_figures_carry_may_be_said_in_own_words(found: UnitVerdict | None, text: str) -> None:
    assert checked(f"  {text} ", found, TODAY) == text


@pytest.mark.parametrize("found", [RISING, HOLDING, STALLED, FALLING, UNKNOWN, None])
def test_every_sentence_that_is_offered_may_be_taken(found: UnitVerdict | None) -> None:
    for text in allowed(found, TODAY, "As the page of the change says it."):
        assert checked(text, found, TODAY, "As the page of the change says it.") == text


def test_no_verdict_carries_a_cause() -> None:
    for word in Verdict:
        for shifts in ((), (UP,), (UP, DOWN)):
            assert Claim.CAUSE not in carried(verdict(word, *shifts))
    assert carried(UNKNOWN) == frozenset()


def test_an_improvement_is_carried_by_a_rise_and_by_nothing_else() -> None:
    rises: dict[Any, bool] = {
        (word, shifts): Claim.RISE in carried(verdict(word, *shifts))
        for word in Verdict
        for shifts in ((), (UP,), (UP, DOWN))
    }
    assert {key for key, rise in rises.items() if rise} == {
        (Verdict.TAKING_HOLD, ()), (Verdict.TAKING_HOLD, (UP,)), (Verdict.TAKING_HOLD, (UP, DOWN)),
        (Verdict.HOLDING, (UP,)), (Verdict.STALLED, (UP,)),
    }  # fmt: skip


def test_what_is_denied_is_no_claim() -> None:
    assert claimed("It has not improved.") == ()
    assert [claim for claim, _words in claimed("It improved.")] == [Claim.RISE]


def test_a_sentence_is_one_sentence() -> None:
    with pytest.raises(Invalid, match="At most 300"):
        checked("word " * 80, HOLDING, TODAY)
