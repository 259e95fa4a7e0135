"""Requests: what is asked for before it is sent, who may do what, and what a body was sent stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from takehold.governance import models
from takehold.governance.facts.requests import (
    EDITABLE,
    Checked,
    ConsultedInput,
    Framing,
    Known,
    OptionInput,
    Process,
    Purpose,
    RequestState,
    Stance,
)
from takehold.governance.operations import deciding
from takehold.governance.operations import requests as operations
from takehold.governance.operations import requests_states as states
from takehold.governance.queries import framing
from takehold.governance.queries import requests as queries
from takehold.governance.tests.council import (
    TODAY,
    a_body,
    a_priority,
    a_request,
    complete,
    on_agenda,
    version_of,
)
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.models import Person

pytestmark = pytest.mark.django_db


def read(house: Any, made: int, role: str = "it lead") -> Any:
    return queries.request(viewer=house.viewer(role), request_id=made)


def fields(house: Any, made: int, **known: Any) -> list[str]:
    found = framing.checked(Framing(read(house, made), Known(**known)))
    return [each.field for each in found.missing]


def send(house: Any, made: int, *, despite: str = "", role: str = "it lead") -> None:
    checked = framing.checked(Framing(read(house, made), Known()))
    deciding.send(
        viewer=house.viewer(role), request_id=made, checked=checked, despite=despite,
        version=version_of(made), now=NOW,
    )  # fmt: skip


def turn(house: Any, made: int, event: str, role: str = "council", **more: Any) -> RequestState:
    return deciding.turn(
        viewer=house.viewer(role), request_id=made, event=event, version=version_of(made), now=NOW, **more
    )


def test_what_is_missing_is_said_in_sentences_and_what_is_there_is_not(house: Any) -> None:
    made = a_request(house, a_body(house))
    assert fields(house, made) == [
        "serves", "options", "options", "cost", "risk", "consulted", "load", "process", "signature",
    ]  # fmt: skip
    complete(house, made)
    assert fields(house, made) == []
    found = read(house, made)
    unplanned = replace(found, said=replace(found.said, process_plan=""))
    told = framing.checked(Framing(unplanned, Known(inconsistent=True)))
    assert [each.field for each in told.missing] == ["process"]
    note = replace(read(house, made).said, purpose=Purpose.NOTE)
    bare = replace(read(house, made), said=note, options=(), consulted=())
    assert framing.checked(Framing(bare, Known())).complete
    over = replace(read(house, made), serves=tuple(replace(each, holds=False) for each in bare.serves))
    assert [each.field for each in framing.checked(Framing(over, Known())).missing] == ["serves"]


def test_what_others_know_can_stand_in_for_what_was_not_written(house: Any) -> None:
    made = a_request(house, a_body(house))
    left = fields(house, made, loads=("Another change asks.",), support=("Night shifts: for it.",))
    assert {"load", "consulted"}.isdisjoint(left)


def test_it_is_sent_whole_or_with_the_reason_why_not(house: Any) -> None:
    made = a_request(house, a_body(house))
    with pytest.raises(Invalid, match="Something is missing"):
        send(house, made)
    assert not models.RequestSent.objects.exists()
    send(house, made, despite="The contract ends on Friday.")
    (sent,) = models.RequestSent.objects.all()
    assert len(sent.content["missing"]) == 9
    assert read(house, made, "council").turns[-1].reason == "The contract ends on Friday."
    for name in Person.objects.values_list("name", flat=True):
        assert name not in str(sent.content)


def test_sent_back_with_reasons_signed_anew_and_sent_again(house: Any) -> None:
    made = a_request(house, a_body(house))
    complete(house, made)
    send(house, made)
    with pytest.raises(Invalid) as refused:
        turn(house, made, states.BACK)
    assert refused.value.field == "reason"
    turn(house, made, states.BACK, reason="Say what doing nothing costs.")
    said = replace(read(house, made).said, cost="40 hours of training")
    operations.edit(
        viewer=house.viewer("it lead"), request_id=made, said=said, version=version_of(made), now=NOW
    )
    assert fields(house, made) == ["signature"]
    operations.sign(viewer=house.viewer("manager"), request_id=made, version=version_of(made), now=NOW)
    send(house, made)
    turn(house, made, states.WITHDRAW, "it lead", reason="Not this year.")
    send(house, made)
    assert read(house, made).times_sent == 3
    costs = [each.content["cost"] for each in models.RequestSent.objects.order_by("number")]
    assert costs == ["20,000", "40 hours of training", "40 hours of training"]


def test_what_lies_with_a_body_is_not_changed_and_nobody_writes_over_a_newer_one(house: Any) -> None:
    made = a_request(house, a_body(house))
    complete(house, made)
    said, version, asker = read(house, made).said, version_of(made), house.viewer("it lead")
    send(house, made)
    with pytest.raises(Conflict):
        operations.edit(viewer=asker, request_id=made, said=said, version=version, now=NOW)
    with pytest.raises(Invalid, match="lies with the body"):
        operations.edit(viewer=asker, request_id=made, said=said, version=version_of(made), now=NOW)
    option = OptionInput("Later", "Time", "Waiting")
    with pytest.raises(Invalid, match="lies with the body"):
        operations.add_option(viewer=asker, request_id=made, said=option, version=version_of(made), now=NOW)


def test_who_may_do_what(house: Any) -> None:
    made = a_request(house, a_body(house))
    for role in ("council", "lead", "member", "other"):
        with pytest.raises(NotYours):
            read(house, made, role)
    assert read(house, made, "manager").may_sign
    complete(house, made)
    send(house, made)
    for role in ("sponsor", "lead", "it lead"):
        with pytest.raises(NotAllowed):
            turn(house, made, states.BACK, role, reason="So.")
    with pytest.raises(NotAllowed):
        turn(house, made, states.WITHDRAW, "council", reason="So.")
    with pytest.raises(NotYours):
        read(house, made, "other")
    with pytest.raises(NotAllowed):
        operations.sign(viewer=house.viewer("council"), request_id=made, version=version_of(made), now=NOW)
    with pytest.raises(NotAllowed):
        operations.comment(viewer=house.viewer("lead"), request_id=made, text="Why?", now=NOW)
    operations.comment(viewer=house.viewer("sponsor"), request_id=made, text="Why ten?", now=NOW)
    assert [each.text for each in read(house, made, "lead").comments] == ["Why ten?"]


def test_whoever_asks_does_not_sign_for_operations_and_a_member_who_asks_is_said_to_be_one(
    house: Any,
) -> None:
    body = a_body(house, secretary="it lead")
    made = a_request(house, body)
    assert read(house, made).both
    said = replace(read(house, made).said, co_owner_id=house.people["it lead"])
    with pytest.raises(Invalid, match="cannot sign for operations as well"):
        operations.edit(
            viewer=house.viewer("it lead"), request_id=made, said=said, version=version_of(made), now=NOW
        )


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"),
        ({"ask": ""}, "ask"),
        ({"body_id": 999_999}, "body"),
        ({"slug": "no-such"}, "change"),
        ({"co_owner_id": 999_999}, "co_owner"),
    ],
)
def test_what_cannot_be_kept(house: Any, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        a_request(house, a_body(house), **more)
    assert refused.value.field == field
    assert not models.Request.objects.exists()


def test_one_option_is_doing_nothing_and_nobody_was_consulted_tomorrow(house: Any) -> None:
    made = a_request(house, a_body(house))
    complete(house, made)
    asker = house.viewer("it lead")
    again = OptionInput("Nothing again", "None", "All", nothing=True)
    with pytest.raises(Invalid, match="One option is doing nothing"):
        operations.add_option(viewer=asker, request_id=made, said=again, version=version_of(made), now=NOW)
    early = ConsultedInput("The board", "Fine.", Stance.FOR, TODAY + timedelta(days=1))
    with pytest.raises(Invalid, match="still to come"):
        operations.add_consulted(viewer=asker, request_id=made, said=early, version=version_of(made), now=NOW)
    option = read(house, made).options[0].id
    operations.take_out(
        viewer=asker, request_id=made, kind="option", line_id=option, version=version_of(made), now=NOW
    )
    assert "options" in fields(house, made)
    with pytest.raises(NotYours):
        operations.take_out(
            viewer=asker, request_id=made, kind="option", line_id=option, version=version_of(made), now=NOW
        )


def test_a_meeting_is_today_or_later(house: Any) -> None:
    made = a_request(house, a_body(house))
    complete(house, made)
    send(house, made)
    for day in (None, TODAY - timedelta(days=1), TODAY + timedelta(days=900)):
        with pytest.raises(Invalid, match="on which day the body meets"):
            turn(house, made, states.AGENDA, meets_on=day)
    turn(house, made, states.AGENDA, meets_on=TODAY)
    assert [each.id for each in queries.waiting(viewer=house.viewer("council"))] == [made]
    with pytest.raises(Invalid, match="entering what the body decided"):
        turn(house, made, states.DECIDE)
    turn(house, made, states.OFF, reason="No time.")
    assert read(house, made).line.meets_on is None


def test_what_is_known_is_kept_until_the_change_is_another(house: Any, change: Any) -> None:
    made = a_request(house, a_body(house))
    asker = house.viewer("lead")
    with pytest.raises(NotYours):
        deciding.keep_known(viewer=asker, request_id=made, known=Known(), now=NOW)
    known = Known(("One more change.",), (), True, "Two ways.")
    deciding.keep_known(viewer=house.viewer("it lead"), request_id=made, known=known, now=NOW)
    assert read(house, made).known == replace(known, on=TODAY)
    said = replace(read(house, made).said, slug=change.slug)
    operations.edit(
        viewer=house.viewer("it lead"), request_id=made, said=said, version=version_of(made), now=NOW
    )
    assert read(house, made).known == Known()


@given(events=st.lists(st.sampled_from(states.EVENTS), max_size=12))
def test_nothing_is_decided_that_was_not_sent_and_on_an_agenda(events: list[str]) -> None:
    state, sent, agenda = RequestState.DRAFT, False, False
    for event in events:
        after = states.following(state, event)
        if after is None:
            assert event not in states.possible(state, asks=True, enters=True)
            continue
        sent, agenda = sent or event == states.SEND, after is RequestState.AGENDA
        if after is RequestState.DECIDED:
            assert sent
            assert state is RequestState.AGENDA
        assert state is not RequestState.DECIDED
        assert (after in EDITABLE) is (
            after not in (RequestState.SENT, RequestState.AGENDA, RequestState.DECIDED)
        )
        state = after
    assert not agenda or sent


def test_a_program_cannot_send_an_older_framing(house: Any) -> None:
    made = on_agenda(house)
    older = replace(read(house, made), version=1)
    with pytest.raises(Conflict):
        deciding.send(
            viewer=house.viewer("it lead"), request_id=made, checked=Checked(Framing(older, Known())),
            version=version_of(made), now=NOW,
        )  # fmt: skip
    assert a_priority(house, read(house, made).body.id, "Another")
    assert read(house, made).said.process == Process.RESTS
