"""Two or three questions would settle what is open, from what is missing; each leads to what it rests on."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from conftest import NOW
from takehold.gaps.facts import GapInput, GapKind, GapLine, GapState, Spread, Sureness
from takehold.gaps.operations import chains
from takehold.gaps.operations import gaps as operations
from takehold.gaps.queries.settling import to_settle
from takehold.gather.facts.disclosure import StopsFact

WAVE = uuid4()


def gap(number: int, state: GapState, *questions: str) -> GapLine:
    return GapLine(
        number, f"Gap {number}", GapKind.BARRIER, state, Spread.CANNOT_TELL, Sureness.GUESS, (), NOW.date(), None,
        questions=questions,
    )  # fmt: skip


def stops(known: str) -> Any:
    return WAVE, "Pulse", StopsFact("20-49", known, None, 50, (), 1, "")


def test_one_of_each_gap_those_not_understood_first_and_no_more_than_three() -> None:
    lines = [
        gap(1, GapState.UNDERSTOOD, "a", "b"), gap(2, GapState.OPEN, "c", "d"), gap(3, GapState.CLOSED),
        gap(4, GapState.REOPENED, "e"), gap(5, GapState.OPEN),
    ]  # fmt: skip
    found = to_settle(lines, stops("barrier"))
    assert [(each.question, each.gap_id) for each in found] == [("c", 2), ("e", 4), ("a", 1)]
    with_survey = to_settle(lines, stops("cannot tell"))
    assert [each.question for each in with_survey][:2] == ["c", "e"]
    assert (with_survey[2].wave, with_survey[2].about) == (WAVE, "Pulse")
    assert len(to_settle(lines, None)) == 3
    assert to_settle([], stops("separate gaps")) == ()


@pytest.mark.django_db
def test_the_page_of_whys_asks_them_and_each_leads_on(house: Any, change: Any) -> None:
    lead = house.viewer("lead")
    said = GapInput("A queue at seven", GapKind.PROCESS, frozenset({house.teams["ward-1"]}))
    found = operations.open_gap(viewer=lead, slug=change.slug, said=said, now=NOW)
    chains.add_step(
        viewer=lead, slug=change.slug, gap_id=found, cause="tool", text="The login is slow", now=NOW
    )
    page = house.client("lead").get(f"/changes/{change.slug}/gaps/").content.decode()
    assert "What would settle what is open" in page
    assert "Is it true that “The login is slow”? Nothing is cited for it." in page
    assert "No survey that asks for it has closed yet." in page
    told = house.client("lead").get(f"/api/v1/changes/{change.slug}/gaps").json()["to_settle"]
    assert [each["gap"] for each in told] == [found, None]
    assert house.client("lead").get(f"/changes/{change.slug}/gaps/{found}/").status_code == 200
