"""Surveys for those who lead a change: planned in few clicks, open, closed, answered; and the next one waits."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from takehold.gather.facts.disclosure import TooFew
from takehold.gather.facts.surveys import MayNotOpen, NotAStep
from takehold.gather.models import Asked, Cell, Invitation, Wave
from takehold.gather.operations import opening, planning, survey_states
from takehold.gather.operations.you_said import answer_survey
from takehold.gather.queries import survey_templates
from takehold.gather.queries import surveys as queries

from .surveying import answer, closed, opened, plan, planned


@pytest.fixture(autouse=True)
def _today(house):
    with mock.patch("django.utils.timezone.now", return_value=house.now):
        yield


def test_a_survey_is_planned_in_three_clicks(house, change) -> None:
    client = house.client("lead")
    listed = client.get(f"/waves/?change={change}").content.decode()
    assert "When asking makes sense" in listed
    link = re.search(r'href="(/waves/new/\?change=[^"]*)"', listed)[1]  # type: ignore[index]
    form = client.get(link)  # first click
    assert form.status_code == 200
    values = form.context["form"].initial
    sent = {name: value for name, value in values.items() if value is not None}
    planned = client.post(link, sent)  # second click
    assert planned.status_code == 302, planned.content.decode()[:3000]
    page = client.get(planned["Location"]).content.decode()
    assert "It opens by itself on" in page
    assert "people would be asked" in page
    wave = Wave.objects.get()
    assert client.get(f"/waves/{wave.pk}/preview/").status_code == 200  # third


def test_the_planner_says_how_many_are_full_and_when_they_are_free(house, change) -> None:
    wave = opened(house, change)
    free = (wave.opened_at + timedelta(weeks=4)).date()
    page = house.client("lead").get(f"/waves/new/?change={change}&moment=own").content.decode()
    assert f'value="{free}"' in page, "a day on which they are free is proposed"
    second = planned(house, change, opens_on=house.on + timedelta(days=3))
    page = house.client("lead").get(f"/waves/{second}/edit/").content.decode()
    assert "46 of 46 were asked something less than four weeks before" in page
    assert free.isoformat() in page
    assert Asked.objects.count() == 46


def test_nobody_is_asked_twice_in_four_weeks_over_all_changes(house, change, walk) -> None:
    from takehold.initiatives import operations as initiatives
    from takehold.initiatives.facts import InitiativeInput

    other = initiatives.create(
        viewer=house.viewer("admin"),
        said=InitiativeInput(name="Another change", reasons=("Because.",)),
        now=house.now,
    )
    opened(house, change, team_ids=frozenset({house.teams["medicine"]}))
    second = opened(house, other)
    asked = set(
        Invitation.objects.filter(wave=second).values_list("person__memberships__team__key", flat=True)
    )
    assert asked == {"ward-3", "ward-4", "tiny"}


@pytest.fixture
def another(house) -> str:
    """A second change, for the whole hospital."""
    from takehold.initiatives import operations as initiatives
    from takehold.initiatives.facts import InitiativeInput

    said = InitiativeInput(name="Another change", reasons=("Because.",))
    return initiatives.create(viewer=house.viewer("admin"), said=said, now=house.now)


def invited_teams(wave: Wave) -> set[str]:
    return set(Invitation.objects.filter(wave=wave).values_list("person__memberships__team__key", flat=True))


def test_whom_an_earlier_plan_of_another_change_will_ask_is_left_out(house, change, another) -> None:
    """The plan that was there first keeps its people, whichever opens first; outside four weeks it does not."""
    medicine = frozenset({house.teams["medicine"]})
    first = planned(house, change, opens_on=house.on + timedelta(days=20),
                    closes_on=house.on + timedelta(days=27), team_ids=medicine)  # fmt: skip
    later = replace(house, now=house.now + timedelta(minutes=5))
    client = house.client("lead")
    page = client.get(f"/waves/new/?change={another}&moment=own").content.decode()
    assert "will be asked by a survey that was planned before this one" in page
    second = opened(later, another)
    assert invited_teams(second) == {"ward-3", "ward-4", "tiny"}
    kept = queries.survey(viewer=house.viewer("lead"), wave_id=first).audience
    assert (kept.full, kept.planned) == (0, 0), "the earlier plan gives nobody up"
    far = queries.audience_of_plan(
        viewer=house.viewer("lead"), slug=another, on=house.on + timedelta(days=48)
    )
    assert (far.people, far.full) == (46, 0)


def test_a_plan_whose_days_went_by_keeps_nobody(house, change, another) -> None:
    planned(house, change)
    day = house.on + timedelta(days=8)
    for today, full in ((house.on, 46), (day, 0)):
        viewer = replace(house.viewer("lead"), on=today, seen={})
        assert queries.audience_of_plan(viewer=viewer, slug=another, on=day).full == full


def test_too_few_people_are_told_in_a_sentence(house, change) -> None:
    wave = planned(house, change, team_ids=frozenset({house.teams["tiny"]}))
    with pytest.raises(TooFew, match="people"):
        opening.open_survey(viewer=house.viewer("lead"), wave_id=wave, now=house.now)
    assert Wave.objects.get().state == "draft"
    assert not Asked.objects.exists()
    response = house.client("lead").post(f"/waves/{wave}/open/", follow=True)
    assert "people" in response.content.decode()


def test_groups_are_frozen_with_at_least_five_invited(house, change) -> None:
    wave = opened(house, change)
    sizes = list(Cell.objects.filter(wave=wave).values_list("invited", flat=True))
    assert sum(sizes) == 46
    assert min(sizes) >= 5
    assert wave.promise_sha256
    assert wave.promise_version == "1"


def test_the_next_survey_waits_for_you_said(house, change) -> None:
    first = opened(house, change)
    for nth in range(6):
        answer(first, nth)
    closed(house, first)
    later = house.now + timedelta(days=40)
    with mock.patch("django.utils.timezone.now", return_value=later):
        viewer = house.viewer("lead")
        viewer = type(viewer)(viewer.person_id, viewer.name, viewer.roles, later.date())
        second = planning.plan_survey(
            viewer=viewer, slug=change, said=plan(later.date(), moment="pulse 2"), now=later
        )
        with pytest.raises(MayNotOpen, match="you said, we did"):
            opening.open_survey(viewer=viewer, wave_id=second, now=later)
        page = house.client("lead").get(f"/waves/{second}/").content.decode()
        assert "the next survey waits for it" in page
        assert not opening.open_when_due(wave_id=second, now=later)
        assert queries.due(later) == ()
        answer_survey(viewer=viewer, wave_id=first.pk, lines=[("Nights", True, "A second cart")], now=later)
        assert Wave.objects.get(pk=first.pk).state == "answered"
        opening.open_survey(viewer=viewer, wave_id=second, now=later)
    assert Wave.objects.get(pk=second).state == "open"


def test_you_said_is_written_on_its_page_and_read_by_everybody(house, change) -> None:
    wave = opened(house, change)
    closed(house, wave)
    client = house.client("lead")
    assert client.get(f"/waves/{wave.pk}/you-said/").status_code == 200
    half = client.post(f"/waves/{wave.pk}/you-said/", {"line-0-said": "Too slow"})
    assert half.status_code == 422
    assert "needs both" in half.content.decode()
    empty = client.post(f"/waves/{wave.pk}/you-said/", {})
    assert empty.status_code == 422
    sent = {"line-0-said": "Too slow", "line-0-done": "no", "line-0-answer": "The vendor is asked in May."}
    assert client.post(f"/waves/{wave.pk}/you-said/", sent).status_code == 302
    page = house.client("member").get(f"/waves/{wave.pk}/").content.decode()
    assert "We did not, because:" in page
    assert "The vendor is asked in May." in page


def test_results_show_nothing_before_the_close_and_groups_afterwards(house, change) -> None:
    wave = opened(house, change)
    for nth in range(30):
        answer(wave, nth)
    before = house.client("lead").get(f"/waves/{wave.pk}/results/").content.decode()
    assert "Nothing is shown yet" in before
    assert "More time at night" not in before
    assert re.search(r"Between \d+ and \d+ of 46", before)
    closed(house, wave)
    after = house.client("lead").get(f"/waves/{wave.pk}/results/").content.decode()
    assert "Did it work on your last shift?" in after
    assert "Yes, every time" in after
    assert "More time at night." in after
    assert not Invitation.objects.exists()


def test_plans_are_for_those_who_lead(house, change) -> None:
    wave = planned(house, change)
    assert house.client("member").get(f"/waves/{wave}/").status_code == 404
    assert house.client("auditor").get(f"/waves/{wave}/").status_code == 404
    assert house.client("member").get(f"/waves/new/?change={change}").status_code == 403
    assert house.client("stranger").get(f"/waves/new/?change={change}").status_code == 404


def test_questions_go_out_and_come_back_as_surveyjs_json(house, change) -> None:
    wave = planned(house, change)
    client = house.client("lead")
    text = client.get(f"/waves/{wave}/questions.json").content
    assert json.loads(text) == survey_templates.definition("pulse")
    own = {
        "title": "Mine",
        "pages": [{"elements": [{"type": "rating", "name": "q1", "title": "How is it?"}]}],
    }
    file = SimpleUploadedFile("mine.json", json.dumps(own).encode())
    assert client.post(f"/waves/{wave}/questions/", {"file": file}).status_code == 302
    assert "How is it?" in client.get(f"/waves/{wave}/preview/").content.decode()
    assert client.get(f"/waves/{wave}/edit/").status_code == 200
    bad = SimpleUploadedFile("bad.json", b'{"elements": [{"type": "matrix", "name": "m"}]}')
    refused = client.post(f"/waves/{wave}/questions/", {"file": bad})
    assert refused.status_code == 422
    assert "of the kind “matrix”" in refused.content.decode()
    assert client.post(f"/waves/{wave}/questions/", {}).status_code == 422


def test_a_plan_is_changed_and_what_somebody_else_changed_is_not_overwritten(house, change) -> None:
    wave = planned(house, change)
    client = house.client("lead")
    values: Any = client.get(f"/waves/{wave}/edit/").context["form"].initial
    sent = {**values, "title": "Renamed", "channels": ["kiosk"], "teams": [house.teams["ward-1"]]}
    assert client.post(f"/waves/{wave}/edit/", sent).status_code == 302
    found = queries.survey(viewer=house.viewer("lead"), wave_id=wave)
    assert (found.title, found.channels, found.version) == ("Renamed", ("kiosk",), 2)
    again = client.post(f"/waves/{wave}/edit/", sent)
    assert again.status_code == 422
    assert "Somebody else changed this plan" in again.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("opens_on", "2026-02-01", "lies in the past"),
        ("closes_on", "2026-03-02", "on a later day"),
        ("closes_on", "2026-09-02", "Two months"),
        ("title", "", "required"),
        ("languages", [], "required"),
        ("k_scores", "4", "valid choice"),
        ("closes_on", "soon", "valid date"),
    ],
)
def test_a_plan_that_does_not_hold_is_told_at_its_field(
    house, change, field: str, value: Any, sentence: str
) -> None:
    wave = planned(house, change)
    client = house.client("lead")
    sent = {**client.get(f"/waves/{wave}/edit/").context["form"].initial, field: value}
    response = client.post(f"/waves/{wave}/edit/", sent)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_a_plan_is_thrown_away_and_an_open_survey_is_not(house, change) -> None:
    wave = planned(house, change)
    assert house.client("lead").post(f"/waves/{wave}/discard/").status_code == 302
    assert not Wave.objects.exists()
    open_one = opened(house, change)
    house.client("lead").post(f"/waves/{open_one.pk}/discard/")
    assert Wave.objects.get().state == "open"
    with pytest.raises(NotAStep):
        survey_states.after("open", "answer")


def test_a_poster_has_a_code_to_scan_and_the_promise(house, change) -> None:
    wave = opened(house, change, channels=("poster", "kiosk", "link"))
    for kind in ("poster", "kiosk", "link"):
        text = house.client("lead").get(f"/waves/{wave.pk}/poster/{kind}/").content.decode()
        assert all(each.text in text for each in wave.initiative.reasons.all())
        assert "<svg" in text
        assert "/s/" in text
        assert "groups of at least 5" in text
    assert house.client("lead").get(f"/waves/{wave.pk}/poster/banner/").status_code == 404
    assert house.client("member").get(f"/waves/{wave.pk}/poster/link/").status_code == 403


def test_the_list_and_the_choice_of_a_change(house, change) -> None:
    opened(house, change)
    planned(house, change, moment="start", title="Secret plan")
    assert "Secret plan" in house.client("lead").get("/waves/").content.decode()
    seen = house.client("member").get("/waves/").content.decode()
    assert "Pulse in March" in seen
    assert "Secret plan" not in seen
    assert change in house.client("lead").get("/waves/new/").content.decode()
    assert "You lead no change" in house.client("member").get("/waves/new/").content.decode()
