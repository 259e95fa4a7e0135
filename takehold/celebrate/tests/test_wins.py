"""Wins: told and found, published by those who lead, without names, taken back at any time."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from conftest import NOW
from takehold.audit import queries as audit
from takehold.celebrate import models
from takehold.celebrate.facts import WinInput, WinKind, WinState
from takehold.celebrate.operations import lifecycle
from takehold.celebrate.operations import wins as operations
from takehold.celebrate.queries import kept
from takehold.celebrate.queries import wins as queries
from takehold.celebrate.views import wins as pages
from takehold.initiatives.facts import Invalid
from takehold.ledger import queries as ledger
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.queries import kept as people_kept


@pytest.fixture
def told(house: Any, change: Any) -> int:
    """ "The first week without a sheet.", told by the member of ward 1 for ward 1."""
    said = WinInput("The first week without a sheet.", house.teams["ward-1"])
    return operations.tell(viewer=house.viewer("member"), slug=change.slug, said=said, now=NOW)


def reads(house: Any, who: str, change: Any) -> list[str]:
    return [each.text for each in queries.of_change(viewer=house.viewer(who), slug=change.slug)]


def publish(house: Any, change: Any, win: int, who: str = "lead", text: str = "") -> None:
    operations.publish(viewer=house.viewer(who), slug=change.slug, win_id=win, text=text, now=NOW)


def test_what_is_told_is_read_by_its_teller_and_those_who_lead_until_it_is_published(
    house: Any, change: Any, told: int
) -> None:
    for who, sees in {"member": 1, "lead": 1, "manager": 1, "other": 0, "small": 0, "sponsor": 0}.items():
        assert len(reads(house, who, change)) == sees, who
    publish(house, change, told, "manager")
    for who in ("member", "other", "small", "sponsor"):
        assert reads(house, who, change) == ["The first week without a sheet."]
        assert len(queries.wall(viewer=house.viewer(who))) == 1
    with pytest.raises(NotYours):
        queries.wall(viewer=house.viewer("stranger"))


def test_only_those_who_lead_and_the_groups_own_manager_publish(house: Any, change: Any, told: int) -> None:
    with pytest.raises(NotAllowed):
        publish(house, change, told, "member")
    with pytest.raises(NotYours):
        publish(house, change, told, "other")
    everybody = operations.tell(
        viewer=house.viewer("manager"), slug=change.slug, said=WinInput("All wards at once."), now=NOW
    )
    with pytest.raises(NotAllowed):
        publish(house, change, everybody, "manager")
    publish(house, change, everybody)


def test_the_day_stands_on_the_charts_of_that_group_without_the_words(
    house: Any, change: Any, told: int
) -> None:
    publish(house, change, told)
    scope = people.scope(viewer=house.viewer("lead"))
    (mark,) = [
        each
        for each in ledger.marks(scope=scope, first=NOW.date(), last=NOW.date())
        if each.kind == "recognition"
    ]
    assert (mark.text, mark.team_ids, mark.subject) == (
        "Recognised: Ward 1",
        frozenset({house.teams["ward-1"]}),
        change.slug,
    )


def test_what_is_taken_back_is_on_no_wall_and_can_be_published_in_other_words(
    house: Any, change: Any, told: int
) -> None:
    publish(house, change, told)
    with pytest.raises(NotAllowed):
        operations.withdraw(viewer=house.viewer("other"), slug=change.slug, win_id=told, now=NOW)
    operations.withdraw(viewer=house.viewer("member"), slug=change.slug, win_id=told, now=NOW)
    assert queries.wall(viewer=house.viewer("lead")) == ()
    assert reads(house, "other", change) == []
    publish(house, change, told, text="A week without a sheet.")
    assert reads(house, "other", change) == ["A week without a sheet."]


def test_nobody_is_named_in_passing(house: Any, change: Any, told: int) -> None:
    with pytest.raises(Invalid, match="Max"):
        operations.tell(
            viewer=house.viewer("manager"), slug=change.slug, said=WinInput("Thanks to Max Member!"), now=NOW
        )
    with pytest.raises(Invalid, match="asked first"):
        publish(house, change, told, text="Olga Other did it.")
    assert reads(house, "other", change) == []


def test_a_group_that_one_does_not_see_is_not_there(house: Any, change: Any) -> None:
    with pytest.raises(Invalid, match="not there"):
        operations.tell(
            viewer=house.viewer("member"), slug=change.slug, said=WinInput("Well done.", house.teams["ward-3"]), now=NOW
        )  # fmt: skip


def test_found_wins_speak_in_figures_and_are_edited_before_they_are_published(house: Any, found: Any) -> None:
    ward = models.Win.objects.get(unit="Ward 3")
    said = "Ward 3 has kept it up: “The handover is written in the record”, 229 of 240 times in the last eight weeks."
    assert queries.win(viewer=house.viewer("other"), slug=found.slug, win_id=ward.pk).text == said
    publish(house, found, ward.pk, "other")
    assert reads(house, "member", found).count(said) == 1
    assert queries.win(viewer=house.viewer("member"), slug=found.slug, win_id=ward.pk).unit_key == ""


def test_applause_is_a_number_and_each_counts_once(house: Any, change: Any, told: int) -> None:
    at = {"slug": change.slug, "win_id": told}
    with pytest.raises(NotYours):
        operations.applaud(viewer=house.viewer("member"), **at)
    publish(house, change, told)
    lines = len(audit.recent(100))
    for who in ("member", "other", "other", "other", "lead"):
        operations.applaud(viewer=house.viewer(who), **at)
    found = queries.win(viewer=house.viewer("other"), **at)
    assert (found.applause, found.applauded) == (3, True)
    assert not queries.win(viewer=house.viewer("small"), **at).applauded
    assert len(audit.recent(100)) == lines, "who applauds is in no record"


def test_the_database_refuses_a_published_win_without_words(told: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Win.objects.filter(pk=told).update(state="published", text="", published_on=NOW.date())
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Win.objects.filter(pk=told).update(state="published", published_on=None)


def test_whatever_happens_what_is_published_was_published_by_somebody() -> None:
    for events in product(lifecycle.EVENTS, repeat=6):
        state, last = WinState.FOUND, ""
        for event in events:
            to = lifecycle.following(state, event)
            if to is not None:
                state, last = to, event
        assert (state is WinState.PUBLISHED) == (last == lifecycle.PUBLISH), events
    assert lifecycle.following(WinState.PUBLISHED, lifecycle.WITHDRAW) is WinState.WITHDRAWN


def test_what_is_kept_of_a_person(house: Any, change: Any, told: int) -> None:
    publish(house, change, told)
    operations.applaud(viewer=house.viewer("other"), slug=change.slug, win_id=told)
    mine, *_rest, hands = people_kept.kept(kept.tables(), house.people["member"])
    assert [dict(row)["text"] for row in mine.rows] == ["The first week without a sheet."]
    assert (hands.count, people_kept.kept(kept.tables(), house.people["other"])[-1].count) == (0, 1)


def test_the_pages_from_telling_to_applause(house: Any, change: Any) -> None:
    member, lead = house.client("member"), house.client("lead")
    here = f"/changes/{change.slug}/wins/"
    assert "Nothing is published yet." in member.get("/wins/").content.decode()
    assert member.post("/wins/new/", {"text": "", "change": change.slug}).status_code == 422
    form = {"text": "The first week without a sheet.", "change": change.slug, "group": house.teams["ward-1"]}
    assert member.post("/wins/new/", form)["Location"] == here
    win = models.Win.objects.get()
    assert "It waits for those who lead." not in member.get(here).content.decode()
    assert "1 more waits for your yes." in lead.get(here).content.decode()
    at = f"{here}{win.pk}/"
    assert lead.post(f"{at}publish/", {"text": "Max Member did it."}).status_code == 422
    assert lead.post(f"{at}publish/")["Location"] == here
    shown = member.get("/wins/").content.decode()
    assert "1 win to celebrate, of 1 group." in shown
    member.post(f"{at}applaud/", {"from": "wall"})
    assert "1 applauds" in member.get("/wins/").content.decode()
    member.post(f"{at}withdraw/")
    assert "Nothing is published yet." in member.get("/wins/").content.decode()
    assert lead.post(f"{at}leave/")["Location"] == here
    assert models.Win.objects.get().state == WinState.WITHDRAWN


def test_the_first_lines(house: Any, found: Any) -> None:
    wins = queries.of_change(viewer=house.viewer("lead"), slug=found.slug)
    assert pages.answer([], wins) == "No win is published yet."
    assert all(not each.fresh for each in wins), "they held a year ago"
    assert {each.kind for each in wins} == {WinKind.HELD}


def test_a_program_tells_publishes_and_takes_back(house: Any, change: Any) -> None:
    client, at = house.client("lead"), f"/api/v1/changes/{change.slug}/wins"

    def send(address: str, **body: Any) -> Any:
        return client.post(address, json.dumps(body), content_type="application/json")

    made = send(at, text="All wards at once.")
    assert made.status_code == 201
    here = f"{at}/{made.json()['id']}"
    assert send(f"{here}/publish").json()["state"] == "published"
    assert send(f"{here}/applause").json()["applause"] == 1
    assert [each["text"] for each in client.get("/api/v1/wins").json()["items"]] == ["All wards at once."]
    assert send(f"{here}/withdraw").json()["state"] == "withdrawn"
    assert send(f"{here}/leave").status_code == 422
