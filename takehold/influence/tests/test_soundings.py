"""Soundings: the leader alone reads them; of a group only sums are kept and told, once, from five answers on."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from conftest import NOW
from takehold.audit.models import Line
from takehold.influence import jobs, models
from takehold.influence.facts import Approach, Landed
from takehold.influence.facts.soundings import Course, Form, SoundingAnswer, SoundingInput, Together
from takehold.influence.forms.soundings import NoteForm
from takehold.influence.operations import advocacy
from takehold.influence.operations import soundings as operations
from takehold.influence.operations.sounding_mails import message
from takehold.influence.queries import sounded
from takehold.influence.queries.kept import tables
from takehold.influence.queries.soundings import door, opened, soundings, token
from takehold.influence.queries.words import COURSES, FORMS
from takehold.influence.tests.conftest import TODAY, told, tried
from takehold.influence.views.soundings import answer
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.queries.kept import kept

FIVE = tuple(f"ward-2-{n}" for n in range(5))
SIX = (*FIVE, "ward-2-5")
WELL, BADLY = SoundingAnswer(5, 4, Course.ON), SoundingAnswer(1, 2, Course.SHOW)
LATER = NOW + timedelta(days=8)


def asked(house: Any, people: tuple[str, ...] = FIVE, form: Form = Form.GROUP, role: str = "lead") -> int:
    """How the record is brought in, asked of these."""
    said = SoundingInput("How I bring in the record", form, people)
    return operations.ask(viewer=house.viewer(role), said=said, now=NOW)


def ways(sounding_id: int) -> list[Any]:
    """The ways in, in the order in which they were made."""
    rows = models.SoundingAsked.objects.filter(sounding_id=sounding_id).order_by("id")
    return list(rows.values_list("nonce", flat=True))


def over(monkeypatch: pytest.MonkeyPatch, house: Any) -> None:
    """The week is over."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    house.on = LATER.date()


def test_a_group_is_told_once_it_is_over_and_not_before(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = asked(house, SIX)
    for at, nonce in enumerate(ways(made)):
        operations.answer(nonce=nonce, said=WELL if at else BADLY, now=NOW)
        (still,) = soundings(viewer=house.viewer("lead")).mine
        assert (still.open, still.told, still.lines) == (True, None, ())
    over(monkeypatch, house)
    (found,) = soundings(viewer=house.viewer("lead")).mine
    assert found.told == Together("5-9", "75-100", "75-100", ((Course.ON, "75-100"), (Course.SHOW, "0-24")))
    with pytest.raises(Conflict):
        operations.answer(nonce=ways(made)[0], said=WELL, now=LATER)


def test_that_all_agree_is_not_told_apart_from_one_who_does_not() -> None:
    def counts(bad: int) -> dict[tuple[str, str], int]:
        return {("lands", "5"): 5 - bad, ("lands", "1"): bad, ("openly", "5"): 5, ("course", "on"): 5}

    assert sounded.of_group(counts(0), 5) == sounded.of_group(counts(1), 5)
    assert sounded.of_group({("lands", "5"): 4}, 5) is None
    assert sounded.of_group({("lands", "5"): 7}, 8) is None


def test_four_answers_tell_nothing(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = asked(house)
    for nonce in ways(made)[:4]:
        operations.answer(nonce=nonce, said=BADLY, now=NOW)
    over(monkeypatch, house)
    assert soundings(viewer=house.viewer("lead")).mine[0].told is None
    assert "Cannot tell: fewer than 5 answered." in house.client("lead").get("/sounding/").content.decode()


def test_who_said_what_changes_nothing_that_is_kept(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """All orders of three different answers among three of the people leave the very same rows and the same page."""
    seen = set()
    three = (WELL, BADLY, SoundingAnswer(3, 3, Course.LISTEN))
    made = asked(house)
    first, second, *rest = ways(made)
    for order in permutations(three):
        models.SoundingTally.objects.update(answers=0)
        models.SoundingAsked.objects.update(used=False)
        for nonce, said in zip((first, second, rest[0]), order, strict=True):
            operations.answer(nonce=nonce, said=said, now=NOW)
        for nonce in rest[1:]:
            operations.answer(nonce=nonce, said=WELL, now=NOW)
        rows = models.SoundingTally.objects.order_by("id").values_list("id", "question", "choice", "answers")
        seen.add(tuple(rows))
    assert len(seen) == 1
    assert models.SoundingNote.objects.count() == 0


def test_nobody_but_the_leader_reads_it(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = asked(house)
    for nonce in ways(made):
        operations.answer(nonce=nonce, said=BADLY, now=NOW)
    over(monkeypatch, house)
    for role in ("admin", "auditor", "works council", "council", "sponsor", "manager", "it lead"):
        assert soundings(viewer=house.viewer(role)).mine == ()
    lines = " ".join(
        f"{line.actor} {line.action} {line.subject} {line.details}" for line in Line.objects.all()
    )
    assert "sounding asked" in lines
    assert "answered" not in lines
    assert not any(str(house.people[each]) == line.actor.partition(":")[2] for each in FIVE
                   for line in Line.objects.filter(action__startswith="sounding"))  # fmt: skip


def test_one_answer_a_person(house: Any) -> None:
    nonce = ways(asked(house))[0]
    operations.answer(nonce=nonce, said=WELL, now=NOW)
    with pytest.raises(Conflict):
        operations.answer(nonce=nonce, said=BADLY, now=NOW)
    assert models.SoundingTally.objects.get(question="lands", choice="5").answers == 1
    with pytest.raises(Invalid):
        operations.answer(nonce=nonce, said=SoundingAnswer(6, 1, Course.ON), now=NOW)


def test_a_group_that_differs_by_one_is_not_asked(house: Any) -> None:
    asked(house)
    models.Sounding.objects.update(opened_on=TODAY - timedelta(days=20), closes_on=TODAY - timedelta(days=13))
    with pytest.raises(Invalid, match="nearly the same group"):
        asked(house, SIX)
    asked(house)
    models.Sounding.objects.update(opened_on=TODAY - timedelta(days=20), closes_on=TODAY - timedelta(days=13))
    asked(house, tuple(f"ward-3-{n}" for n in range(5)))


def test_of_two_sendings_at_once_the_second_waits_before_it_looks(house: Any) -> None:
    with CaptureQueriesContext(connection) as seen:
        asked(house)
    said = [each["sql"] for each in seen]
    looked = next(at for at, each in enumerate(said) if "influence_sounding" in each)
    waits = [
        each for each in said[said.index(next(each for each in said if "SAVEPOINT" in each)) : looked]
        if each.startswith('SELECT "people_person"') and ("NO KEY UPDATE" in each or connection.vendor == "sqlite")
    ]  # fmt: skip
    assert len(waits) == 1


@pytest.mark.parametrize(("people", "form"), [
    (FIVE[:4], Form.GROUP), (("nobody@nowhere.example",), Form.NAMED), (("lead",), Form.NAMED), ((), Form.NAMED),
    (tuple(str(n) for n in range(41)), Form.NAMED), (("ward-2-0",) * 6, Form.GROUP),
])  # fmt: skip
def test_whom_nobody_can_ask(house: Any, people: tuple[str, ...], form: Form) -> None:
    with pytest.raises(Invalid) as refused:
        asked(house, people, form)
    assert refused.value.field == "people"
    assert not models.Sounding.objects.exists()


def test_who_asks(house: Any) -> None:
    for role in ("member", "auditor", "works council", "steward"):
        with pytest.raises(NotAllowed):
            asked(house, role=role)
    with pytest.raises(NotYours):
        asked(house, role="stranger")
    asked(house, role="manager")
    with pytest.raises(Conflict):
        asked(house, ("member",), Form.NAMED, role="manager")
    with pytest.raises(NotYours):
        soundings(viewer=house.viewer("stranger"))


def test_by_name_it_is_a_note_that_can_be_taken_back(house: Any) -> None:
    made = asked(house, ("member", "other"), Form.NAMED)
    said = SoundingAnswer(2, 5, Course.LISTEN, "The nights are not heard")
    operations.answer(nonce=ways(made)[0], said=said, now=NOW)
    (found,) = soundings(viewer=house.viewer("lead")).mine
    (line,) = found.lines
    assert (line.person, line.said) == ("Max Member", said)
    member = soundings(viewer=house.viewer("member"))
    assert [each.about for each in member.given] == ["How I bring in the record"]
    named = {table.words: table.count for table in kept(tables(), house.people["member"])}
    assert named["What you answered a leader by name"] == named["That a leader asked you how it lands"] == 1
    with pytest.raises(NotYours):
        operations.take_back(viewer=house.viewer("lead"), note_id=member.given[0].id, now=NOW)
    operations.take_back(viewer=house.viewer("member"), note_id=member.given[0].id, now=NOW)
    assert soundings(viewer=house.viewer("lead")).mine[0].lines == ()


def test_when_it_turns_what_helped_before_is_offered(
    house: Any, change: Any, nights: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = told(house, change)
    advocacy.attempt(stakeholder_id=nights, said=tried(landed=Landed.TOWARDS), **on)
    advocacy.attempt(stakeholder_id=nights, said=tried(landed=Landed.TOWARDS, approach=Approach.FACTS), **on)
    for said, days in ((WELL, 30), (BADLY, 0)):
        made = asked(house)
        for nonce in ways(made):
            operations.answer(nonce=nonce, said=said, now=NOW)
        day = TODAY - timedelta(days=days)
        models.Sounding.objects.filter(pk=made).update(opened_on=day, closes_on=day + timedelta(days=7))
    over(monkeypatch, house)
    found = soundings(viewer=house.viewer("lead"))
    assert found.turned == "lands"
    assert found.suggestion is not None
    assert found.suggestion.course is Course.SHOW
    assert [each[0] for each in found.suggestion.helped] == [Approach.DEMONSTRATION]
    assert answer(found) == "It lands less well than the time before."
    page = house.client("lead").get("/sounding/").content.decode()
    assert "Showed it at the bedside" in page
    assert sounded.turned(found.mine[::-1]) == ""


def test_what_is_over_forgets_who_answered(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = asked(house)
    before = ways(made)
    for nonce in before:
        operations.answer(nonce=nonce, said=WELL, now=NOW)
    assert not [job for job in jobs.due(NOW) if job.startswith(jobs.FORGET)]
    (job,) = [job for job in jobs.due(LATER) if job.startswith(jobs.FORGET)]
    jobs.run(job, now=LATER, home=Path())
    assert not models.SoundingAsked.objects.filter(used=True).exists()
    assert not set(before) & set(ways(made))
    assert not [job for job in jobs.due(LATER) if job.startswith(jobs.FORGET)]
    for days, left in ((100, (1, 0)), (400, (0, 0))):
        jobs.run(job, now=NOW + timedelta(days=days), home=Path())
        assert (models.Sounding.objects.count(), models.SoundingAsked.objects.count()) == left
    operations.forget(sounding_id=made, now=LATER)


def test_each_colleague_is_mailed_once_with_the_way_in(house: Any) -> None:
    made = asked(house, ("member", "other", "ward-2-0"), Form.NAMED)
    (job,) = [job for job in jobs.due(NOW) if job == jobs.MAILS]
    jobs.run(job, now=NOW, home=Path())
    assert sorted(each.to[0] for each in mail.outbox) == ["member@example.org", "other@example.org"]
    assert jobs.MAILS not in jobs.due(NOW)
    assert f"/sounding/a/{token(ways(made)[0])}/" in str(mail.outbox[0].body)
    assert "reads your answer with your name" in message(models.SoundingAsked.objects.all()[0])["text"]


def test_the_page_needs_no_account_and_says_first_which_form_it_is(house: Any) -> None:
    made = asked(house)
    nonce = ways(made)[0]
    phone = Client()
    entered = phone.get(f"/sounding/a/{token(nonce)}/")
    assert entered["Location"] == "/sounding/a/"
    page = phone.get("/sounding/a/").content.decode()
    assert "as rough shares, once the week is over and from 5 answers on" in page
    assert page.index("Who will see what") < page.index("How does it land")
    assert len(page.encode()) < 20_000
    assert phone.post("/sounding/a/", {"door": token(nonce), "lands": "9"}).status_code == 422
    sent = {"door": token(nonce), "lands": "4", "openly": "5", "course": "show"}
    assert "Thank you" in phone.post("/sounding/a/", sent).content.decode()
    assert "You have answered already." in phone.post("/sounding/a/", sent).content.decode()
    assert "Wer sieht was" in phone.get("/sounding/a/?lang=de").content.decode() or door(nonce=nonce).used
    for wrong in ("", "made-up", token(nonce)[:-2] + "xx"):
        assert phone.post("/sounding/a/", {**sent, "door": wrong}).status_code == 404
    assert phone.get("/sounding/a/made-up/").status_code == 404
    assert opened(token(nonce)) == nonce
    assert Client().get("/sounding/a/").status_code == 404


def test_the_page_from_asking_to_taking_back(house: Any) -> None:
    lead, member = house.client("lead"), house.client("member")
    assert "You have asked nobody yet" in lead.get("/sounding/").content.decode()
    sent = {"about": "The record", "form": "named", "people": "member\nmanager"}
    assert lead.post("/sounding/", {**sent, "people": "nobody"}).status_code == 422
    assert lead.post("/sounding/", sent)["Location"] == "/sounding/"
    assert lead.post("/sounding/", sent).status_code == 422
    assert member.post("/sounding/", sent).status_code == 403
    (waiting,) = soundings(viewer=house.viewer("member")).waiting
    assert f"/sounding/a/{waiting.token}/" in member.get("/sounding/").content.decode()
    said = {"door": waiting.token, "lands": "2", "openly": "4", "course": "listen", "note": "Ask the nights"}
    assert "Thank you" in member.post("/sounding/a/", said).content.decode()
    assert "Ask the nights" in lead.get("/sounding/").content.decode()
    note = models.SoundingNote.objects.get().pk
    assert lead.post(f"/sounding/answers/{note}/back/").status_code == 404
    assert member.post(f"/sounding/answers/{note}/back/")["Location"] == "/sounding/"
    assert "Ask the nights" not in lead.get("/sounding/").content.decode()


def test_the_same_for_programs(house: Any) -> None:
    lead, as_json = house.client("lead"), {"content_type": "application/json"}
    body = {"about": "The record", "form": "named", "people": ["member"]}
    made = lead.post("/api/v1/soundings", body, **as_json).json()["items"][0]
    operations.answer(nonce=ways(made["id"])[0], said=WELL, now=NOW)
    found = lead.get("/api/v1/soundings").json()
    assert found["items"][0]["answers"][0]["lands"] == 5
    assert found["items"][0]["told"]["n"] == "1"
    member = house.client("member")
    note = models.SoundingNote.objects.get().pk
    assert lead.delete(f"/api/v1/soundings/answers/{note}").status_code == 404
    assert member.delete(f"/api/v1/soundings/answers/{note}").status_code == 200
    assert lead.get("/api/v1/soundings").json()["items"][0]["answers"] == []


def test_what_is_asked_has_words_in_both_languages() -> None:
    assert set(COURSES) == set(Course)
    assert set(FORMS) == set(Form)
    assert set(sounded.TRIED) == set(Course)
    english = [str(field.label) for field in NoteForm()]
    with translation.override("de"):
        assert all(one != str(field.label) for one, field in zip(english, NoteForm(), strict=True))
