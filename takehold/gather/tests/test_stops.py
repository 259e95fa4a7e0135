"""Where people stop: worked out at close from what is released and nothing finer; a violated order is reported as such."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW, House
from takehold.gather import models
from takehold.gather.disclosure import bands, closing, reading, stops
from takehold.gather.disclosure.variables import variables
from takehold.gather.models.answers import Release
from takehold.gather.tests import answered as a

PARTS = a.ELEMENTS[:5]


def said(low: set[str]) -> dict[str, int]:
    """Statements of these parts are answered low, all others high."""
    return {item: 2 if item.partition("-")[0] in low else 4 for item in a.ITEMS}


def from_on(part: str) -> dict[str, int]:
    """Somebody who stops at this part, and at all after it, as the order says."""
    return said(set(PARTS[PARTS.index(part) :])) if part else said(set())


def close(house: House, change: str, of: Callable[[str, int], Mapping[str, Any]], extra: int = 0) -> Any:
    """A closed survey in which everybody answers by their ward and number, and its results as the lead reads them."""
    wave, cells = a.open_survey(house, a.initiative_id(change), a.asked(house))
    wards = {cell.pk: key for key, cell in a.team_cells(house, wave).items()}
    people = [*cells.items(), *[(0, cell) for cell in list(cells.values())[:extra]]]
    for number, (person, cell) in enumerate(people):
        a.answer(wave, cell, of(wards[cell], number), {}, person)
    closing.close(wave_id=wave.pk, now=NOW, rng=random.Random(1))
    return wave, reading.results(viewer=house.viewer("lead"), wave_id=wave.pk)


@pytest.mark.django_db
def test_each_group_has_a_barrier_of_its_own(house: House, change: str) -> None:
    _wave, found = close(
        house, change, lambda ward, n: from_on("ability" if ward == "ward-3" else "" if n % 5 else "desire")
    )
    told = {each.name: each.stops for each in found.groups}
    assert (told["Ward 3"].known, told["Ward 3"].leading) == ("barrier", "ability")
    assert told["Ward 3"].sure >= 80
    assert "being able to do it in everyday work" in told["Ward 3"].said
    assert (
        told["Medicine"].leading != "ability" if "Medicine" in told else told["Ward 1"].leading != "ability"
    )
    for each in (found.whole.stops, told["Ward 3"]):
        assert sum(share for _word, _words, share, _low, _high in each.shares) == pytest.approx(100, abs=3)
        assert all(low <= share <= high for _word, _words, share, low, high in each.shares)
    page = house.client("lead").get(f"/waves/{found.wave_id}/results/").content.decode()
    assert told["Ward 3"].said in page
    assert "that they do is taken as given" in page
    api = house.client("lead").get(f"/api/v1/surveys/{found.wave_id}/results").json()
    assert api["whole"]["stops"]["known"] == found.whole.stops.known


@pytest.mark.django_db
def test_it_is_made_of_what_is_released_and_of_nothing_finer(house: House, change: str) -> None:
    wave, _found = close(house, change, lambda _ward, n: a.choices(random.Random(n)))
    rows = Release.objects.filter(wave=wave, channel="")
    released: dict[int, dict[str, Any]] = {}
    for row in rows.exclude(question__in=("", stops.STOPS)):
        released.setdefault(row.atom, {})[row.question] = row.figure
    atoms = {row.atom: frozenset(row.figure["atoms"]) for row in rows.filter(question="")}
    again = stops.figures(atoms, released, variables(wave.definition), released[0].get("order", {}))
    kept = {row.atom: row.figure for row in rows.filter(question=stops.STOPS)}
    assert kept == again
    assert len(kept) > 2


@pytest.mark.django_db
def test_an_order_that_does_not_hold_is_said_and_no_first_part_is_named(house: House, change: str) -> None:
    """Everybody is low at two parts drawn by lot: later ones are passed without earlier ones all the time."""
    _wave, found = close(
        house, change, lambda _ward, n: said(set(random.Random(n).sample(PARTS, 2))), extra=30
    )
    assert found.order_fits is False
    assert {each.stops.known for each in (found.whole, *found.groups)} == {"separate gaps"}
    assert found.whole.stops.leading is None
    assert "so none is named as the first" in found.whole.stops.said
    assert not found.answer[0].startswith("What is missing most")
    page = house.client("lead").get(f"/waves/{found.wave_id}/results/").content.decode()
    assert "read each by itself" in page


@pytest.mark.django_db
def test_answers_on_one_part_only_have_no_barrier(house: House, change: str) -> None:
    _wave, found = close(house, change, lambda _ward, _n: {"ability-1": 2, "ability-2": 2})
    assert found.whole.stops is None
    assert all(each.stops is None for each in found.groups)


@given(st.lists(st.integers(0, 60), min_size=6, max_size=6).filter(lambda counts: sum(counts) >= 5))
def test_counts_that_are_released_as_bands_are_found_again_within_them(counts: list[int]) -> None:
    """Whatever the bands are: there are counts that fit, and no share is further off than its band is wide."""
    n = sum(counts)
    shares = [[word, bands.share(each, n)] for word, each in zip((*PARTS, "none"), counts, strict=True)]
    found = stops.counted("a", {"n": bands.size(n), "shares": shares})
    assert found is not None
    told = [*found.stopped, found.passed]
    assert sum(told) == stops.least(bands.size(n))
    for each, mine in zip(counts, told, strict=True):
        assert abs(each / n - mine / sum(told)) <= 0.25 + 1 / sum(told)


@pytest.mark.django_db
def test_an_open_link_has_its_own(house: House, change: str) -> None:
    wave, _cells = a.open_survey(house, a.initiative_id(change), a.asked(house), links=("poster",))
    poster = models.Cell.objects.get(wave=wave, channel="poster").pk
    for _number in range(12):
        a.answer(wave, poster, from_on("knowledge"))
    closing.close(wave_id=wave.pk, now=NOW)
    (told,) = reading.results(viewer=house.viewer("lead"), wave_id=wave.pk).channels
    assert told.stops is not None
    assert told.stops.leading == "knowledge"


@pytest.mark.parametrize("fits", [None, False])
def test_of_many_answers_the_range_is_no_narrower_than_the_bands(fits: bool | None) -> None:
    """1,000 answers would tell a share to the point; released is a band, and the true share may be anywhere in it."""
    bars = [["awareness", "11-24"], ["desire", "25-49"], ["knowledge", "0-10"], ["ability", "11-24"],
            ["reinforcement", "0-10"], ["none", "11-24"]]  # fmt: skip
    low = {f"element:{part}": {"kind": "element", "n": "1000+", "low": "25-49"} for part in PARTS}
    released = {0: {"barrier": {"kind": "barrier", "n": "1000+", "shares": bars}, **low}}
    order = {} if fits is None else {"fits": fits}
    found = stops.figures({0: frozenset({1})}, released, variables(a.FORM), order)[0]
    told = {word: (least, most) for word, _share, least, most in found["shares"]}
    for word, (least, most) in told.items():
        first, last = (25, 50) if fits is False else bands.edges(dict(bars)[word or "none"])
        assert least <= first
        assert most >= last
    assert found["leading"] == (None if fits is False else "desire")
