"""What use and trust did afterwards is told as what was seen, and as "cannot tell" where the figures do not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from takehold.analysis.facts import Shift
from takehold.gather.facts.disclosure import RatedFact
from takehold.initiatives.queries.whole import whole
from takehold.missteps.facts import Sign
from takehold.missteps.queries.afterwards import afterwards, margin, trust, use

from .conftest import TODAY, read

NAME = "Handover in the record"
BEFORE = RatedFact(
    UUID(int=1), "Spring", date(2025, 5, 1), 2.9, "", "250-499", (1, 5), ("trust-1", "trust-2")
)
AFTER = replace(BEFORE, wave_id=UUID(int=2), title="Autumn", closed_on=date(2025, 11, 1), mean=3.4)


def test_trust_that_rose_by_more_than_chance_is_said_to_have_risen() -> None:
    found = trust(BEFORE, AFTER)
    assert found.sign is Sign.UP
    assert found.because == "2.9 of 5 in “Spring”, 3.4 of 5 in “Autumn”."
    assert trust(replace(BEFORE, mean=3.4), replace(AFTER, mean=2.9)).sign is Sign.DOWN


@pytest.mark.parametrize(
    ("before", "after", "because"),
    [
        (None, AFTER, "No survey asked about trust before"),
        (BEFORE, None, "has asked about trust and closed yet"),
        (BEFORE, replace(AFTER, mean=3.1), "can be chance"),
        (replace(BEFORE, n="10-19"), replace(AFTER, n="10-19"), "can be chance"),
        (BEFORE, replace(AFTER, items=("trust-1",)), "did not ask the same"),
        (BEFORE, replace(AFTER, mean=4.5, coded="high"), "told no nearer"),
    ],
)
def test_trust_that_cannot_be_told_says_what_is_lacking(before: Any, after: Any, because: str) -> None:
    found = trust(before, after)
    assert found.sign is Sign.CANNOT_TELL
    assert because in found.because
    assert found.since is None


def test_a_rise_that_is_none_is_told_less_often_than_once_in_twenty() -> None:
    """Two surveys of people whose trust is the same: single answers lie as far apart as five points allow."""
    rng = np.random.default_rng(7)
    told = 0
    for _each in range(400):
        means = [round(float(rng.choice([1, 5], size=50, p=[0.5, 0.5]).mean()), 1) for _survey in range(2)]
        pair = [
            replace(fact, mean=mean, n="50-99") for fact, mean in zip((BEFORE, AFTER), means, strict=True)
        ]
        told += abs(means[0] - means[1]) > margin(pair[0], pair[1])
    assert told / 400 <= 0.05


def test_the_bound_on_single_answers_is_that_of_bhatia_and_davis() -> None:
    rng = np.random.default_rng(3)
    for _each in range(200):
        values = rng.integers(1, 6, size=30)
        mean = float(values.mean())
        assert values.var() <= (mean - 1) * (5 - mean) + 1e-9


@pytest.mark.django_db
def test_use_tells_of_the_shifts_since_and_of_no_others(house: Any, judged: Any) -> None:
    verdict = whole(behaviour_id=judged.behaviour_id)
    assert verdict is not None
    counted = verdict.recent_to
    assert counted is not None
    told = counted - timedelta(weeks=8)

    def with_shift(on: date, up: bool = True) -> Any:
        rates = (0.6, 0.85) if up else (0.85, 0.6)
        return replace(verdict, shifts=(Shift(on, *rates, on, on),))

    rose = use(with_shift(told + timedelta(weeks=2)), NAME, told)
    assert rose.sign is Sign.UP
    assert "from 60 % to 85 %" in rose.because.replace("\xa0", " ").replace("\u202f", " ")
    assert use(with_shift(told + timedelta(weeks=2), up=False), NAME, told).sign is Sign.DOWN
    assert use(with_shift(told - timedelta(days=1)), NAME, told).sign is Sign.SAME
    early = use(with_shift(counted), NAME, counted - timedelta(weeks=3))
    assert (early.sign, "Four are needed" in early.because) == (Sign.CANNOT_TELL, True)
    assert use(None, NAME, told).because == "There are no figures of it."
    assert use(verdict, "", told).because == "No behaviour is measured with it."


@pytest.mark.django_db
def test_nothing_comes_after_what_is_not_told(house: Any, misstep: int) -> None:
    found = read(house, misstep)
    assert afterwards(found=found, initiative_id=1) is None
    on_the_day = replace(found, line=replace(found.line, told_on=TODAY))
    after = afterwards(found=on_the_day, initiative_id=1)
    assert after is not None
    assert [each.sign for each in after] == [Sign.CANNOT_TELL, Sign.CANNOT_TELL]
