"""Guides: whole, cited, one for each occasion, and the one that fits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takehold.bridge.facts import Barrier
from takehold.bridge.facts.guides import Occasion
from takehold.bridge.queries import guides
from takehold.bridge.queries.shipped import read
from takehold.bridge.views.guides import OCCASIONS
from takehold.gaps.facts import Cause

EVERY = guides.guides()


def test_there_are_twelve_and_more_and_each_has_a_key_and_a_name_of_its_own() -> None:
    assert len(EVERY) >= 12
    assert len({each.key for each in EVERY}) == len({each.name for each in EVERY}) == len(EVERY)
    assert set(OCCASIONS) == set(Occasion)


def test_each_occasion_has_three_to_choose_from_and_each_barrier_and_cause_has_one() -> None:
    for occasion in Occasion:
        assert len(guides.of_occasion(occasion)) >= 3, occasion
    for barrier in Barrier:
        assert any(barrier in each.barriers for each in EVERY), barrier
    for cause in Cause:
        assert any(cause in each.causes for each in EVERY), cause


def test_each_source_is_cited_with_its_year_and_none_lies_unused() -> None:
    shipped = {each["citation"] for each in read(guides.FOLDER, "guide_sources").values()}
    assert {each.evidence.citation for each in EVERY if each.evidence is not None} == shipped
    assert all("(19" in each or "(20" in each for each in shipped)


def test_nothing_speaks_of_resisting_people() -> None:
    spoken = " ".join(guides.texts()).casefold()
    assert not [word for word in ("resist ", "resister", "laggard", "difficult people") if word in spoken]


@given(st.sampled_from(Occasion), st.sampled_from(["", *Barrier]))
def test_what_fits_is_of_the_occasion_and_for_the_barrier_and_not_told_twice(
    occasion: Occasion, barrier: str
) -> None:
    told: list[str] = []
    known = guides.of_occasion(occasion)
    for _no in known:
        found = guides.fitting(occasion, barrier, told=told)
        assert occasion in found.occasions
        assert found.key not in told
        left = [each for each in known if each.key not in told]
        if barrier and any(barrier in each.barriers for each in left):
            assert barrier in found.barriers
        told.append(found.key)
    assert guides.fitting(occasion, barrier, told=told).key in told, "all were told: the best one again"


@pytest.mark.django_db
def test_pages_and_programs_tell_the_same(house: Any) -> None:
    lead = house.client("lead")
    page = lead.get("/guides/").content.decode()
    assert f"{len(EVERY)} short guides on a conversation" in page
    some = lead.get("/guides/?occasion=question").content.decode()
    assert some.count('class="practice"') == len(guides.of_occasion(Occasion.QUESTION))
    one = lead.get("/guides/night-shift/").content.decode()
    assert "I came because you are always told last." in one
    assert "Occupational Medicine 53(2)" in one
    assert "we know of no study" in lead.get("/guides/agency-staff/").content.decode()
    assert lead.get("/guides/no-such/").status_code == 404
    german = lead.get("/guides/night-shift/", headers={"Accept-Language": "de"}).content.decode()
    assert "Mit denen, die nachts arbeiten" in german
    found = lead.get("/api/v1/guides?occasion=question").json()["items"]
    assert [each["key"] for each in found] == [each.key for each in guides.of_occasion(Occasion.QUESTION)]
    assert lead.get("/api/v1/guides/night-shift").json()["minutes"] == 30
    assert lead.get("/api/v1/guides/no-such").status_code == 404
