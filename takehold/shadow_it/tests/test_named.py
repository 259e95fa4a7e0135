"""Tools by name, for the search and for where the need behind one went; and the days that calendars are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.governance.tests.council import a_body
from takehold.shadow_it.operations import becoming
from takehold.shadow_it.queries.dates import dates
from takehold.shadow_it.queries.named import behind, named

from .conftest import TODAY, agreed, offered, on, turn, understood

pytestmark = pytest.mark.django_db


def test_one_finds_the_tools_that_one_may_read(house: Any, tool: int) -> None:
    (found,) = named(viewer=house.viewer("manager"))
    assert (found.id, found.name, found.more) == (
        tool,
        "The film exchange",
        "Sending films to practices outside. ",
    )
    assert named(viewer=house.viewer("other")) == named(viewer=house.viewer("stranger")) == ()
    turn(house, tool, "leave", "It is one of ours.")
    assert named(viewer=house.viewer("it lead")) == ()


def test_a_request_leads_back_to_the_tool_it_came_of(house: Any, tool: int) -> None:
    understood(house, tool)
    made = becoming.to_request(body_id=a_body(house), **on(house, tool))
    assert [each.id for each in behind(viewer=house.viewer("council"), request_id=made)] == [tool]
    assert behind(viewer=house.viewer("other"), request_id=made) == ()
    assert behind(viewer=house.viewer("council"), request_id=made + 1) == ()


def test_looks_stand_in_the_calendar_of_who_leads_it_and_of_no_change(house: Any, tool: int) -> None:
    understood(house, tool)
    offered(house, tool)
    agreed(house, tool)
    turn(house, tool, "settle")
    year = {"first": TODAY, "last": TODAY + timedelta(days=366)}
    found = dates(viewer=house.viewer("it lead"), **year)
    assert [each.on - NOW.date() for each in found] == [timedelta(weeks=5), timedelta(weeks=12)]
    assert found[0].title == "Look whether the need is met: The film exchange"
    assert found[0].path == f"/shadow/{tool}/"
    assert dates(viewer=house.viewer("lead"), **year) == ()
    assert dates(viewer=house.viewer("it lead"), slug="any", **year) == ()
