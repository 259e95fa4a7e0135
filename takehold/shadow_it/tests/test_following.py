"""Afterwards: the department is asked, and what is not met opens the inquiry again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import NOW
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours
from takehold.shadow_it import jobs
from takehold.shadow_it.facts.tools import Found, ToolState, Way
from takehold.shadow_it.operations import following
from takehold.shadow_it.queries.words import of_check

from .conftest import agreed, offered, on, read, turn, understood

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(weeks=5)


@pytest.fixture
def met(house: Any, tool: int) -> int:
    """Settled today."""
    understood(house, tool)
    offered(house, tool)
    agreed(house, tool)
    turn(house, tool, "settle")
    return tool


def run(now: Any) -> int:
    """As the clock would."""
    due = jobs.due(now)
    for job in due:
        jobs.run(job, now=now, home=Path())
    return len(due)


def answered(house: Any, tool: int, said: Found, words: str = "", role: str = "member") -> None:
    """For the department, on the day it is asked."""
    viewer = replace(house.viewer(role), on=LATER.date(), seen={})
    check = read(house, tool).checks[0].id
    following.answer(viewer=viewer, tool_id=tool, check_id=check, said=said, words=words, now=LATER)


def test_without_logs_the_department_is_asked_on_the_day(house: Any, met: int) -> None:
    assert run(LATER - timedelta(days=1)) == 0
    assert run(LATER) == 1
    assert run(LATER) == 0
    found = read(house, met)
    assert found.line.asked
    assert of_check(found.checks[0]) == "No log can tell, so the department is asked since 6 April 2026."
    assert read(house, met, "member").checks[0].may_answer
    assert not found.checks[0].may_answer


def test_a_need_that_is_met_stays_met(house: Any, met: int) -> None:
    run(LATER)
    answered(house, met, Found.YES, "It is quicker than the old one.")
    found = read(house, met)
    assert found.line.state is ToolState.SETTLED
    assert of_check(found.checks[0]).endswith("It is quicker than the old one.")
    with pytest.raises(Invalid, match="not asked any more"):
        answered(house, met, Found.NO, "No.")


def test_a_need_that_is_not_met_opens_the_inquiry_again_and_says_why(house: Any, met: int) -> None:
    turn(house, met, "retire")
    run(LATER)
    with pytest.raises(Invalid, match="what is missing"):
        answered(house, met, Found.PARTLY)
    answered(house, met, Found.PARTLY, "Films over 4 GB do not go through.")
    found = read(house, met)
    assert found.line.state is ToolState.REOPENED
    assert not found.line.met
    assert of_check(found.turns[-1].seen) == (
        "The department says that its need is met in part only. Films over 4 GB do not go through."
    )
    assert found.line.need
    assert (found.offer, found.gate.opens) == ("", False)
    assert run(NOW + timedelta(weeks=12)) == 0
    turn(house, met, "ask")


def test_the_clock_holds_the_tool_before_its_look_as_who_answers_does(house: Any, met: int) -> None:
    check = read(house, met).checks[0].id
    with CaptureQueriesContext(connection) as seen:
        following.look(check_id=check, now=LATER)
    held = [
        each["sql"].split('"')[1] for each in seen
        if each["sql"].startswith(('SELECT "shadow_it_tool"."id"', 'SELECT "shadow_it_check"."id"'))
    ]  # fmt: skip
    assert held[:2] == ["shadow_it_tool", "shadow_it_check"]


def test_it_is_answered_by_the_department_alone(house: Any, met: int) -> None:
    run(LATER)
    with pytest.raises(NotAllowed):
        answered(house, met, Found.YES, role="it lead")
    with pytest.raises(NotYours):
        answered(house, met, Found.YES, role="other")
    with pytest.raises(Invalid, match="Say whether"):
        answered(house, met, Found.FADES)


def test_an_order_is_looked_after_as_well(house: Any, tool: int) -> None:
    from takehold.governance.tests.ordered import issued

    turn(house, tool, "order", directive_id=issued(house, teams=frozenset()))
    assert run(LATER) == 1
    answered(house, tool, Found.NO, "We have nothing to send films with.")
    found = read(house, tool)
    assert (found.line.state, found.ordered) == (ToolState.REOPENED, None)


def test_looks_of_an_offer_that_was_taken_up_twice_are_booked_once(house: Any, met: int) -> None:
    turn(house, met, "reopen", "It was said too early.")
    assert read(house, met).checks == ()
    turn(house, met, "ask")
    from takehold.shadow_it.operations import inquiry

    from .conftest import NeedInput, Theme

    inquiry.need(said=NeedInput("Send films.", Theme.FILES, "few"), **on(house, met))
    offered(house, met, Way.SUPPORT)
    turn(house, met, "settle")
    assert len(read(house, met).checks) == 2
