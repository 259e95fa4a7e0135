"""Asking those who bring a change first: the promise of any survey, and no part of what the change's surveys say."""

from __future__ import annotations

from typing import Any
from unittest import mock
from uuid import UUID

import pytest

from conftest import NOW
from takehold.gather import models
from takehold.gather.disclosure import by_team, reading
from takehold.gather.facts.disclosure import TooFew
from takehold.gather.facts.surveys import MayNotOpen
from takehold.gather.operations import opening
from takehold.gather.operations.inside import ask_inside
from takehold.gather.queries import asking, inside, still_there, survey_json, survey_templates, surveys
from takehold.gather.tests.surveying import after, answer, planned
from takehold.people.facts import NotAllowed, NotYours

DISAGREES = [
    *({"answer": "4"}, {"answer": "3"}) * 2,
    {"answer": "3"},
    {"answer": "1"},
    {"answer": "A second pilot ward first."},
]


@pytest.fixture(autouse=True)
def _today():
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def ask(house: Any, slug: str, *teams: str, role: str = "lead") -> UUID:
    chosen = {house.teams[each] for each in teams}
    return ask_inside(viewer=house.viewer(role), slug=slug, team_ids=chosen, now=NOW)


def test_the_same_questions_as_those_affected_will_get_and_the_plan() -> None:
    of_all = survey_templates.definition("adkar")["pages"]
    asked = survey_templates.inside_first()["pages"]
    assert len(asked) == 7
    assert all(each in of_all for each in asked[:5])
    names = [each.name for each in survey_json.questionnaire(survey_templates.inside_first()).questions]
    assert names[5:] == ["plan", "differently"]
    assert "inside" not in {each.key for each in survey_templates.ready()}


def test_everybody_of_the_group_is_asked_under_the_promise_of_a_survey(house: Any, change: str) -> None:
    wave = models.Wave.objects.get(pk=ask(house, change, "ward-1"))
    assert (wave.state, wave.promise, wave.k_scores) == ("open", "confidential", 5)
    assert wave.invitations.count() == 12
    member = house.people["member"]
    assert member in asking.last_asked([member], house.on), "and nobody is asked twice within four weeks"
    with pytest.raises(MayNotOpen, match="already"):
        ask(house, change, "ward-1")


def test_whoever_was_asked_lately_is_left_alone(house: Any, change: str) -> None:
    first = planned(house, change)
    opening.open_survey(viewer=house.viewer("lead"), wave_id=first, now=NOW)
    with pytest.raises(TooFew):
        ask(house, change, "ward-1")
    assert models.Wave.objects.filter(template="inside").count() == 0, "nothing half done"


def test_a_survey_of_the_change_opens_beside_it(house: Any, change: str) -> None:
    ask(house, change, "ward-1")
    row = models.Wave.objects.get(pk=planned(house, change))
    assert (
        surveys.obstacles(row, surveys.change_to_ask(viewer=house.viewer("lead"), slug=change), house.on)
        == ()
    )


def test_it_is_told_of_the_groups_it_was_made_to_and_of_nothing_else(house: Any, change: str) -> None:
    wave = models.Wave.objects.get(pk=ask(house, change, "ward-1"))
    for nth in range(9):
        answer(wave, nth, DISAGREES)
    opening.close_when_due(wave_id=wave.pk, now=after(wave, NOW))
    (told,) = inside.closed_after(known=())
    assert told.wave_id == wave.pk
    assert inside.closed_after(known=(str(wave.pk),)) == ()
    found = reading.results(viewer=house.viewer("lead"), wave_id=wave.pk)
    assert found.whole is not None
    plan = next(each for each in found.whole.figures if each.question == "plan")
    assert plan.favourable is not None
    assert plan.favourable.high < 50
    with pytest.raises(NotYours):
        reading.results(viewer=house.viewer("other"), wave_id=wave.pk)
    assert by_team.newest(initiative_id=wave.initiative_id) is None
    assert still_there.newest_closed(initiative_id=wave.initiative_id) is None
    with pytest.raises(MayNotOpen, match="you said, we did"):
        ask(house, change, "ward-1")


def test_only_who_leads_asks(house: Any, change: str) -> None:
    with pytest.raises((NotAllowed, NotYours)):
        ask(house, change, "ward-1", role="member")
