"""The two minutes "what would help you?": for everybody of a group, beside the four weeks, one at a time, declined without a trace."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest import mock
from uuid import UUID

import pytest

from conftest import NOW
from takehold.gather import models
from takehold.gather.disclosure import by_team, reading
from takehold.gather.disclosure.participation import participation
from takehold.gather.facts.disclosure import TooFew, Unheard
from takehold.gather.facts.helping import HELP
from takehold.gather.facts.surveys import LANGUAGES, MayNotOpen
from takehold.gather.models.answers import Member
from takehold.gather.operations import helping as operations
from takehold.gather.operations import opening
from takehold.gather.operations.planning import edit_plan
from takehold.gather.operations.you_said import answer_survey
from takehold.gather.queries import asking, helping, still_there, survey_json, survey_templates, surveys
from takehold.gather.tests.surveying import Respondent, after, answer, opened, plan, planned
from takehold.people.facts import NotAllowed, NotFound, NotYours
from takehold.people.models import Person

WARD_1 = [{"answer": "2"}, {"answer": "3"}, {"answer": "The ninth field is for a report."}]


@pytest.fixture(autouse=True)
def _today():
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def offer(
    house: Any, slug: str, *teams: str, subject: str = "gap:1", role: str = "lead", **more: Any
) -> UUID:
    said = {"about": "Nine clicks", "now": NOW, "team_ids": {house.teams[each] for each in teams}, **more}
    return operations.offer_help(viewer=house.viewer(role), slug=slug, subject=subject, **said)


def invited(wave: UUID) -> set[str]:
    rows = models.Invitation.objects.filter(wave_id=wave)
    return set(rows.values_list("person__key", flat=True))


def of_ward(house: Any, ward: str) -> set[str]:
    rows = Person.objects.filter(memberships__team_id=house.teams[ward])
    return set(rows.values_list("key", flat=True))


def test_everybody_of_the_group_is_offered_it_and_nobody_else(house: Any, change: str) -> None:
    wave = offer(house, change, "ward-1")
    assert invited(wave) == of_ward(house, "ward-1")
    assert len(invited(wave)) == 12
    row = models.Wave.objects.get(pk=wave)
    assert (row.state, row.closes_on - row.opens_on) == ("open", timedelta(days=14))
    assert (row.promise, row.k_scores, row.k_comments) == ("confidential", 5, 10)
    assert set(row.promise_text) == set(LANGUAGES)
    assert [each.wave_id for each in helping.about(initiative_id=row.initiative_id, subject="gap:1")] == [
        wave
    ]
    assert helping.about(initiative_id=row.initiative_id, subject="gap:2") == ()


def test_the_four_weeks_count_in_neither_direction(house: Any, change: str) -> None:
    """Who was asked yesterday is offered it, and who was offered it is asked tomorrow."""
    opened(house, change)
    assert len(invited(offer(house, change, "ward-1"))) == 12
    viewer = house.viewer("lead")
    ids = [house.people["member"], house.people["manager"]]
    asked = asking.last_asked(ids, house.on)
    assert set(asked) == set(ids), "by the survey"
    models.Asked.objects.exclude(wave__template=HELP).delete()
    assert models.Asked.objects.count() == 12
    assert asking.last_asked(ids, house.on) == {}
    assert surveys.audience_of_plan(viewer=viewer, slug=change, on=house.on).full == 0


def test_nobody_has_two_open_over_all_gaps(house: Any, change: str) -> None:
    offer(house, change, "ward-1")
    second = offer(house, change, subject="gap:2")
    assert invited(second) == set().union(
        *(of_ward(house, each) for each in ("ward-2", "ward-3", "ward-4", "tiny"))
    )
    with pytest.raises(TooFew, match="nobody gets two at once"):
        offer(house, change, "ward-1", subject="gap:3")
    with pytest.raises(MayNotOpen, match="offered already"):
        offer(house, change, "ward-1")
    assert models.Wave.objects.count() == 2, "what was refused leaves nothing behind"


def test_a_group_of_three_cannot_be_asked(house: Any, change: str) -> None:
    with pytest.raises(TooFew, match="Only 3 people would be asked"):
        offer(house, change, "tiny")
    assert not models.Wave.objects.exists()


def test_only_who_leads_the_change_offers_and_nobody_plans_it_by_hand(house: Any, change: str) -> None:
    for role, refused in (("manager", NotAllowed), ("stranger", NotYours)):
        with pytest.raises(refused):
            offer(house, change, "ward-1", role=role)
    with pytest.raises(NotFound):
        planned(house, change, template=HELP)
    wave = planned(house, change)
    with pytest.raises(NotFound):
        edit_plan(
            viewer=house.viewer("lead"), wave_id=wave, said=plan(house.on, template=HELP),
            version=1, now=NOW,
        )  # fmt: skip
    assert HELP not in {each.key for each in survey_templates.ready()}


def test_declining_leaves_no_trace_of_who_did(house: Any, change: str) -> None:
    wave = offer(house, change, "ward-1")
    member = house.viewer("member")
    (mine,) = helping.mine(viewer=member)
    with pytest.raises(NotYours):
        operations.decline(viewer=house.viewer("manager"), token=mine.token)
    told = participation(viewer=house.viewer("lead"), wave_id=wave)
    lines = models.Asked.objects.filter(wave_id=wave).count()
    operations.decline(viewer=member, token=mine.token)
    assert helping.mine(viewer=member) == ()
    rows = models.Invitation.objects.filter(wave_id=wave)
    assert (rows.count(), rows.filter(person=None).count()) == (12, 1)
    assert rows.filter(person_id=house.people["member"]).count() == 0
    assert rows.filter(used=True).count() == 0
    assert participation(viewer=house.viewer("lead"), wave_id=wave) == told
    assert models.Asked.objects.filter(wave_id=wave).count() == lines, (
        "that one was asked stays, for everybody"
    )
    for token in (mine.token, "", "x" * 44):
        with pytest.raises(NotYours):
            operations.decline(viewer=member, token=token)
    assert offered_again(house, change) == 0


def offered_again(house: Any, change: str) -> int:
    """How many of ward 1 get one of another gap, while the first is open."""
    second = offer(house, change, subject="gap:2")
    return len(invited(second) & of_ward(house, "ward-1"))


def test_a_survey_cannot_be_declined_here(house: Any, change: str) -> None:
    wave = opened(house, change)
    row = models.Invitation.objects.get(wave=wave, person_id=house.people["member"])
    with pytest.raises(NotYours):
        operations.decline(viewer=house.viewer("member"), token=surveys_token(row))


def surveys_token(row: models.Invitation) -> str:
    from takehold.gather.queries import doors

    return doors.token(doors.INVITED, row.nonce)


def test_it_stands_on_the_own_page_and_goes_from_there(house: Any, change: str) -> None:
    offer(house, change, "ward-1")
    member = house.client("member")
    page = member.get("/me/").content.decode()
    assert "Nothing has to be done; something is offered to you." in page
    assert "What would help you? Nine clicks" in page
    (mine,) = helping.mine(viewer=house.viewer("member"))
    gone = member.post("/offers/decline/", {"token": mine.token}, follow=True)
    assert gone.redirect_chain == [("/me/", 302)]
    assert "nothing of it is kept with your name" in gone.content.decode()
    assert "Nine clicks" not in gone.content.decode().split("What is known about you")[0]
    other = house.client("manager")
    told = other.get("/api/v1/my-offers").json()["items"]
    assert [each["title"] for each in told] == ["What would help you? Nine clicks"]
    body = json.dumps({"token": told[0]["token"]})
    assert other.post("/api/v1/my-offers/decline", body, content_type="application/json").status_code == 204
    assert other.get("/api/v1/my-offers").json() == {"items": []}


def test_what_helps_is_told_of_groups_once_it_has_closed(house: Any, change: str) -> None:
    wave = models.Wave.objects.get(pk=offer(house, change, "ward-1"))
    for nth in range(9):
        answer(wave, nth, [{"answer": "3"}, {"answer": "3"}, {"answer": ""}])
    lead = house.viewer("lead")
    assert opening.close_when_due(wave_id=wave.pk, now=after(wave, NOW))
    found = reading.results(viewer=lead, wave_id=wave.pk)
    assert found.whole is not None
    told = {each.question: each for each in found.whole.figures}
    assert [(each.value, each.low, each.high) for each in told["helps"].shares if each.low] == [
        ("tool", 75, 100)
    ]
    barrier = told["barrier:in-the-way"]
    assert [(each.value, each.low) for each in barrier.shares if each.low] == [("ability", 75)]
    assert models.Invitation.objects.count() == 0
    assert still_there.newest_closed(initiative_id=wave.initiative_id) is None, (
        "it is no survey of the change"
    )


def test_an_offer_is_known_to_those_it_was_made_to(house: Any, change: str) -> None:
    """Neither its name nor how many answered nor what everybody in it said together is for other wards."""
    wave = models.Wave.objects.get(pk=offer(house, change, "ward-1"))
    for nth in range(9):
        answer(wave, nth, WARD_1)
    at = f"/waves/{wave.pk}/"
    for step in ("open", "closed"):
        if step == "closed":
            opening.close_when_due(wave_id=wave.pk, now=after(wave, NOW))
        for role, status in (
            ("member", 200),
            ("manager", 200),
            ("lead", 200),
            ("sponsor", 200),
            ("other", 404),
        ):
            for page in (at, f"{at}results/", f"/api/v1/surveys/{wave.pk}"):
                assert house.client(role).get(page).status_code == status, (step, role, page)
        other = house.viewer("other")
        for read in (participation, reading.results):
            with pytest.raises(NotYours):
                read(viewer=other, wave_id=wave.pk)
        assert "Nine clicks" not in house.client("other").get("/waves/").content.decode()
        assert "Nine clicks" in house.client("member").get("/waves/").content.decode()
        assert "Nine clicks" not in house.client("other").get(f"/changes/{change}/reach/").content.decode()
    assert by_team.newest(initiative_id=wave.initiative_id) is None
    told = by_team.newest_by_team(
        viewer=house.viewer("lead"), initiative_id=wave.initiative_id, question="barrier:in-the-way"
    )
    assert told is None
    assert reading.of(viewer=house.viewer("lead"), wave_id=wave.pk, teams={house.teams["ward-1"]}).figures


def test_what_was_offered_to_everybody_is_known_to_all(house: Any, change: str) -> None:
    wave = offer(house, change)
    assert house.client("other").get(f"/waves/{wave}/").status_code == 200


def test_under_five_answers_nothing_is_told(house: Any, change: str) -> None:
    wave = models.Wave.objects.get(pk=offer(house, change, "ward-1"))
    for nth in range(4):
        answer(wave, nth, WARD_1)
    opening.close_when_due(wave_id=wave.pk, now=after(wave, NOW))
    assert reading.results(viewer=house.viewer("lead"), wave_id=wave.pk).whole is None
    with pytest.raises(Unheard):
        reading.of(viewer=house.viewer("lead"), wave_id=wave.pk, teams={house.teams["ward-1"]})


def test_an_answer_is_owed_before_anything_more_is_asked(house: Any, change: str) -> None:
    """An open offer runs beside a survey; a closed one without "you said, we did" holds up the next of both."""
    wave = models.Wave.objects.get(pk=offer(house, change, "ward-1"))
    survey = planned(house, change)
    lead = house.viewer("lead")
    assert surveys.survey(viewer=lead, wave_id=survey).why_not == ()
    later = after(wave, NOW)
    opening.close_when_due(wave_id=wave.pk, now=later)
    (why,) = surveys.survey(viewer=lead, wave_id=survey).why_not
    assert "What would help you? Nine clicks" in why
    with pytest.raises(MayNotOpen, match="the next offer waits for it"):
        offer(house, change, "ward-2", subject="gap:2", now=later)
    answer_survey(viewer=lead, wave_id=wave.pk, lines=[("The ninth field.", True, "It is gone.")], now=later)
    assert surveys.survey(viewer=lead, wave_id=survey).why_not == ()
    again = replace(lead, on=later.date(), seen={})
    at = operations.offer_help(
        viewer=again,
        slug=change,
        subject="gap:1",
        about="Nine clicks",
        team_ids={house.teams["ward-1"]},
        now=later,
    )
    assert [each.is_open for each in helping.about(initiative_id=wave.initiative_id, subject="gap:1")] == [
        True,
        False,
    ]
    assert Member.objects.filter(cell__wave_id=at).count() == 12


def test_nobody_is_reminded_of_an_offer(house: Any, change: str) -> None:
    wave = models.Wave.objects.get(pk=offer(house, change, "ward-1"))
    models.Invitation.objects.update(mail="sent", mailed_on=wave.opens_on)
    half = surveys.reminded_from(wave)
    assert not surveys.to_remind(wave).exists()
    models.Wave.objects.filter(pk=wave.pk).update(lease_until=None)
    with mock.patch.object(surveys, "mails_go_out", return_value=True):
        steps = [step for step, at in surveys.due(NOW + (half - house.on)) if at == str(wave.pk)]
    assert steps == []


def test_its_questions_are_asked_in_every_language_and_take_two_minutes() -> None:
    form = survey_templates.help_offered()
    survey_json.check(form)
    assert set(survey_json.languages(form)) == set(LANGUAGES)
    for language in LANGUAGES:
        asked = survey_json.questionnaire(form, language)
        assert [each.kind for each in asked.questions] == ["radiogroup", "radiogroup", "comment"]
    kinds = [choice.value for choice in survey_json.questionnaire(form).questions[1].choices]
    assert kinds == ["time", "training", "colleague", "tool", "reason", "else"]
    assert survey_templates.minutes(len(asked.questions)) <= 2


def test_it_is_answered_like_every_survey(house: Any, change: str, client: Any) -> None:
    wave = models.Wave.objects.get(pk=offer(house, change, "ward-1"))
    (mine,) = helping.mine(viewer=house.viewer("member"))
    somebody = Respondent(client)
    somebody.come(mine.token)
    assert "What would help you?" in somebody.text
    assert "Nobody is shown what you answered or whether you did" in somebody.text
    somebody.all_through(WARD_1)
    assert "Your answers are in" in somebody.text
    assert helping.mine(viewer=house.viewer("member")) == ()
    assert models.Invitation.objects.get(wave=wave, person_id=house.people["member"]).used
