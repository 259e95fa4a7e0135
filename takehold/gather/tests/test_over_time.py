"""Surveys on both sides of a day: the last that closed before, the newest that opened after, and none that was open on it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.gather import models
from takehold.gather.disclosure import reading
from takehold.gather.disclosure.closing import close
from takehold.gather.disclosure.over_time import around

from .answered import answer, asked, choices, initiative_id, open_survey

pytestmark = pytest.mark.django_db
TRUST = "element:trust"


def survey(house: Any, change: Any, opened: date, mean: float) -> models.Wave:
    """One that closed with answers around a level."""
    rng = random.Random(opened.toordinal())
    wave, cells = open_survey(house, initiative_id(change), asked(house), opened=opened)
    for cell in cells.values():
        answer(wave, cell, choices(rng, mean=mean))
    close(wave_id=wave.pk, now=NOW, rng=rng)
    return wave


def test_the_survey_before_and_the_one_after_are_read_as_they_were_released(house: Any, change: Any) -> None:
    first = survey(house, change, date(2025, 3, 3), 2.5)
    second = survey(house, change, date(2025, 9, 1), 3.8)
    on: dict[str, Any] = {"initiative_id": initiative_id(change), "question": TRUST}
    before, after = around(day=date(2025, 6, 1), **on)
    assert before is not None
    assert after is not None
    assert (before.wave_id, after.wave_id) == (first.pk, second.pk)
    for found in (before, after):
        whole = reading.results(viewer=house.viewer("lead"), wave_id=found.wave_id).whole
        assert whole is not None
        figure = next(each for each in whole.figures if each.question == TRUST)
        assert (found.mean, found.n, found.coded) == (figure.mean, figure.n, figure.coded)
    assert before.items == ("trust-1", "trust-2")
    open_on = second.opens_on + timedelta(days=3)
    assert [each.wave_id if each else None for each in around(day=open_on, **on)] == [first.pk, None]
    assert around(day=date(2025, 1, 1), **on)[0] is None
    assert around(day=date(2025, 6, 1), initiative_id=on["initiative_id"], question="element:none") == (
        None,
        None,
    )
