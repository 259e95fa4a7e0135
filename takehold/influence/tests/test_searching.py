"""The record of approaches: found by words and filters, over the changes that one may read and no other."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import NOW
from takehold.influence.facts import Approach, Landed
from takehold.influence.facts.searching import Wanted
from takehold.influence.operations import advocacy, stakeholders
from takehold.influence.queries.searching import search
from takehold.influence.tests.conftest import NIGHTS, told, tried
from takehold.influence.views.approaches import answer
from takehold.initiatives import operations as initiatives
from takehold.initiatives.facts import InitiativeInput
from takehold.people.facts import NotYours


@pytest.fixture
def surgery(house: Any) -> str:
    """A change for surgery alone."""
    said = InitiativeInput(
        name="Checklist", reasons=("Safety.",), team_ids=frozenset({house.teams["surgery"]})
    )
    return initiatives.create(viewer=house.viewer("lead"), said=said, now=NOW)


@pytest.fixture
def record(house: Any, change: Any, nights: int, surgery: str) -> None:
    """Two attempts for everybody, one for surgery alone."""
    on = told(house, change)
    advocacy.attempt(stakeholder_id=nights, said=tried(landed=Landed.TOWARDS), **on)
    advocacy.attempt(stakeholder_id=nights, said=tried(approach=Approach.FACTS, landed=Landed.SAME), **on)
    there = {**on, "slug": surgery}
    theirs = stakeholders.write_down(said=NIGHTS, **there)
    advocacy.attempt(stakeholder_id=theirs, said=tried(approach=Approach.TRIAL, landed=Landed.AWAY), **there)


@pytest.mark.usefixtures("record")
def test_what_is_found_is_what_one_may_read(house: Any) -> None:
    assert search(viewer=house.viewer("lead"), wanted=Wanted()).total == 3
    found = search(viewer=house.viewer("member"), wanted=Wanted())
    assert {each.said.approach for each in found.attempts} == {Approach.DEMONSTRATION, Approach.FACTS}
    with pytest.raises(NotYours):
        search(viewer=house.viewer("stranger"), wanted=Wanted())


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(("wanted", "n"), [
    (Wanted(approach="trial"), 1), (Wanted(landed="towards"), 1), (Wanted(kind="body"), 0), (Wanted(kind="group"), 3),
    (Wanted(text="bedside night"), 3), (Wanted(text="bedside nothing"), 0), (Wanted(text="checklist"), 1),
    (Wanted(approach="nonsense"), 3),
])  # fmt: skip
def test_filters_narrow_it(house: Any, wanted: Wanted, n: int) -> None:
    found = search(viewer=house.viewer("lead"), wanted=wanted)
    assert (found.total, len(found.attempts)) == (n, n)
    assert sum(sum(each.counts) for each in found.landed) == n
    assert answer(found, wanted).startswith(f"{n} attempt" if n else "Nothing on record fits that.")


@pytest.mark.usefixtures("record")
def test_the_page_says_how_it_landed_first(house: Any) -> None:
    page = house.client("lead").get("/approaches/").content.decode()
    assert "3 attempts are on record: 1 brought people closer, 1 changed nothing, 1 drove them away" in page
    assert (
        "Nothing on record fits that." in house.client("lead").get("/approaches/?text=zzz").content.decode()
    )
