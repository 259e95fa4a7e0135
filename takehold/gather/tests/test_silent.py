"""What the silent ones could change: the ends hold whatever they think, and 8 % of answers decide nothing."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW, House
from takehold.gather.disclosure import bands, closing, reading
from takehold.gather.disclosure.silent import silent
from takehold.gather.facts.disclosure import FigureFact, ShareFact
from takehold.gather.tests import answered as a


def figure(low: int, n: int, group: str = "") -> FigureFact:
    """Wanting it, of so many answers of which so many are at the middle or below, as a survey releases it."""
    band = ShareFact("low", "", *bands.edges(bands.share(low, n)))
    return FigureFact("element:desire", "Desire", "element", bands.size(n), mean=3.0, low=band, group=group)


@given(st.integers(5, 1500), st.floats(0, 1), st.integers(0, 1500), st.floats(0, 1))
def test_the_true_share_of_all_lies_between_the_ends(
    n: int, below: float, silent_ones: int, think: float
) -> None:
    """Whatever those think who did not answer, and wherever in its band the share lies."""
    low, others = round(below * n), round(think * silent_ones)
    (found,) = silent([figure(low, n)], n + silent_ones)
    truth = 100 * (n - low + others) / (n + silent_ones)
    assert found.everybody[0] <= truth + 1e-9
    assert truth <= found.everybody[1] + 1e-9
    if found.against != "depends":
        assert (truth >= 50) == (found.against == "above")


def test_of_8_percent_nothing_is_decided_and_of_90_percent_it_is() -> None:
    few, many = silent([figure(4, 40)], 500)[0], silent([figure(40, 450)], 500)[0]
    assert (few.answered, few.against) == ((90, 100), "depends")
    assert few.everybody[0] <= 8
    assert few.everybody[1] >= 98
    assert many.against == "depends"  # 450 is told as 250 or more, and no more is made of it
    assert silent([figure(40, 450)], 300)[0].against == "above"


def test_nothing_of_an_open_link_or_of_a_larger_group() -> None:
    assert silent([figure(4, 40)], 0) == ()
    assert silent([figure(4, 40, group="All")], 500) == ()


@pytest.mark.django_db
def test_the_page_says_what_depends_on_the_silent_ones(house: House, change: str) -> None:
    wave, cells = a.open_survey(house, a.initiative_id(change), a.asked(house))
    for number, (person, cell) in enumerate(cells.items()):
        if number % 6 == 0:
            a.answer(wave, cell, dict.fromkeys(a.ITEMS, 5), {}, person)
    closing.close(wave_id=wave.pk, now=NOW, rng=random.Random(1))
    found = reading.results(viewer=house.viewer("lead"), wave_id=wave.pk)
    assert found.depends
    assert {each.against for each in found.whole.silent} == {"depends"}
    page: Any = house.client("lead").get(f"/waves/{wave.pk}/results/").content.decode()
    assert "so what most of all think depends on those who did not" in page
    api = house.client("lead").get(f"/api/v1/surveys/{wave.pk}/results").json()
    assert api["whole"]["silent"][0]["asked"] == 46
