"""The plan of winning people over: what is done goes on record, and nothing else can happen than the table allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from takehold.influence import models
from takehold.influence.facts import Landed, Landing, MoveState, Support
from takehold.influence.operations import advocacy as operations
from takehold.influence.operations import stakeholders
from takehold.influence.operations.lifecycle import EVENTS, NEXT, following
from takehold.influence.queries import approaches, support
from takehold.influence.queries.advocacy import advocacy
from takehold.influence.queries.attempts import after, before
from takehold.influence.queries.words import MOVES
from takehold.influence.tests.conftest import TODAY, planned, said, told, tried
from takehold.influence.views.advocacy import answer
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours


@pytest.mark.parametrize("length", range(7))
def test_what_was_done_stays_done_and_nothing_is_done_that_was_dropped(length: int) -> None:
    """In every sequence of up to six events."""
    for events in product(EVENTS, repeat=length):
        _holds(events)


def _holds(events: Iterable[str]) -> None:
    state, seen = MoveState.PLANNED, [MoveState.PLANNED]
    for event in events:
        state = following(state, event) or state
        seen.append(state)
    done = seen.index(MoveState.DONE) if MoveState.DONE in seen else len(seen)
    assert set(seen[done:]) <= {MoveState.DONE}
    assert all(seen[at - 1] is MoveState.PLANNED for at in range(1, len(seen)) if at == done)
    assert set(MOVES) == set(MoveState) == {*NEXT.values()}


def test_done_is_only_what_is_on_record(house: Any, change: Any, nights: int) -> None:
    on = told(house, change)
    move = operations.plan(said=planned(nights), **on)
    with pytest.raises(Invalid):
        operations.turn(move_id=move, event="do", version=1, **on)
    operations.turn(move_id=move, event="drop", version=1, **on)
    with pytest.raises(Invalid):
        operations.do(move_id=move, said=tried(), version=2, **on)
    with pytest.raises(Conflict):
        operations.edit(move_id=move, said=planned(nights), version=2, **on)
    operations.turn(move_id=move, event="again", version=2, **on)
    with pytest.raises(Conflict):
        operations.do(move_id=move, said=tried(), version=2, **on)
    made = operations.do(move_id=move, said=tried(), version=3, **on)
    (found,) = approaches(viewer=house.viewer("member"), slug=change.slug)
    assert (found.id, found.audience, found.said) == (made, "Night shifts", tried())
    assert advocacy(viewer=house.viewer("lead"), slug=change.slug).moves[0].state is MoveState.DONE
    assert models.Attempt.objects.get().move_id == move
    with pytest.raises(Invalid):
        operations.do(move_id=move, said=tried(), version=4, **on)


@pytest.mark.parametrize(("field", "wrong"), [
    ("message", {"message": "Max will tell them"}), ("messenger", {"messenger": "Olga Other"}),
    ("due", {"due": TODAY - timedelta(days=1)}), ("due", {"due": None}), ("stakeholder", {"stakeholder_id": 0}),
])  # fmt: skip
def test_a_plan_names_nobody_and_has_a_day(
    house: Any, change: Any, nights: int, field: str, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        operations.plan(said=replace(planned(nights), **wrong), **told(house, change))
    assert refused.value.field == field
    assert not models.Move.objects.exists()


def test_who_was_never_reached_is_told(house: Any, change: Any, nights: int) -> None:
    on = told(house, change)
    late = operations.plan(said=planned(nights), **on)
    models.Move.objects.filter(pk=late).update(due=TODAY - timedelta(days=1))
    found = advocacy(viewer=house.viewer("lead"), slug=change.slug)
    assert found.unreached == ((nights, "Night shifts"),)
    assert answer(found) == (
        "1 thing is planned. 1 should be done already. Nobody has tried to win over Night shifts yet."
    )
    operations.attempt(stakeholder_id=nights, said=tried(), **on)
    assert advocacy(viewer=house.viewer("lead"), slug=change.slug).unreached == ()
    (one,) = support(viewer=house.viewer("lead"), slug=change.slug).stakeholders
    assert (one.reached_on, one.attempts) == (TODAY, 1)


def test_what_they_said_before_and_after_stands_beside_an_attempt(
    house: Any, change: Any, nights: int
) -> None:
    on = told(house, change)
    for days, where in (
        (80, Support.AGAINST),
        (41, Support.RATHER_AGAINST),
        (20, Support.FOR),
        (1, Support.AGAINST),
    ):
        stakeholders.state(stakeholder_id=nights, said=said(where, TODAY - timedelta(days=days)), **on)
    operations.attempt(stakeholder_id=nights, said=tried(TODAY - timedelta(days=41), Landed.TOWARDS), **on)
    (found,) = approaches(viewer=house.viewer("lead"), slug=change.slug)
    assert (found.before, found.after) == (Support.RATHER_AGAINST, Support.FOR)
    assert before([], TODAY) is after([], TODAY) is None
    assert after([(TODAY, Support.FOR)], TODAY - timedelta(days=61)) is None


def test_how_it_landed_is_said_later(house: Any, change: Any, nights: int) -> None:
    on = told(house, change)
    made = operations.attempt(stakeholder_id=nights, said=tried(), **on)
    operations.land(attempt_id=made, said=Landing(Landed.AWAY, "Too long", "Ten minutes"), version=1, **on)
    with pytest.raises(Conflict):
        operations.land(attempt_id=made, said=Landing(), version=1, **on)
    with pytest.raises(NotYours):
        operations.land(attempt_id=made + 1, said=Landing(), version=1, **on)
    with pytest.raises(Invalid):
        operations.land(attempt_id=made, said=Landing(Landed.AWAY, "Max was rude"), version=2, **on)
    (found,) = approaches(viewer=house.viewer("lead"), slug=change.slug)
    assert found.said.landing == Landing(Landed.AWAY, "Too long", "Ten minutes")
    with pytest.raises(NotAllowed):
        operations.attempt(stakeholder_id=nights, said=tried(), **told(house, change, "manager"))
    with pytest.raises(Invalid):
        operations.attempt(stakeholder_id=nights, said=tried(TODAY + timedelta(days=1)), **on)


def test_the_pages_from_a_plan_to_the_record(house: Any, change: Any, nights: int) -> None:
    lead, at = house.client("lead"), f"/changes/{change.slug}/advocacy/"
    assert "0 things are planned." in lead.get(at).content.decode()
    sent = {"stakeholder": nights, "matters": "Sleep", "message": "Three fields go.", "messenger": "A nurse",
            "channel": "Their huddle", "due": str(TODAY)}  # fmt: skip
    assert lead.post(at, {**sent, "message": ""}).status_code == 422
    assert lead.post(at, sent)["Location"] == at
    one = f"{at}{models.Move.objects.get().pk}/"
    assert lead.post(one, {**sent, "channel": "Email", "version": "1"})["Location"] == one
    assert lead.post(one, {**sent, "version": "1"}).status_code == 422
    assert lead.post(f"{one}turn/", {"event": "drop", "version": "2"})["Location"] == one
    assert "Take it up again" in lead.get(one).content.decode()
    lead.post(f"{one}turn/", {"event": "again", "version": "3"})
    done = {"approach": "listening", "what": "Listened", "on": str(TODAY), "landed": "towards", "said": "At last",
            "differently": "Sooner", "version": "4"}  # fmt: skip
    assert lead.post(f"{one}done/", {**done, "what": ""}).status_code == 422
    assert lead.post(f"{one}done/", done)["Location"] == at
    stake = f"/changes/{change.slug}/stakeholders/{nights}/"
    assert "They came closer" in house.client("member").get(stake).content.decode()
    assert house.client("member").post(f"{one}done/", done).status_code == 403
    made = models.Attempt.objects.get().pk
    landed = {"landed": "same", "said": "Hm", "differently": "", "version": "1"}
    assert lead.post(f"{stake}attempt/{made}/", landed)["Location"] == stake
    assert lead.post(f"{stake}attempt/{made}/", landed).status_code == 422
    assert lead.post(f"{stake}attempt/", {**done, "approach": "facts"})["Location"] == stake
    assert lead.post(f"{stake}attempt/", {**done, "on": "2030-01-01"}).status_code == 422


def test_the_same_for_programs(house: Any, change: Any, nights: int) -> None:
    lead, at = house.client("lead"), f"/api/v1/changes/{change.slug}"
    sent = {"stakeholder": nights, "matters": "Sleep", "message": "Three fields go.", "messenger": "A nurse",
            "channel": "Their huddle", "due": str(TODAY)}  # fmt: skip
    as_json = {"content_type": "application/json"}
    (move,) = lead.post(f"{at}/advocacy", sent, **as_json).json()["moves"]
    one = f"{at}/advocacy/{move['id']}"
    assert lead.put(one, {**sent, "version": 1}, **as_json).json()["moves"][0]["version"] == 2
    lead.post(f"{one}/turn", {"event": "drop", "version": 2}, **as_json)
    assert lead.post(f"{one}/turn", {"event": "again", "version": 3}, **as_json).status_code == 200
    done = {"approach": "trial", "on": str(TODAY), "what": "A week of it", "version": 4}
    assert lead.post(f"{one}/done", done, **as_json).json()["unreached"] == []
    lead.post(f"{at}/stakeholders/{nights}/attempts", {**done, "approach": "facts"}, **as_json)
    items = lead.get(f"{at}/attempts").json()["items"]
    assert {each["approach"] for each in items} == {"trial", "facts"}
    landed = {"landed": "towards", "version": 1}
    assert lead.put(f"{at}/attempts/{items[0]['id']}", landed, **as_json).status_code == 200
    found = lead.get("/api/v1/approaches?landed=towards").json()
    assert (found["total"], found["items"][0]["landed"]) == (1, "towards")
    assert sum(each["towards"] for each in found["landed"]) == 1
