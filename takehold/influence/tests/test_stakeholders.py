"""Who has a stake: groups by those who lead, persons by themselves alone, each position with where it was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from conftest import NOW
from takehold.audit.models import Line
from takehold.influence import models
from takehold.influence.facts import Influence, PositionInput, Support
from takehold.influence.operations import stakeholders as operations
from takehold.influence.queries import support
from takehold.influence.queries.kept import tables
from takehold.influence.tests.conftest import NIGHTS, TODAY, said, told
from takehold.influence.views import stakeholder
from takehold.influence.views.stakeholders import answer, grid
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.queries.kept import kept


def test_a_stakeholder_with_what_it_said_over_time(house: Any, change: Any, nights: int) -> None:
    on = told(house, change)
    operations.state(stakeholder_id=nights, said=said(Support.AGAINST, TODAY - timedelta(days=40)), **on)
    operations.state(stakeholder_id=nights, said=said(Support.RATHER_FOR), **on)
    (found,) = support(viewer=house.viewer("member"), slug=change.slug).stakeholders
    assert found.said == NIGHTS
    assert [each.support for each in found.positions] == [Support.RATHER_FOR, Support.AGAINST]
    assert (found.now and found.now.source, found.reached_on) == ("Their huddle, minutes", None)
    assert stakeholder.answer(found) == "They said: rather for it. Before, they said: against it."


@pytest.mark.parametrize(("field", "wrong"), [
    ("name", {"name": "Max Member"}), ("stake", {"stake": "Max loses his list"}), ("name", {"name": "  "}),
])  # fmt: skip
def test_a_person_is_no_stakeholder(house: Any, change: Any, field: str, wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        operations.write_down(said=replace(NIGHTS, **wrong), **told(house, change))
    assert refused.value.field == field
    assert not models.Stakeholder.objects.exists()


@pytest.mark.parametrize(("field", "wrong"), [
    ("source", PositionInput(Support.FOR, "", TODAY)),
    ("source", PositionInput(Support.FOR, "Olga told me", TODAY)),
    ("words", PositionInput(Support.FOR, "The huddle", TODAY, "Max says no")),
    ("on", PositionInput(Support.FOR, "The huddle", TODAY + timedelta(days=1))),
    ("on", PositionInput(Support.FOR, "The huddle", None)),
])  # fmt: skip
def test_a_position_says_where_it_was_said(
    house: Any, change: Any, nights: int, field: str, wrong: PositionInput
) -> None:
    with pytest.raises(Invalid) as refused:
        operations.state(stakeholder_id=nights, said=wrong, **told(house, change))
    assert refused.value.field == field
    assert not models.Position.objects.exists()


def test_the_database_takes_no_position_without_a_source(nights: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Position.objects.create(stakeholder_id=nights, support=5, source="", on=TODAY)


def test_those_who_lead_write_and_nobody_is_overwritten(house: Any, change: Any, nights: int) -> None:
    for role in ("manager", "member", "sponsor"):
        with pytest.raises(NotAllowed):
            operations.write_down(said=NIGHTS, **told(house, change, role))
        with pytest.raises(NotAllowed):
            operations.state(stakeholder_id=nights, said=said(Support.FOR), **told(house, change, role))
    with pytest.raises(NotYours):
        support(viewer=house.viewer("stranger"), slug=change.slug)
    on = told(house, change)
    with pytest.raises(NotYours):
        operations.state(stakeholder_id=nights + 1, said=said(Support.FOR), **on)
    with pytest.raises(Conflict):
        operations.write_down(said=NIGHTS, **on)
    changed = replace(NIGHTS, influence=Influence.DECIDES)
    operations.edit(stakeholder_id=nights, said=changed, version=1, **on)
    with pytest.raises(Conflict):
        operations.edit(stakeholder_id=nights, said=NIGHTS, version=1, **on)
    (found,) = support(viewer=house.viewer("lead"), slug=change.slug).stakeholders
    assert (found.said, found.version) == (changed, 2)


def test_a_person_stands_for_oneself_and_takes_it_back(house: Any, change: Any) -> None:
    mine = told(house, change, "member")
    operations.stand(support=Support.RATHER_AGAINST, words="Ask Olga, too", **mine)
    operations.stand(support=Support.UNDECIDED, words="", **mine)
    (found,) = support(viewer=house.viewer("lead"), slug=change.slug).own
    assert (found.person, found.support, found.own) == ("Max Member", Support.UNDECIDED, False)
    table = kept(tables(), house.people["member"])[0]
    assert dict(table.rows[0])["support"] == "3"
    with pytest.raises(NotYours):
        operations.take_back(**told(house, change, "manager"))
    operations.take_back(**mine)
    assert support(viewer=house.viewer("member"), slug=change.slug).own == ()
    with pytest.raises(NotYours):
        operations.stand(support=Support.FOR, words="", **told(house, change, "stranger"))


def test_the_record_holds_no_words(house: Any, change: Any, nights: int) -> None:
    operations.state(stakeholder_id=nights, said=said(Support.AGAINST), **told(house, change))
    operations.stand(support=Support.FOR, words="Secret reason", **told(house, change, "member"))
    lines = Line.objects.filter(
        action__in=["position written down", "own position stated", "stakeholder written down"]
    )
    assert len(lines) == 3
    written = " ".join(f"{line.action} {line.subject} {line.details}" for line in lines)
    assert not any(word in written for word in ("Secret", "Show us", "huddle", "Night"))


def test_an_erased_person_leaves_no_position(house: Any, change: Any) -> None:
    from takehold.people.models import Person

    operations.stand(support=Support.FOR, words="x", **told(house, change, "member"))
    Person.objects.get(pk=house.people["member"]).delete()
    assert not models.OwnPosition.objects.exists()


def test_the_page_answers_who_stands_where(house: Any, change: Any, nights: int) -> None:
    on = told(house, change)
    board = operations.write_down(
        said=replace(NIGHTS, name="The clinic board", influence=Influence.DECIDES), **on
    )
    operations.state(stakeholder_id=nights, said=said(Support.AGAINST), **on)
    found = support(viewer=house.viewer("lead"), slug=change.slug)
    assert [each.id for each in found.stakeholders] == [board, nights]
    assert answer(found) == (
        "1 of 2 has said where it stands: 0 for it, 1 against, 0 undecided. Nobody has tried to win over The clinic "
        "board yet, which decides or can stop it."
    )
    cells = [[[each.id for each in cell] for cell in row] for _word, row in grid(found)]
    assert cells == [[[], [], [], [], [], [board]], [[nights], [], [], [], [], []], [[]] * 6]


def test_the_pages_from_nobody_to_a_stated_position(house: Any, change: Any) -> None:
    lead, at = house.client("lead"), f"/changes/{change.slug}/stakeholders/"
    assert "Nobody is written down who has a stake" in lead.get(at).content.decode()
    sent = {"name": "Night shifts", "kind": "group", "influence": "2", "stake": "Sleep"}
    assert lead.post(at, {**sent, "name": "Max Member"}).status_code == 422
    one = lead.post(at, sent)["Location"]
    twice = lead.post(at, sent)
    assert (twice.status_code, "stands there already" in twice.content.decode()) == (422, True)
    stated = {"support": "2", "words": "Too slow", "source": "Their huddle", "on": str(TODAY)}
    assert lead.post(f"{one}position/", {**stated, "source": ""}).status_code == 422
    assert lead.post(f"{one}position/", stated)["Location"] == one
    assert lead.post(one, {**sent, "version": "7"}).status_code == 422
    assert lead.post(one, {**sent, "stake": "Time", "version": "1"})["Location"] == one
    member = house.client("member")
    assert "They said: rather against." in member.get(one).content.decode()
    assert member.post(f"{one}position/", stated).status_code == 403
    assert member.post(f"{at}mine/", {"support": "5", "words": "Finally"})["Location"] == at
    page = member.get(at).content.decode()
    assert "Max Member" in page
    assert "Cannot tell: 1 position is stated, and it takes 5." in page
    assert member.post(f"{at}mine/", {"take-back": "yes"})["Location"] == at
    assert "Max Member" not in lead.get(at).content.decode()


def test_the_same_for_programs(house: Any, change: Any) -> None:
    lead, at = house.client("lead"), f"/api/v1/changes/{change.slug}/stakeholders"
    body = {"name": "Night shifts", "kind": "group", "influence": 3}
    made = lead.post(at, body, content_type="application/json").json()["stakeholders"][0]
    stated = {"support": 4, "source": "Their huddle", "on": str(TODAY)}
    lead.post(f"{at}/{made['id']}/positions", stated, content_type="application/json")
    lead.put(f"{at}/{made['id']}", {**body, "influence": 1, "version": 1}, content_type="application/json")
    mine = f"/api/v1/changes/{change.slug}/my-position"
    lead.put(mine, {"support": 5}, content_type="application/json")
    found = lead.get(at).json()
    assert (found["stakeholders"][0]["influence"], found["stakeholders"][0]["positions"][0]["support"]) == (
        1,
        4,
    )
    assert (found["people"][0]["support"], found["agreement"]["a"], found["agreement"]["n"]) == (5, None, 1)
    assert lead.delete(mine).json()["people"] == []
    assert NOW.date().isoformat() == found["people"][0]["on"]
