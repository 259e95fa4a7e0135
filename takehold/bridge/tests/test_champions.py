"""Champions: people step forward themselves; a no is told to nobody; holes, hours and thanks are where they belong."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from takehold.audit import queries as audit
from takehold.bridge import models
from takehold.bridge.facts.champions import ChampionState, Shift, StepInput
from takehold.bridge.operations import champions as operations
from takehold.bridge.operations.championing import END, EVENTS, INVITE, NEXT, NOBODY, OWN, STEP, following
from takehold.bridge.queries import champions as queries
from takehold.bridge.queries.champions_words import answer, halves_in_words
from takehold.bridge.tests.conftest import TODAY
from takehold.gaps.queries.gaps import groups
from takehold.gaps.queries.rights import change_of
from takehold.initiatives.facts import Conflict, Invalid
from takehold.overview.operations import erasing
from takehold.overview.queries import mine
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.models import Membership

NIGHTS = (Shift.NIGHT,)


def step(house: Any, change: Any, who: str = "member", version: int = 0, **more: Any) -> None:
    said = StepInput(**{"team_id": house.teams["ward-1"], "shifts": (Shift.DAY,), **more})
    operations.step_forward(viewer=house.viewer(who), slug=change.slug, said=said, version=version, now=NOW)


def read(house: Any, change: Any, who: str = "lead", on: date = TODAY) -> Any:
    return queries.champions(viewer=replace(house.viewer(who), on=on, seen={}), slug=change.slug)


def works(house: Any, change: Any, shift: Shift, *teams: str, worked: bool = True) -> None:
    operations.work_shift(
        viewer=house.viewer("lead"), slug=change.slug, shift=shift, worked=worked,
        numbers=[house.teams[each] for each in teams], now=NOW,
    )  # fmt: skip


def ask(house: Any, change: Any, who: str = "member") -> None:
    operations.invite(viewer=house.viewer("lead"), slug=change.slug, person_id=house.people[who], now=NOW)


@given(st.lists(st.sampled_from(EVENTS), max_size=12))
def test_only_the_own_word_makes_a_champion_and_a_no_is_not_asked_again(events: list[str]) -> None:
    state: str = NOBODY
    for event in events:
        to = following(state, event)
        if to is None:
            continue
        if to is ChampionState.SERVING:
            assert event == STEP
            assert event in OWN
        if state == ChampionState.DECLINED:
            assert event == STEP, "whoever said no is heard only when they come by themselves"
        if event == INVITE:
            assert to is ChampionState.INVITED
        state = to


def test_every_state_is_reached_and_every_event_does_something() -> None:
    assert set(NEXT.values()) == set(ChampionState)
    assert {event for _state, event in NEXT} == set(EVENTS)


def test_who_steps_forward_is_found_by_the_own_group_and_holes_are_named(house: Any, change: Any) -> None:
    assert answer(read(house, change)) == "Nobody has stepped forward yet."
    step(house, change)
    found = read(house, change, "manager")
    (ward,) = [each for each in found.groups if each.champions]
    assert (ward.name, ward.champions[0].name, ward.missing) == ("Ward 1", "Max Member", ())
    works(house, change, Shift.NIGHT)
    found = read(house, change)
    assert found.holes == 4, "ward 1 at night, and three groups without anybody"
    assert answer(found) == (
        "At night nobody can be asked in Ward 1. Nobody at all has stepped forward in 3 groups."
    )
    works(house, change, Shift.NIGHT, "ward-3")
    assert [each.missing for each in read(house, change).groups if each.name == "Ward 1"] == [()]
    step(house, change, version=1, shifts=(Shift.NIGHT, Shift.WEEKEND))
    works(house, change, Shift.NIGHT, worked=False)
    assert [each.shifts for each in read(house, change).groups[0].champions] == [(Shift.NIGHT, Shift.WEEKEND)]


def test_each_group_has_somebody(house: Any, change: Any) -> None:
    lead = house.viewer("lead")
    number = change_of(lead, change.slug).id
    for unit in groups(viewer=lead, slug=change.slug):
        member = Membership.objects.filter(team_id__in=unit.team_ids).order_by("id").first()
        assert member is not None
        models.Champion.objects.create(
            initiative_id=number, person_id=member.person_id, team_id=member.team_id, shifts=["day"],
            state=ChampionState.SERVING, since=TODAY,
        )  # fmt: skip
    assert answer(read(house, change)) == "Each group has somebody to ask."
    works(house, change, Shift.DAY)
    every = "Each group has somebody to ask, on each shift that it is said to work."
    assert answer(read(house, change)) == every


def test_a_champion_serves_until_the_day_and_while_in_the_team(house: Any, change: Any) -> None:
    step(house, change, until=TODAY + timedelta(days=10))
    assert any(each.champions for each in read(house, change, on=TODAY + timedelta(days=10)).groups)
    assert not any(each.champions for each in read(house, change, on=TODAY + timedelta(days=11)).groups)
    Membership.objects.filter(person_id=house.people["member"]).update(team_id=house.teams["ward-3"])
    found = read(house, change)
    assert not any(each.champions for each in found.groups)
    assert read(house, change, "member").mine.elsewhere


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"shifts": ()}, "shifts"),
        ({"team_id": None}, "team"),
        ({"until": TODAY - timedelta(days=1)}, "until"),
        ({"until": TODAY + timedelta(days=3000)}, "until"),
    ],
)
def test_what_is_missing_is_asked_for(house: Any, change: Any, said: Any, field: str) -> None:
    with pytest.raises(Invalid) as error:
        step(house, change, **said)
    assert error.value.field == field
    assert not models.Champion.objects.exists()


def test_nobody_steps_forward_for_another_team_or_without_one(house: Any, change: Any) -> None:
    with pytest.raises(Invalid):
        step(house, change, team_id=house.teams["ward-3"])
    with pytest.raises(NotAllowed):
        step(house, change, "auditor")
    with pytest.raises(NotYours):
        step(house, change, "stranger")


def test_an_invitation_is_a_question_and_a_no_is_told_to_nobody(house: Any, change: Any) -> None:
    with pytest.raises(NotAllowed):
        operations.invite(
            viewer=house.viewer("manager"), slug=change.slug, person_id=house.people["member"], now=NOW
        )
    ask(house, change)
    assert [name for name, _on in read(house, change).invited] == ["Max Member"]
    assert read(house, change, "manager").invited == ()
    assert not any(each.champions for each in read(house, change).groups)
    member = house.client("member")
    page = member.get("/me/").content.decode()
    assert "Somebody asks whether you would be a champion of a change." in page
    done = member.post(f"/changes/{change.slug}/champions/answer/", {"event": "decline"}, follow=True)
    assert "Nothing is told of it" in done.content.decode()
    assert read(house, change).invited == ()
    with pytest.raises(Invalid, match="asked already"):
        ask(house, change)
    assert "Max Member" not in house.client("lead").get(f"/changes/{change.slug}/champions/").content.decode()
    step(house, change, version=2)
    assert read(house, change, "member").mine.serves


def test_two_tabs_do_not_overwrite_each_other_and_stepping_back_ends_it(house: Any, change: Any) -> None:
    step(house, change)
    step(house, change, version=1, shifts=NIGHTS)
    with pytest.raises(Conflict):
        step(house, change, version=1)
    with pytest.raises(Conflict):
        step(house, change)
    operations.answer(viewer=house.viewer("member"), slug=change.slug, event=END, now=NOW)
    with pytest.raises(Invalid):
        operations.answer(viewer=house.viewer("member"), slug=change.slug, event=END, now=NOW)
    with pytest.raises(NotYours):
        operations.answer(viewer=house.viewer("manager"), slug=change.slug, event=END, now=NOW)
    assert not any(each.champions for each in read(house, change).groups)


def note(house: Any, change: Any, halves: int, on: date = TODAY, who: str = "member") -> None:
    operations.note_hours(viewer=house.viewer(who), slug=change.slug, on=on, halves=halves, now=NOW)


def test_hours_are_the_persons_own_word_and_for_relief_alone(house: Any, change: Any) -> None:
    with pytest.raises(NotYours):
        note(house, change, 2)
    step(house, change)
    step(house, change, "manager")
    for halves in (5, 3):
        note(house, change, halves)
    note(house, change, 8, who="manager")
    for halves, on in (
        (49, TODAY),
        (-1, TODAY),
        (2, TODAY + timedelta(days=1)),
        (2, TODAY - timedelta(days=1)),
    ):
        with pytest.raises(Invalid):
            note(house, change, halves, on)
    found = read(house, change)
    assert found.months == ((TODAY.replace(day=1), 11),)
    assert [(each.name, each.halves) for each in found.relief] == [("Max Member", 3), ("Mia Manager", 8)], (
        "by name"
    )
    assert [halves for _on, halves in read(house, change, "member").mine.hours] == [3]
    for who in ("member", "manager", "other", "sponsor", "works council", "auditor"):
        assert read(house, change, who).relief == (), who
        assert read(house, change, who).months == (), who
    assert halves_in_words(3) == "1.5 hours"
    note(house, change, 0)
    assert read(house, change, "member").mine.hours == ()


def test_thanks_reach_the_person_and_nobody_else(house: Any, change: Any) -> None:
    step(house, change)
    text = "You stayed until the record was in."
    (number,) = models.Champion.objects.values_list("id", flat=True)
    said = {"champion": number, "text": text}
    path = f"/changes/{change.slug}/champions/"
    page = house.client("manager").post(f"{path}thanks/", said, follow=True).content.decode()
    assert "It stands on this person" in page
    assert text not in page
    with pytest.raises(NotYours):
        operations.thank(
            viewer=house.viewer("other"), slug=change.slug, champion_id=number, text=text, now=NOW
        )
    with pytest.raises(Invalid):
        operations.thank(
            viewer=house.viewer("member"), slug=change.slug, champion_id=number, text=text, now=NOW
        )
    for page in ("/me/", path):
        assert text in house.client("member").get(page).content.decode()
        assert text not in house.client("lead").get(page).content.decode()
    record = str(audit.recent(20))
    assert "champion thanked" in record
    assert "stayed" not in record


def test_it_is_told_to_the_person_and_goes_with_the_person(house: Any, change: Any) -> None:
    ask(house, change)
    step(house, change, version=1)
    note(house, change, 2)
    (number,) = models.Champion.objects.values_list("id", flat=True)
    operations.thank(
        viewer=house.viewer("manager"), slug=change.slug, champion_id=number, text="For Tuesday.", now=NOW
    )
    copy = json.dumps(mine.copy(house.people["member"], now=NOW), default=str)
    assert "For Tuesday." in copy
    assert "For Tuesday." in json.dumps(mine.copy(house.people["manager"], now=NOW), default=str)
    erasing.erase(viewer=house.viewer("admin"), person_id=house.people["member"], now=NOW)
    assert not models.Champion.objects.exists()
    assert not models.ChampionThanks.objects.exists()
    assert not models.ChampionHours.objects.exists()


def test_the_api_says_what_the_page_says(house: Any, change: Any) -> None:
    member, path = house.client("member"), f"/api/v1/changes/{change.slug}/champions"
    body = {"team": house.teams["ward-1"], "shifts": ["night"]}
    put = {"content_type": "application/json"}
    assert member.put(f"{path}/me", body, **put).json()["mine"]["state"] == "serving"
    assert member.put(f"{path}/me", body, **put).status_code == 409
    hours = {"on": TODAY.isoformat(), "half_hours": 3}
    assert member.put(f"{path}/me/hours", hours, **put).json()["mine"]["hours"] == [[TODAY.isoformat(), 3]]
    lead = house.client("lead")
    worked = lead.put(f"{path}/shifts/late", {"worked": True}, **put).json()
    assert [each["missing"] for each in worked["groups"] if each["name"] == "Ward 1"] == [["late"]]
    assert worked["answer"].startswith("Late nobody can be asked in Ward 1. ")
    assert worked["relief"][0]["halves"] == 3
    assert "relief" not in {key for key, value in member.get(path).json().items() if value}
    asked = lead.post(f"{path}/invitations", {"person": house.people["small"]}, **put).json()
    assert [name for name, _on in asked["invited"]] == ["Sam Small"]
    thanks = {"champion": worked["groups"][0]["champions"][0]["id"], "text": "Thank you."}
    assert lead.post(f"{path}/thanks", thanks, **put).status_code == 200
    gone = member.post(f"{path}/me/answer", {"event": "end"}, **put).json()
    assert gone["mine"]["state"] == "ended"
