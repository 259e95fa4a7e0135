"""Whether the reasons have arrived: asked for in a survey that knows them, told by group, and safe beside the choices it rests on."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import combinations_with_replacement
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import NOW, House
from takehold.gather.disclosure import closing
from takehold.gather.disclosure.figures import figure, tally
from takehold.gather.disclosure.variables import ARRIVED, Variable, questions, reason_key, value, variables
from takehold.gather.models import Wave
from takehold.gather.operations import opening, planning
from takehold.gather.queries import survey_templates
from takehold.gather.tests import answered as a
from takehold.gather.tests.surveying import plan
from takehold.initiatives import operations as initiatives
from takehold.initiatives import queries
from takehold.initiatives.facts import InitiativeInput

REASONS = ("Notes got lost.", "The night knows what the day did.")
FORM = survey_templates.definition(survey_templates.PULSE_WHY, REASONS)


def by_key(definition: Any) -> dict[str, Variable]:
    return {each.key: each for each in variables(definition)}


def test_the_reasons_stand_before_the_others_and_each_is_known_by_its_words() -> None:
    (question,) = (each for each in questions(FORM) if each["name"] == "nearest")
    offered = [each["value"] for each in question["choices"]]
    assert offered == [*map(reason_key, REASONS), "ordered", "money", "watched", "else", "unknown"]
    assert question["choices"][0]["text"]["ar"] == REASONS[0]
    arrived = by_key(FORM)[ARRIVED]
    said = [value(arrived, {"nearest": each}) for each in (*map(reason_key, REASONS), "money", "unknown")]
    assert said == ["named", "named", "else", "unknown"]
    assert value(arrived, {"nearest": "reason-of-old"}) is None
    assert value(arrived, {}) is None
    other = survey_templates.definition(survey_templates.PULSE_WHY, ("Notes got lost!",))
    assert by_key(other)[ARRIVED] != arrived, (
        "other words are another reason, and stand beside no earlier figure"
    )


def test_without_reasons_nothing_is_told_of_their_arrival() -> None:
    assert ARRIVED not in by_key(survey_templates.definition(survey_templates.PULSE_WHY))
    assert ARRIVED not in by_key(survey_templates.definition(survey_templates.PULSE))


def test_that_all_of_a_group_know_a_reason_is_never_told_for_sure() -> None:
    """Of whatever all figures that rest on this question say together, somebody may have said otherwise."""
    told_of = [each for each in variables(FORM) if "nearest" in each.items]
    assert [each.key for each in told_of] == [ARRIVED]
    words = (*map(reason_key, REASONS), "money", "unknown")
    shown = defaultdict(set)
    for n in range(5, 15):
        for said in combinations_with_replacement(words, n):
            told = repr(
                [figure(each, tally(value(each, {"nearest": word}) for word in said)) for each in told_of]
            )
            shown[told].add(all(word.startswith("reason-") for word in said))
    assert any(True in each for each in shown.values())
    assert all(each != {True} for each in shown.values())


@pytest.mark.django_db
def test_a_plan_asks_for_the_reasons_of_the_day_on_which_it_opens(house: House, change: str) -> None:
    lead = house.viewer("lead")
    said = plan(NOW.date(), template=survey_templates.PULSE_WHY)
    wave = planning.plan_survey(viewer=lead, slug=change, said=said, now=NOW)
    before = queries.initiative(viewer=lead, slug=change)
    assert reason_key(before.reasons[0]) in by_key(Wave.objects.get(pk=wave).definition)[ARRIVED].told
    new = InitiativeInput(name=before.name, reasons=REASONS, go_live=before.go_live)
    initiatives.edit(viewer=lead, slug=change, said=new, version=before.version, now=NOW)
    opening.open_survey(viewer=house.viewer("lead"), wave_id=wave, now=NOW)
    asked = Wave.objects.get(pk=wave)
    assert {
        word for word, is_one in by_key(asked.definition)[ARRIVED].told.items() if is_one == "named"
    } == set(map(reason_key, REASONS))
    assert asked.state == "open"


@pytest.fixture
def heard(house: House, change: str) -> str:
    """Everybody answered; in ward 1 nobody knows why, elsewhere nearly everybody does."""
    wave, cells = a.open_survey(
        house, a.initiative_id(change), a.asked(house), template=survey_templates.PULSE_WHY, definition=FORM
    )
    ward = {each.id for each in a.asked(house) if each.team_id == house.teams["ward-1"]}
    for person, cell in cells.items():
        a.answer(wave, cell, {"nearest": "unknown" if person in ward else reason_key(REASONS[0])}, {}, person)
    closing.close(wave_id=wave.pk, now=NOW, rng=random.Random(1))
    return change


@pytest.mark.django_db
def test_the_page_tells_where_they_have_not_arrived(house: House, heard: str) -> None:
    client = house.client("lead")
    page = client.get(f"/changes/{heard}/reasons/arrived/").content.decode()
    assert "% name one of the reasons." in page
    assert "Fewer in Ward 1" in page
    found = client.get(f"/api/v1/changes/{heard}/reasons/arrived").json()
    ward = next(each for each in found["groups"] if each["name"] == "Ward 1")
    whole = next(each for each in found["groups"] if each["number"] == 0)
    assert ward["named"]["high"] < whole["named"]["low"]
    assert [each["value"] for each in ward["rest"]] == ["else", "unknown"]
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/changes/{heard}/reasons/arrived/")
    assert len(asked) <= 15


@pytest.mark.django_db
def test_others_read_everybody_and_their_own_groups(house: House, heard: str) -> None:
    found = house.client("member").get(f"/api/v1/changes/{heard}/reasons/arrived").json()
    assert "Ward 1" in {each["name"] for each in found["groups"]}
    assert "Ward 2" not in {each["name"] for each in found["groups"]}


@pytest.mark.django_db
def test_before_anybody_was_asked_the_page_says_so(house: House, change: str) -> None:
    page = house.client("lead").get(f"/changes/{change}/reasons/arrived/").content.decode()
    assert "Nobody has been asked yet why this is done." in page
    assert "Plan a survey" in page
    assert house.client("lead").get(f"/api/v1/changes/{change}/reasons/arrived").json() == {"groups": []}
    assert "Have they arrived?" in house.client("lead").get(f"/changes/{change}/reasons/").content.decode()
