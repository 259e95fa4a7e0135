"""The load map: by person by default, and what the two usual colourings distort."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.alignment.facts.load import Colouring
from takehold.alignment.queries import load as queries
from takehold.initiatives import operations as initiatives
from takehold.initiatives.facts import GroupKind, ImpactInput, InitiativeInput
from takehold.initiatives.operations import impact
from takehold.initiatives.queries.impact import sheet

TODAY = NOW.date()
LOTS, FEW = (3, 3, 3, 2, 2, 2), (1, 0, 0, 0, 0, 0)


def affect(house: Any, slug: str, ward: str, levels: tuple[int, ...], on: date | None) -> None:
    """One more line of a change's impact sheet."""
    lead = house.viewer("lead")
    there = sheet(viewer=lead, slug=slug)
    line = ImpactInput(GroupKind.TEAM, house.teams[ward], "", levels, on)
    lines = [*(each.said for each in there.groups), line]
    impact.save_impact(viewer=lead, slug=slug, lines=lines, version=there.version, now=NOW)


@pytest.fixture
def second(house: Any) -> str:
    """Another change; its address."""
    return initiatives.create(
        viewer=house.viewer("admin"), said=InitiativeInput(name="Second", reasons=("It is safer.",)), now=NOW
    )


def of(house: Any, role: str = "lead", **more: Any) -> Any:
    return queries.load(viewer=house.viewer(role), start=TODAY, **more)


def row(found: Any, name: str) -> Any:
    return next(each for each in found.rows if each.group == name)


def test_two_changes_at_once_weigh_as_their_sum_and_one_alone_does_not(
    house: Any, change: Any, second: str
) -> None:
    affect(house, change.slug, "ward-1", LOTS, TODAY + timedelta(weeks=2))
    affect(house, second, "ward-1", FEW, TODAY + timedelta(weeks=8))
    weeks = row(of(house), "Ward 1").weeks
    assert (weeks[0].value, weeks[0].things) == (15, 1)
    assert (weeks[7].value, weeks[7].things) == (16, 2)
    assert weeks[7].step == 3
    assert (weeks[-1].value, weeks[-1].things) == (1, 1)


def test_a_week_before_and_after_nothing_weighs(house: Any, change: Any) -> None:
    affect(house, change.slug, "ward-1", FEW, TODAY + timedelta(weeks=4))
    values = [each.value for each in row(of(house), "Ward 1").weeks]
    assert values == [0, 0, *[1] * 9, 0]


def test_every_person_has_the_same_in_a_small_group_and_a_large_one(house: Any, change: Any) -> None:
    """By person both wards are alike; all people together make the larger one look heavier."""
    for ward in ("ward-1", "ward-2"):
        affect(house, change.slug, ward, LOTS, TODAY)
    for colouring in Colouring:
        found = of(house, colouring=colouring)
        units = {each.group: each for each in found.rows}
        values = {
            each.fullest.value / (each.people if colouring is Colouring.SUM else 1) for each in units.values()
        }
        assert len(values) == 1, colouring


def test_without_a_day_it_is_in_no_week_and_is_said(house: Any, change: Any, second: str) -> None:
    affect(house, second, "ward-1", LOTS, None)
    found = of(house)
    assert found.undated == ("Second",)
    assert not [each for each in found.rows for one in each.things if one.change == "Second"]


def test_what_hits_the_same_group_in_the_same_weeks_stands_beside_a_change(
    house: Any, change: Any, second: str
) -> None:
    affect(house, change.slug, "ward-1", LOTS, TODAY)
    affect(house, second, "ward-1", FEW, TODAY + timedelta(weeks=5))
    ((group, others),) = queries.beside(viewer=house.viewer("lead"), slug=change.slug)
    assert (group, [each.slug for each in others]) == ("Ward 1", [second])


def test_the_page_says_it_in_its_first_line(house: Any, change: Any, second: str) -> None:
    lead = house.client("lead")
    assert "Nothing that is planned" in lead.get("/load/").content.decode()
    affect(house, change.slug, "ward-1", LOTS, TODAY)
    page = lead.get("/load/?by=nonsense&from=9999-99-99").content.decode()
    assert "1 group has very much at once; most of all Ward 1" in page
    assert "distorts" in lead.get("/load/?by=sum").content.decode()
    told = lead.get("/api/v1/load?by=worst").json()
    assert told["items"][0]["weeks"][0]["step"] == 3
