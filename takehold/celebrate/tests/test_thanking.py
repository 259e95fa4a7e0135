"""A champion is thanked in public in one step, and named only after the yes."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import NOW
from takehold.audit import queries as audit
from takehold.bridge.facts.champions import Shift, StepInput
from takehold.bridge.models import Champion
from takehold.bridge.operations import champions
from takehold.celebrate.facts import NamingState
from takehold.celebrate.operations import names, thanking
from takehold.celebrate.queries import names as asked
from takehold.celebrate.queries import wins
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours

DEED = "stayed until the record was in"


@pytest.fixture
def champion(house: Any, change: Any) -> int:
    """The member stepped forward in ward 1."""
    said = StepInput(house.teams["ward-1"], (Shift.NIGHT,), None)
    champions.step_forward(viewer=house.viewer("member"), slug=change.slug, said=said, version=0, now=NOW)
    return Champion.objects.get().pk


def thank(house: Any, change: Any, champion: int, who: str, text: str = DEED) -> int:
    return thanking.thank_champion(
        viewer=house.viewer(who), slug=change.slug, champion_id=champion, text=text, now=NOW
    )


def test_one_step_publishes_a_win_without_a_name_and_asks(house: Any, change: Any, champion: int) -> None:
    client, path = house.client("manager"), f"/changes/{change.slug}/champions/"
    assert "Thank in public" in client.get(path).content.decode()
    assert "Thank in public" not in house.client("small").get(path).content.decode()
    page = client.post(
        f"/changes/{change.slug}/wins/champions/", {"champion": champion, "text": DEED}, follow=True
    ).content.decode()
    assert "Published without a name." in page
    (win,) = wins.wall(viewer=house.viewer("other"))
    assert win.unit == "Ward 1"
    assert win.lines == ()
    (question,) = asked.asked_of(viewer=house.viewer("member"))
    assert question.named == f"Max Member – {DEED}"
    names.answer(viewer=house.viewer("member"), naming_id=question.id, state=NamingState.NAMED, now=NOW)
    assert wins.wall(viewer=house.viewer("other"))[0].lines == (f"Max Member – {DEED}",)
    assert DEED not in str(audit.recent(20))


def test_it_is_for_those_who_lead_and_the_groups_manager(house: Any, change: Any, champion: int) -> None:
    assert thank(house, change, champion, "lead") != thank(house, change, champion, "manager")
    with pytest.raises(NotAllowed):
        thank(house, change, champion, "council")
    with pytest.raises(NotYours):
        thank(house, change, champion, "other")
    with pytest.raises(Invalid):
        thank(house, change, champion, "member")


@pytest.mark.parametrize("text", ["", "Max Member was there"])
def test_what_cannot_be_said_publishes_nothing(house: Any, change: Any, champion: int, text: str) -> None:
    with pytest.raises(Invalid):
        thank(house, change, champion, "lead", text)
    assert wins.wall(viewer=house.viewer("lead")) == ()
    answer = house.client("lead").post(
        f"/changes/{change.slug}/wins/champions/", {"champion": champion, "text": text}
    )
    assert answer.status_code == 422
    assert text in answer.content.decode()


def test_the_api_thanks_as_the_page_does(house: Any, change: Any, champion: int) -> None:
    said = {"champion": champion, "text": DEED}
    found = house.client("lead").post(
        f"/api/v1/changes/{change.slug}/champions/praise", said, content_type="application/json"
    )
    assert found.status_code == 200
    assert asked.asked_of(viewer=house.viewer("member"))[0].named == f"Max Member – {DEED}"
