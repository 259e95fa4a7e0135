"""While a gap is open, what figures and surveys say of it is looked at once a day; nobody reads more of it than elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from conftest import NOW
from takehold.gaps import jobs, models
from takehold.gaps.facts import GapInput, GapKind, SourceKind
from takehold.gaps.facts.candidates import Look
from takehold.gaps.facts.widespread import Why
from takehold.gaps.operations import citing, looking, proposing
from takehold.gaps.operations import gaps as operations
from takehold.gaps.queries import candidates, gaps, sources, stopping
from takehold.gaps.queries.rights import led
from takehold.gather.disclosure import closing
from takehold.gather.facts.disclosure import GroupFact, StopsFact, TeamsTold
from takehold.gather.tests import answered
from takehold.initiatives import operations as initiatives

STOPS = StopsFact(
    "10-19", "barrier", "ability", 97, (("ability", "", 45, 30, 60), ("", "", 55, 40, 70)), 2, ""
)


def look(change: Any, days: int = 0) -> None:
    looking.look(initiative_id=answered.initiative_id(change.slug), now=NOW + timedelta(days=days))


@pytest.fixture
def closed(house: Any, change: Any) -> Any:
    """A survey in which ward 3 knows how and cannot, and the others do not know why."""
    wave, cells = answered.open_survey(house, answered.initiative_id(change.slug), answered.asked(house))
    ward_3 = answered.team_cells(house, wave)["ward-3"].pk
    for person, cell in cells.items():
        low = ("ability", "reinforcement") if cell == ward_3 else answered.ELEMENTS
        said = {item: 2 if item.partition("-")[0] in low else 4 for item in answered.ITEMS}
        answered.answer(wave, cell, said, {}, person)
    closing.close(wave_id=wave.pk, now=NOW)
    return wave


def opened(house: Any, change: Any, *wards: str) -> int:
    said = GapInput("It stops", GapKind.BARRIER, frozenset(house.teams[ward] for ward in wards))
    return operations.open_gap(viewer=house.viewer("lead"), slug=change.slug, said=said, now=NOW)


@pytest.mark.django_db
def test_it_is_looked_at_once_a_day_until_it_is_closed(house: Any, change: Any, gap: int) -> None:
    job = f"{jobs.GAPS}{answered.initiative_id(change.slug)}"
    assert job in jobs.due(NOW)
    jobs.run(job, now=NOW, home=None)  # type: ignore[arg-type]  # nothing is read from files here
    assert job not in jobs.due(NOW)
    assert job in jobs.due(NOW + timedelta(days=1))
    lead = house.viewer("lead")
    operations.turn(viewer=lead, slug=change.slug, gap_id=gap, event="close", reason="It is over.", now=NOW)
    assert job not in jobs.due(NOW + timedelta(days=1))
    look(change, days=1)
    assert models.Gap.objects.get(id=gap).looked_on == NOW.date()


@pytest.mark.django_db
def test_how_widespread_is_told_anew_with_the_day_of_the_figures(house: Any, change: Any) -> None:
    initiatives.refresh(change.behaviour_id, NOW - timedelta(weeks=9))
    initiatives.refresh(change.behaviour_id, NOW)
    lead = replace(house.viewer("lead"), on=house.on + timedelta(days=10), seen={})
    proposed = next(
        each
        for each in candidates.candidates(viewer=lead, change=led(lead, change.slug), look=Look.TEAMS)
        if each.origin.startswith("figure/")
    )
    gap = proposing.open_proposed(
        viewer=lead, slug=change.slug, look=Look.TEAMS, origin=proposed.origin, now=NOW
    )
    models.Gap.objects.update(
        spread_told={"spread": "few", "on": "2020-01-01", "sure": 91, "plain": True, "why": ""}
    )
    before = gaps.gap(viewer=lead, slug=change.slug, gap_id=gap).line.told
    assert before is not None
    assert (before.on, before.sure) == (date(2020, 1, 1), 91)
    look(change, days=10)
    told = gaps.gap(viewer=lead, slug=change.slug, gap_id=gap).line.told
    assert told is not None
    assert (told.on, told.why) == (proposed.source.on, Why.NOBODY_COUNTED)


@pytest.mark.django_db
def test_a_gap_opened_by_hand_is_told_of_by_the_figure_that_shows_it(
    house: Any, change: Any, gap: int
) -> None:
    initiatives.refresh(change.behaviour_id, NOW)
    look(change)
    lead = house.viewer("lead")
    assert gaps.gap(viewer=lead, slug=change.slug, gap_id=gap).line.told is None, "no figure shows it"
    offered = sources.offered(viewer=lead, change=led(lead, change.slug, whole=True), kind=SourceKind.FIGURE)
    figure = next(each for each in offered if each.team_ids == {house.teams["ward-1"]})
    citing.show(viewer=lead, gap_id=gap, source=figure, now=NOW)
    look(change)
    told = gaps.gap(viewer=lead, slug=change.slug, gap_id=gap).line.told
    assert told is not None
    assert told.why is Why.NOBODY_COUNTED


@pytest.mark.django_db
def test_the_page_says_where_the_people_of_the_gap_stop(house: Any, change: Any, closed: Any) -> None:
    ward, everybody = opened(house, change, "ward-3"), opened(house, change)
    look(change)
    lead = house.viewer("lead")
    told = gaps.gap(viewer=lead, slug=change.slug, gap_id=ward).stops
    assert told is not None
    assert (told.group, told.stops.leading, told.survey) == ("Ward 3", "ability", closed.pk)
    of_all = gaps.gap(viewer=lead, slug=change.slug, gap_id=everybody).stops
    assert of_all is not None
    assert (of_all.group, of_all.stops.leading) == ("", "awareness")
    at = f"/changes/{change.slug}/gaps/{ward}/"
    page = house.client("lead").get(at).content.decode()
    assert "Where people stop" in page
    assert "being able to do it in everyday work" in page
    assert reverse("gather:survey-results", args=[closed.pk]) in page
    api = house.client("lead").get(f"/api/v1{at.rstrip('/')}").json()["stops_told"]
    assert (api["group"], api["leading"]) == ("Ward 3", "ability")
    assert {each["part"] for each in api["parts"]} >= {"ability", ""}


@pytest.mark.django_db
def test_before_a_survey_has_closed_nothing_is_said(house: Any, change: Any, gap: int) -> None:
    look(change)
    assert gaps.gap(viewer=house.viewer("lead"), slug=change.slug, gap_id=gap).stops is None
    assert "Where people stop" not in house.client("lead").get(f"/changes/{change.slug}/gaps/{gap}/").content.decode().split("<h2>")[0]  # fmt: skip


@pytest.mark.django_db
def test_who_does_not_see_every_team_of_the_group_is_not_told(house: Any, change: Any, closed: Any) -> None:
    both = opened(house, change, "ward-1", "ward-3")
    look(change)
    row = models.Gap.objects.get(id=both)
    assert row.stops_told["stops"]["n"]
    member = house.viewer("member")
    seen = gaps.gap(viewer=member, slug=change.slug, gap_id=both)
    wide = not row.stops_told["teams"]
    assert (seen.stops is None) is not wide, "what is of everybody all read, else only who sees all of it"
    models.Gap.objects.filter(id=both).update(
        stops_told={**row.stops_told, "group": "Ward 1 + Ward 3", "teams": sorted({house.teams["ward-1"], house.teams["ward-3"]})}
    )  # fmt: skip
    assert gaps.gap(viewer=replace(member, seen={}), slug=change.slug, gap_id=both).stops is None
    assert gaps.gap(viewer=house.viewer("lead"), slug=change.slug, gap_id=both).stops is not None


def group(number: int, *teams: int, stops: StopsFact | None = STOPS) -> TeamsTold:
    return TeamsTold(GroupFact(number, f"group {number}", "10-19", ()), frozenset(teams), None, stops)


def test_it_is_told_of_the_smallest_group_that_holds_them_all() -> None:
    every, pair, one = group(0, 1, 2, 3, 4), group(7, 1, 2), group(8, 1)
    told = (every, pair, one)
    assert stopping.smallest(told, frozenset({1})) is one
    assert stopping.smallest(told, frozenset({2})) is pair
    assert stopping.smallest(told, frozenset({1, 3})) is every
    assert stopping.smallest(told, frozenset()) is every
    assert stopping.smallest((every, group(8, 1, stops=None)), frozenset({1})) is every
    assert stopping.smallest((), frozenset({1})) is None
