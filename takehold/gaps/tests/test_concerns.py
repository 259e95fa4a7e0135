"""Concerns: of an issue, answered in time, closed only when those who raised them have their answer."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from takehold.gaps import models
from takehold.gaps.facts import AnswerInput, ConcernInput, ConcernKind, ConcernState
from takehold.gaps.operations import concerns as operations
from takehold.gaps.queries import concerns as queries
from takehold.gaps.views import concerns as pages
from takehold.gather.facts.says import SayInput
from takehold.gather.models import Say
from takehold.gather.operations import says
from takehold.gather.queries import says as said_things
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours


@pytest.fixture
def on(house: Any, change: Any) -> dict[str, Any]:
    """Whose work it is, where and when."""
    return {"viewer": house.viewer("lead"), "slug": change.slug, "now": NOW}


def said(
    house: Any, change: Any, kind: str = "obstacle", text: str = "Nine fields are too many."
) -> tuple[str, str]:
    """Something said without a name; its receipt code and its id."""
    code = says.say(
        viewer=replace(house.viewer("member"), person_id=None), nonce=text, on=house.on,
        said=SayInput(kind, text, slug=change.slug),
    )  # fmt: skip
    return code, str(Say.objects.get(text=text).id)


def raised(on: dict[str, Any], kind: ConcernKind = ConcernKind.QUESTION, **more: Any) -> int:
    return operations.raise_concern(said=ConcernInput(kind, "Why nine fields?", **more), **on)


def answered(
    on: dict[str, Any], concern: int, kind: ConcernKind = ConcernKind.QUESTION, told: str = ""
) -> None:
    operations.answer(concern_id=concern, said=AnswerInput(kind, "Four from Monday on.", told), **on)


def read(on: dict[str, Any], concern: int, viewer: Any = None) -> Any:
    return queries.concern(viewer=viewer or on["viewer"], slug=on["slug"], concern_id=concern)


def test_whoever_said_it_reads_the_answer_with_the_receipt_code(
    house: Any, change: Any, on: dict[str, Any]
) -> None:
    code, ref = said(house, change)
    concern = raised(on, source=("said", ref))
    assert read(on, concern).untold == 1
    with pytest.raises(Invalid):
        operations.close(concern_id=concern, **on)
    answered(on, concern)
    found = said_things.status(code=code)
    assert found.state == "answered"
    assert [each.text for each in found.replies] == ["Four from Monday on."]
    assert read(on, concern).untold == 0
    operations.close(concern_id=concern, **on)
    assert read(on, concern).state is ConcernState.CLOSED


def test_everybody_who_said_it_is_answered_before_it_is_closed(
    house: Any, change: Any, on: dict[str, Any]
) -> None:
    """Three said the same; one of them that it is unsafe. One answer goes to each of them."""
    words = ("Nine fields are too many.", "Nine fields!", "Too many fields to be safe.")
    kinds = ("obstacle", "obstacle", "unsafe")
    told = [said(house, change, kind, text) for kind, text in zip(kinds, words, strict=True)]
    refs = [ref for _code, ref in told]
    concern = raised(on, source=("said", refs[0]), also=(refs[1], refs[2], refs[0]))
    found = read(on, concern)
    assert (found.raised_by, found.untold, found.unsafe) == (3, 3, True)
    with pytest.raises(Invalid):
        operations.close(concern_id=concern, **on)
    answered(on, concern)
    for code, _ref in told:
        assert [each.text for each in said_things.status(code=code).replies] == ["Four from Monday on."]
    operations.close(concern_id=concern, **on)
    with pytest.raises(NotYours):
        raised(on, source=("said", refs[0]), also=("00000000-0000-0000-0000-000000000007",))
    with pytest.raises(Invalid, match="at most twenty"):
        raised(on, source=("said", refs[0]), also=tuple(str(n) for n in range(20)))


def test_without_an_answer_nothing_closes_whatever_is_tried(
    house: Any, change: Any, on: dict[str, Any]
) -> None:
    concern = raised(on, ConcernKind.RIGHT, source=("said", said(house, change)[1]))
    answered(on, concern, ConcernKind.RIGHT)
    models.ConcernSource.objects.update(told_on=None)
    with pytest.raises(Invalid, match="no answer yet"):
        operations.close(concern_id=concern, **on)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Concern.objects.update(answer="")


def test_what_is_unsafe_is_answered_in_two_days_and_stands_first(
    house: Any, change: Any, on: dict[str, Any]
) -> None:
    raised(on)
    unsafe = raised(on, source=("said", said(house, change, "unsafe", "No allergies on page one.")[1]), due_on=house.on + timedelta(days=30))  # fmt: skip
    found = read(on, unsafe)
    assert (found.unsafe, found.urgent, found.due_on) == (True, True, house.on + timedelta(days=2))
    assert queries.concerns(viewer=on["viewer"], slug=change.slug)[0].id == unsafe


def test_the_council_is_asked_by_anybody_who_reads_it_and_the_request_stays(
    house: Any, change: Any, on: dict[str, Any]
) -> None:
    right, question = raised(on, ConcernKind.RIGHT), raised(on)
    member = {**on, "viewer": house.viewer("member")}
    operations.ask_council(concern_id=right, **member)
    operations.ask_council(concern_id=right, **{**member, "viewer": replace(member["viewer"], on=house.on + timedelta(days=5))})  # fmt: skip
    assert read(on, right).council_on == house.on
    with pytest.raises(NotAllowed):
        operations.ask_council(concern_id=question, **member)
    with pytest.raises(NotYours):
        operations.ask_council(concern_id=right, **{**on, "viewer": house.viewer("stranger")})


def test_a_correction_says_who_was_told(on: dict[str, Any]) -> None:
    concern = raised(on, ConcernKind.MISUNDERSTANDING)
    with pytest.raises(Invalid, match="who was told"):
        answered(on, concern, ConcernKind.MISUNDERSTANDING)
    answered(on, concern, ConcernKind.MISUNDERSTANDING, "all wards at Monday's handover")
    assert read(on, concern).told == "all wards at Monday's handover"


def test_nobody_is_named_in_a_concern_or_its_answer(on: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="never about a person"):
        operations.raise_concern(said=ConcernInput(ConcernKind.OBSTACLE, "Mia Manager never asks us"), **on)
    concern = raised(on)
    with pytest.raises(Invalid):
        operations.answer(concern_id=concern, said=AnswerInput(ConcernKind.QUESTION, "Ask Olga Other."), **on)


def test_overdue_is_counted_in_days_and_said_first(house: Any, change: Any, on: dict[str, Any]) -> None:
    concern = raised(on, due_on=house.on + timedelta(days=1))
    later = replace(on["viewer"], on=house.on + timedelta(days=4), seen={})
    found = read(on, concern, later)
    assert found.late == 3
    assert pages.answer_line([found]) == "1 concern waits for an answer; 1 of them is overdue."
    for wrong in (house.on - timedelta(days=1), house.on + timedelta(days=400)):
        with pytest.raises(Invalid, match="three months"):
            raised(on, due_on=wrong)


def test_it_is_taken_up_again_and_its_sender_waits_again(house: Any, change: Any, on: dict[str, Any]) -> None:
    concern = raised(on, source=("said", said(house, change)[1]))
    answered(on, concern)
    operations.close(concern_id=concern, **on)
    operations.take_up(concern_id=concern, **on)
    found = read(on, concern)
    assert (found.state, found.untold, found.closed_on, found.answer) == (ConcernState.WAITING, 1, None, "Four from Monday on.")  # fmt: skip


def test_one_that_has_gone_has_nobody_to_answer(house: Any, change: Any, on: dict[str, Any]) -> None:
    concern = raised(on, source=("said", said(house, change)[1]))
    Say.objects.all().delete()
    answered(on, concern)
    operations.close(concern_id=concern, **on)


@given(st.lists(st.sampled_from(operations.EVENTS), max_size=10))
def test_whatever_happens_closed_is_reached_from_answered_alone(events: list[str]) -> None:
    state = ConcernState.WAITING
    for event in events:
        to = operations.following(state, event)
        if to is ConcernState.CLOSED:
            assert state is ConcernState.ANSWERED
        state = to or state


def test_only_who_leads_the_change_writes_them_down(house: Any, change: Any, on: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed):
        raised({**on, "viewer": house.viewer("manager")})
    with pytest.raises(NotYours):
        raised({**on, "viewer": house.viewer("stranger")})
    with pytest.raises(NotYours):
        raised(on, source=("said", "00000000-0000-0000-0000-000000000007"))
    with pytest.raises(Invalid):
        raised(on, source=("figure", "x"))


def test_the_page_of_questions_and_answers(house: Any, change: Any) -> None:
    lead, member = house.client("lead"), house.client("member")
    at = f"/changes/{change.slug}/answers/"
    _code, ref = said(house, change)
    assert "Nobody has asked anything yet" in member.get(at).content.decode()
    assert "Nine fields are too many." in lead.get(f"{at}new/").content.decode()
    assert lead.post(f"{at}new/", {"text": "", "kind": "question"}).status_code == 422
    more = said(house, change, text="Nine!")[1]
    lead.post(f"{at}new/?from=said", {"text": "Why nine fields?", "kind": "obstacle", "ref": [ref, more]})
    assert models.ConcernSource.objects.count() == 2
    concern = models.Concern.objects.get()
    here = f"{at}{concern.pk}/"
    assert "Why nine fields?" in member.get(at).content.decode()
    assert "<textarea" not in member.get(here).content.decode()
    assert lead.post(f"{here}answer/", {"kind": "misunderstanding", "answer": "No."}).status_code == 422
    lead.post(f"{here}close/")
    concern.refresh_from_db()
    assert concern.state == "waiting"
    lead.post(f"{here}answer/", {"kind": "right", "answer": "You are right. Four from Monday on."})
    member.post(f"{here}council/")
    shown = member.get(here).content.decode()
    assert "You are right. Four from Monday on." in shown
    assert "The request is kept until it does." in shown
    lead.post(f"{here}close/")
    lead.post(f"{here}again/")
    concern.refresh_from_db()
    assert concern.state == "waiting"


def test_a_program_asks_answers_and_closes(house: Any, change: Any) -> None:
    client, at = house.client("lead"), f"/api/v1/changes/{change.slug}/concerns"

    def send(address: str, **body: Any) -> Any:
        return client.post(address, json.dumps(body), content_type="application/json")

    made = send(at, kind="question", text="Why nine fields?")
    assert made.status_code == 201
    here = f"{at}/{made.json()['id']}"
    assert send(f"{here}/close").status_code == 422
    assert (
        send(f"{here}/answer", kind="question", answer="Four from Monday on.").json()["state"] == "answered"
    )
    assert send(f"{here}/close").json()["closed_on"] == "2026-03-02"
    assert send(f"{here}/again").json()["state"] == "waiting"
    ref, more = (said(house, change, text=text)[1] for text in ("Nine fields.", "Nine!"))
    both = send(at, kind="obstacle", text="Nine fields?", said=ref, also=[more]).json()
    assert (both["raised_by"], both["untold"]) == (2, 2)
    assert send(at, kind="obstacle", text="Nine fields?", said=ref, source="figure").status_code == 422
    assert [each["text"] for each in client.get(at).json()["items"]] == ["Why nine fields?", "Nine fields?"]
