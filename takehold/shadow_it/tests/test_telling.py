"""Telling of a tool under a signed promise: by department, never by person."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import NOW
from takehold.audit.models import Line
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours
from takehold.shadow_it import models
from takehold.shadow_it.operations import telling
from takehold.shadow_it.queries import tools as queries
from takehold.shadow_it.queries.words import answer, of_tool

from .conftest import read, said

pytestmark = pytest.mark.django_db


def test_a_department_tells_and_no_person_is_kept(house: Any, tool: int) -> None:
    row = models.Department.objects.get()
    assert row.asks_back_id is None
    lines = list(Line.objects.filter(subject=f"tool:{tool}").values_list("actor", "action"))
    assert lines == [("takehold", "tool told")]
    found = read(house, tool)
    assert found.line.where == ("Ward 1",)
    assert of_tool(found).startswith(
        "The film exchange: a subscription or a service on the web, used by Ward 1."
    )


def test_who_wants_to_be_asked_back_is_kept_until_taken_back(house: Any, promise: int) -> None:
    made = telling.tell(viewer=house.viewer("member"), said=said(ask_me=True), now=NOW)
    assert read(house, made).departments[0].asks_back == "Max Member"
    with pytest.raises(NotYours):
        telling.no_longer_ask(viewer=house.viewer("manager"), tool_id=made, now=NOW)
    telling.no_longer_ask(viewer=house.viewer("member"), tool_id=made, now=NOW)
    assert read(house, made).departments[0].asks_back == ""
    assert "person:" not in str(
        list(Line.objects.filter(subject=f"tool:{made}").values_list("actor", flat=True))
    )


def test_a_department_of_three_is_told_as_the_group_it_is_shown_in(house: Any, promise: int) -> None:
    made = telling.tell(viewer=house.viewer("small"), said=said(people="few"), now=NOW)
    (department,) = read(house, made).departments
    assert department.team_ids > {house.teams["tiny"]}
    assert department.name != "Night desk"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " "}, "name"),
        ({"used_for": ""}, "used_for"),
        ({"used_for": "Max Member built it."}, "used_for"),
        ({"people": "7"}, "people"),
        ({"team": 999_999}, "team"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(
    house: Any, promise: int, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        telling.tell(viewer=house.viewer("member"), said=said(**fields), now=NOW)
    assert refused.value.field == field
    assert not models.Tool.objects.exists()


def test_two_who_tell_of_the_same_service_in_the_same_moment(
    house: Any, promise: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling.tell(viewer=house.viewer("member"), said=said(name="WeTransfer"), now=NOW)
    monkeypatch.setattr(telling, "_free", lambda _name: "wetransfer")  # both looked before either wrote
    with pytest.raises(Conflict, match="send it again"):
        telling.tell(viewer=house.viewer("other"), said=said(name="WeTransfer"), now=NOW)
    assert models.Tool.objects.count() == 1


def test_one_reads_the_tools_of_ones_own_group_and_roles_over_everything_all(house: Any, tool: int) -> None:
    with pytest.raises(NotAllowed):
        telling.tell(viewer=house.viewer("it lead"), said=said(), now=NOW)
    assert [each.id for each in queries.tools(viewer=house.viewer("manager"))] == [tool]
    assert queries.tools(viewer=house.viewer("other")) == ()
    assert [each.id for each in queries.tools(viewer=house.viewer("works council"))] == [tool]
    with pytest.raises(NotYours):
        read(house, tool, "other")
    with pytest.raises(NotYours):
        queries.tools(viewer=house.viewer("stranger"))
    assert answer(()) == "No department has told of a tool of its own yet."
    assert answer(queries.tools(viewer=house.viewer("lead"))) == (
        "1 tool that a department found for itself: the need behind 0 is met."
    )
