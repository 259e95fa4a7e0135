"""Asking why before anything else, and what the need becomes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import NOW
from takehold.gaps.queries import gaps
from takehold.governance.queries.requests import request as request_of
from takehold.governance.tests.council import a_body
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed
from takehold.people.queries import sight
from takehold.shadow_it.facts.tools import (
    Contract,
    DataKept,
    InterviewInput,
    Kind,
    NeedInput,
    Theme,
    ToolLine,
    ToolState,
)
from takehold.shadow_it.operations import becoming, inquiry, telling
from takehold.shadow_it.queries.needs import by_theme, needs
from takehold.shadow_it.queries.words import answer_of_needs, people

from .conftest import offered, on, read, said, turn, understood

pytestmark = pytest.mark.django_db
NEED = NeedInput("Send a film on the same day.", Theme.FILES, "10-19")


def test_why_is_asked_before_a_need_is_recorded(house: Any, tool: int) -> None:
    with pytest.raises(Invalid, match="Begin to ask why first"):
        inquiry.why(cause="tool", text="Too small", **on(house, tool))
    turn(house, tool, "ask")
    with pytest.raises(Invalid, match="Ask why first"):
        inquiry.need(said=NEED, **on(house, tool))
    inquiry.why(cause="tool", text="Ours takes no film.", **on(house, tool))
    inquiry.need(said=NEED, **on(house, tool))
    assert read(house, tool).line.state is ToolState.UNDERSTOOD
    with pytest.raises(NotAllowed):
        inquiry.need(said=NEED, **on(house, tool, "manager"))


def test_the_chain_has_no_circle_and_no_person_and_ends(house: Any, tool: int) -> None:
    turn(house, tool, "ask")
    inquiry.why(cause="tool", text="Ours takes no film.", **on(house, tool))
    with pytest.raises(Invalid, match="circle"):
        inquiry.why(cause="tool", text="OURS TAKES NO FILM.", **on(house, tool))
    with pytest.raises(Invalid, match="never of a person"):
        inquiry.why(cause="stubbornness", text="They do not want to.", **on(house, tool))
    with pytest.raises(Invalid, match="Max Member"):
        inquiry.why(cause="process", text="Max Member set the limit.", **on(house, tool))
    inquiry.why(cause="process", text="The limit was set for mails.", ends_at="The limit", **on(house, tool))
    with pytest.raises(Invalid, match="ends there"):
        inquiry.why(cause="process", text="And on.", **on(house, tool))
    inquiry.take_back(viewer=house.viewer("it lead"), tool_id=tool, now=NOW)
    assert [each.text for each in read(house, tool).whys] == ["Ours takes no film."]


def test_what_was_said_stands_as_need_beside_risk_over_the_version_read(house: Any, tool: int) -> None:
    turn(house, tool, "ask")
    told = InterviewInput(
        "Films.",
        "2 GB at once",
        "Patients would travel",
        DataKept.SENSITIVE,
        Contract.PRIVATE,
        "It lies abroad",
    )
    stale = on(house, tool)
    inquiry.interview(said=told, **stale)
    found = read(house, tool)
    assert (found.gives, found.hurts, found.data, found.contract) == (
        "2 GB at once", "Patients would travel", DataKept.SENSITIVE, Contract.PRIVATE,
    )  # fmt: skip
    with pytest.raises(Conflict):
        inquiry.interview(said=told, **stale)


def test_what_is_offered_is_taken_back_before_the_need_is_said_anew(house: Any, tool: int) -> None:
    understood(house, tool)
    offered(house, tool)
    with pytest.raises(Invalid, match="taken back"):
        inquiry.need(said=NEED, **on(house, tool))


def test_the_need_becomes_a_drafted_request_that_leads_back(house: Any, tool: int) -> None:
    body = a_body(house)
    with pytest.raises(Invalid, match="Record the need first"):
        becoming.to_request(body_id=body, **on(house, tool))
    understood(house, tool)
    made = becoming.to_request(body_id=body, **on(house, tool))
    drafted = request_of(viewer=house.viewer("it lead"), request_id=made)
    assert drafted.said.title == "Send a film of 2 GB to a practice outside on the same day."
    assert "Ward 1" in drafted.said.ask
    assert read(house, tool).led_to.request_id == made
    with pytest.raises(Invalid, match="already"):
        becoming.to_request(body_id=body, **on(house, tool))


def test_the_need_becomes_a_gap_with_its_whys_and_its_departments(house: Any, tool: int, change: Any) -> None:
    understood(house, tool)
    made = becoming.to_gap(slug=change.slug, **on(house, tool))
    gap = gaps.gap(viewer=house.viewer("lead"), slug=change.slug, gap_id=made)
    assert gap.line.where == ("Ward 1",)
    assert gap.line.origin == f"tool/{tool}"
    assert [(each.text, each.ends_at) for each in gap.steps] == [
        ("Ours takes no file over 100 MB.", "The limit of the gate")
    ]
    assert (read(house, tool).led_to.gap_id, read(house, tool).led_to.slug) == (made, change.slug)


def line(theme: Theme, people: str, *, met: bool = False, where: tuple[str, ...] = ("Ward 1",)) -> ToolLine:
    """A tool with its need."""
    state = ToolState.SETTLED if met else ToolState.UNDERSTOOD
    return ToolLine(1, "x", Kind.OTHER, state, where, "x", people, "x", theme, None, "", NOW.date(), met)


def test_needs_stand_by_theme_with_what_concerns_most_people_first() -> None:
    found = by_theme(
        (
            line(Theme.TALK, "100-249", met=True),
            line(Theme.FILES, "10-19"),
            line(Theme.FILES, "5-9", where=("Ward 3", "Ward 1")),
            line(Theme.FILES, "few"),
            line(Theme.LISTS, "few"),
        )
    )
    assert [(each.theme, each.people, each.met) for each in found] == [
        (Theme.FILES, "10-19", 0),  # 10 + 5 + none of the few
        (Theme.TALK, "100-249", 1),
        (Theme.LISTS, "few", 0),
    ]
    assert found[0].departments == ("Ward 1", "Ward 3")
    assert (
        answer_of_needs(found)
        == "What our offering lacks most: sending and sharing files (10–19 people, 2 departments)."
    )
    assert answer_of_needs(found[1:2]) == "Every need on record is met."
    assert people("few") == "a few people, fewer than five"


def test_a_page_asks_as_often_however_many_tools_there_are(house: Any, tool: int) -> None:
    understood(house, tool)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            needs(viewer=house.viewer("it lead"))
        return len(seen)

    once = asked()
    for name in ("The bed list", "The night chat", "The duty sheet"):
        telling.tell(viewer=house.viewer("other"), said=said(name=name), now=NOW)
    assert asked() == once


def test_a_department_more_accepts_and_signs_too(house: Any, tool: int) -> None:
    groups = {unit.name: min(unit.team_ids) for unit in sight(viewer=house.viewer("it lead")).units}
    telling.add_department(group=groups["Ward 3"], **on(house, tool))
    assert read(house, tool).line.where == ("Ward 1", "Ward 3")
    for group, why in ((groups["Ward 3"], "stands there already"), (999_999, "Choose a department")):
        with pytest.raises(Invalid, match=why):
            telling.add_department(group=group, **on(house, tool))
    with pytest.raises(NotAllowed):
        telling.add_department(group=groups["Ward 2"], **on(house, tool, "manager"))
    assert read(house, tool, "other").departments[1].own


def test_a_tool_that_the_catalogue_knows_is_looked_for_in_logs_once(house: Any, promise: int) -> None:
    made = [
        telling.tell(viewer=house.viewer(role), said=said(name="WeTransfer"), now=NOW)
        for role in ("member", "other")
    ]
    assert [read(house, each).line.service for each in made] == ["wetransfer", ""]
