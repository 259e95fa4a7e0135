"""B7 experience: what was tried, how it landed and what is done differently is found again when the next change is planned, by
approach, by outcome, by audience and by words; told as what came next, and to those alone who may read where it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW, Change, House
from takehold.influence.facts import (
    Approach,
    AttemptInput,
    Influence,
    Kind,
    Landed,
    Landing,
    StakeholderInput,
)
from takehold.influence.operations import advocacy, stakeholders
from takehold.initiatives import operations as initiatives
from takehold.initiatives.facts import InitiativeInput
from tests.journeys.browsing import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
TODAY = NOW.date()
RECORD = (
    ("Night shifts", Kind.GROUP, Approach.DEMONSTRATION, "Shown at the bedside at three", Landed.TOWARDS, "Come in week one"),
    ("Night shifts", Kind.GROUP, Approach.FACTS, "Forty slides in the lecture hall", Landed.AWAY, "No slides"),
    ("Day shifts", Kind.GROUP, Approach.FACTS, "One page at the huddle", Landed.SAME, "Bring a colleague"),
    ("The ward board", Kind.BODY, Approach.LISTENING, "An hour without a plan", Landed.TOWARDS, "Before the plan"),
)  # fmt: skip


@pytest.fixture
def tried(house: House, change: Change) -> None:
    """What was tried in the change of before."""
    on: dict[str, Any] = {"viewer": house.viewer("lead"), "slug": change.slug, "now": NOW}
    known: dict[str, int] = {}
    for days, (who, kind, approach, what, landed, differently) in enumerate(RECORD, start=10):
        if who not in known:
            said = StakeholderInput(who, kind, Influence.HEARD, "Their day changes")
            known[who] = stakeholders.write_down(said=said, **on)
        said_of_it = Landing(landed, "As they said it", differently)
        attempt = AttemptInput(approach, TODAY - timedelta(days=days), what, said_of_it)
        advocacy.attempt(stakeholder_id=known[who], said=attempt, **on)


@pytest.fixture
def coming(house: House) -> str:
    """The next change, for surgery alone: planned, and nothing tried yet."""
    surgery = frozenset({house.teams["surgery"]})
    said = InitiativeInput(name="Checklist", reasons=("Safe surgery.",), team_ids=surgery)
    return initiatives.create(viewer=house.viewer("lead"), said=said, now=NOW)


@pytest.mark.usefixtures("tried")
def test_whoever_plans_the_next_change_finds_what_was_tried(house: House, coming: str) -> None:
    lead = person(house.client("lead"))
    lead.goes(f"/changes/{coming}/advocacy/")
    lead.clicks("What was tried before").says("4 attempts are on record: 2 brought people closer")
    lead.page.says("It tells what was tried and what came next, not what would have come without it.")
    counts = {row["By what"]: row for row in lead.page.rows("By what")}
    told = [counts["facts and figures"][each] for each in ("they came closer", "they moved away")]
    assert told == ["0", "1"], "the two of one approach are counted apart by how they landed"
    lead.presses("Look", approach="facts").says("2 attempts are on record: 0 brought people closer")
    lead.page.is_silent_about("Shown at the bedside")
    lead.presses("Look", approach="", landed="towards", kind="body").says(
        "1 attempt", "An hour without a plan"
    )
    lead.page.says("Next time: Before the plan")
    lead.presses("Look", landed="", kind="", text="bedside night").says("Shown at the bedside at three")
    lead.page.is_silent_about("lecture hall")
    lead.presses("Look", text="magnets").says("Nothing on record fits that.")
    found = house.client("lead").get("/api/v1/approaches?approach=facts").json()
    assert {each["differently"] for each in found["items"]} == {"No slides", "Bring a colleague"}


@pytest.mark.usefixtures("tried")
def test_what_the_next_change_learns_is_added_to_the_same_record(house: House, coming: str) -> None:
    lead, at = person(house.client("lead")), f"/changes/{coming}/stakeholders/"
    lead.goes(at)
    lead.presses(
        "Write it down", name="Theatre nurses", kind="group", influence="3", stake="Two minutes more"
    )
    theirs = lead.page.address
    told = {"approach": "demonstration", "what": "Shown on Monday", "on": str(TODAY), "landed": "open"}
    lead.presses("Put it on record", **told)
    lead.goes("/approaches/").says("5 attempts are on record", "1 cannot be told yet")
    lead.goes(theirs)
    lead.presses("Keep it", landed="away", said="Not in the morning", differently="After the list")
    lead.goes("/approaches/", approach="demonstration").says("1 brought people closer", "1 drove them away")
    lead.page.says("Next time: After the list")
    theatre, ward = person(house.client("other")), person(house.client("member"))
    theatre.goes("/approaches/").says("5 attempts are on record", "Shown on Monday")
    ward.goes("/approaches/").says("4 attempts are on record")
    ward.page.is_silent_about("Shown on Monday", "Theatre nurses")
    assert house.client("member").get("/api/v1/approaches?text=Monday").json()["total"] == 0
    for address in ("/approaches/", "/api/v1/approaches"):
        assert house.client("stranger").get(address).status_code == 404


@pytest.mark.usefixtures("tried")
def test_the_record_names_groups_and_counts_nobody(house: House, change: Change) -> None:
    """It is of approaches: no person stands in it, and what points at one does not get in."""
    lead = person(house.client("lead"))
    lead.goes(f"/changes/{change.slug}/stakeholders/")
    lead.clicks("Night shifts")
    lead.presses("Put it on record", approach="peer", what="Mia Manager talked to them", on=str(TODAY))
    assert lead.page.status == 422
    lead.presses("Put it on record", what="Their shift leader talked to them", landed="same")
    lead.goes("/approaches/").says("5 attempts are on record", "Their shift leader talked to them")
    lead.page.is_silent_about("Mia Manager talked")
