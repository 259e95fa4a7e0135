"""B12 missteps: what we got wrong is told with its effect and its cause in the work, a person as the cause is refused; promises
have owners and days that everybody sees kept or late; what use and trust did afterwards stands beside it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from conftest import NOW, Change, House, pour, series
from takehold.audit import queries as audit
from takehold.gather.disclosure.closing import close
from takehold.gather.tests import answered
from takehold.initiatives import operations as initiatives
from tests.journeys.browsing import Person, person
from tests.journeys.days import passes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
TODAY = NOW.date()
TITLE = "We took the paper away too early"
HAPPENED = "We closed the drawer in January, before the form fitted on one screen."
EFFECT = "For five weeks handovers were written twice."
WHY = "The date was set by the budget year and not by what the wards needed."
TO = "All wards, at Monday's handover"
FULL = {
    "happened_on": str(TODAY - timedelta(weeks=12)), "effect": EFFECT, "cause": "priority", "why": WHY,
    "behaviour": "handover",
}  # fmt: skip
JSON = {"content_type": "application/json"}


def suggested(house: House, change: Change) -> Person:
    """A member suggests it with no more than what happened; the lead stands before it."""
    member, lead = person(house.client("member")), person(house.client("lead"))
    member.goes(f"/changes/{change.slug}/missteps/new/")
    member.presses("Suggest it", title=TITLE, happened=HAPPENED).is_silent_about(TITLE)
    lead.goes("/missteps/", change=change.slug)
    assert TITLE in lead.page.section("Not told yet")
    lead.clicks(TITLE)
    return lead


def told(house: House, change: Change) -> Person:
    """All is said, and all wards are told."""
    initiatives.refresh(change.behaviour_id, NOW)
    lead = suggested(house, change)
    lead.clicks("Edit")
    lead.presses("Save", **FULL)
    lead.presses("Tell it", to=TO)
    return lead


def test_a_person_as_the_cause_is_refused_and_who_suggests_is_kept_nowhere(
    house: House, change: Change
) -> None:
    member = person(house.client("member"))
    member.goes(f"/changes/{change.slug}/missteps/new/")
    said = {"title": TITLE, "happened": HAPPENED}
    member.presses("Suggest it", **said, why="One nurse forgot to switch it on.").says("points at a person")
    member.presses("Suggest it", why="Mia Manager decided it.").says("A misstep is ours")
    member.presses("Suggest it", why="", cause="attitude").says("Select a valid choice.")
    lead = suggested(house, change)
    at = lead.page.address
    assert member.goes(at).status == 404, "not told yet"
    lead.page.says("Before it is told:")
    lead.presses("Tell it", to=TO)
    assert lead.page.status == 422, "nothing is told without what it did and what let it happen"
    lead.clicks("Edit")
    lead.presses("Save", **{**FULL, "effect": "It was human error."}).says("points at a person")
    lead.presses("Save", effect=EFFECT)
    lead.page.says("What let it happen lies in priorities, not in a person:", WHY)
    record = [each for each in audit.recent(20) if each.subject.startswith("misstep:")]
    assert [(each.action, each.actor) for each in record][-1] == ("misstep suggested", "takehold")
    assert "Max" not in str(record)
    assert EFFECT not in str(record)


def test_what_is_promised_is_followed_through_before_everybody(
    house: House, change: Change, moment: Any
) -> None:
    lead = told(house, change)
    at, one = lead.page.address, {"what": "The form fits on one screen."}
    lead.presses("Promise it", **one, due_on="").says("Without a day it does not happen.")
    lead.presses("Promise it", due_on=str(TODAY + timedelta(days=28)))
    assert lead.page.status == 422, "nobody in particular keeps no promise"
    lead.presses("Promise it", owner_role="lead").says("The form fits on one screen.")
    sheets = {"what": "The loose sheets are collected.", "owner": "Max Member"}
    lead.presses("Promise it", **sheets, due_on=str(TODAY + timedelta(days=10)))
    lead.presses("Keep it", event="begin")
    lead.presses("Keep it", event="finish").says("It is mended once every promise is kept.")
    for reader in ("member", "other", "small", "works council"):
        everybody = person(house.client(reader))
        everybody.goes("/missteps/").says(TITLE, "0 of 2 promises kept")
        everybody.clicks(TITLE)
        everybody.page.says(HAPPENED, EFFECT, WHY, TO, "Max Member", "to be kept")
        assert not everybody.page.offers("Keep it")
    passes(house, moment, 12)
    person(house.client("small")).goes("/missteps/").says("A promise is late.")
    member = person(house.client("member"))
    member.goes(at).says("Should have been kept already.")
    member.presses("Say so", came_of="All sheets lie in one box.")
    passes(house, moment, 25)
    lead = person(house.client("lead"))
    lead.goes("/week/").says("After a misstep of ours: The form fits on one screen.")
    lead.goes(at)
    lead.presses("Say so", came_of="It fits.")
    lead.presses("Keep it", event="finish")
    person(house.client("member")).goes(at).says(
        "We got this wrong, said so, and mended it", "All sheets lie"
    )
    lead.presses("Keep it", event="reopen", reason="").says("Say in a sentence why.")
    lead.presses("Keep it", event="reopen", reason="The form grew again.")
    person(house.client("member")).goes("/missteps/").says("open again")
    lead.goes(f"{at}edit/")
    lead.presses("Save", title="Something else").says("What was told stays as it was told.")


def surveyed(house: House, change: Change, opened: date, mean: float) -> None:
    """Everybody answers around a level; it is closed."""
    rng, number = random.Random(5), answered.initiative_id(change.slug)
    wave, cells = answered.open_survey(house, number, answered.asked(house), opened=opened)
    for cell in cells.values():
        answered.answer(wave, cell, answered.choices(rng, mean=mean))
    close(wave_id=wave.pk, now=NOW + timedelta(days=70), rng=rng)


def counted(change: Change) -> None:
    """Ten weeks more: ward 1 stays where it was for three of them, then does as the others do."""
    by_ward = {f"Ward {n}": series(10, 0.95) for n in (2, 3, 4)} | {
        "Ward 1": series(10, 0.4, slip=7, to=0.95)
    }
    later = {
        ward: [(day + timedelta(weeks=10), n, x) for day, n, x in days] for ward, days in by_ward.items()
    }
    pour(change.measure_id, change.source_id, later)
    initiatives.refresh(change.behaviour_id, NOW + timedelta(days=70))


def test_what_use_and_trust_did_afterwards_stands_beside_it(
    house: House, change: Change, moment: Any
) -> None:
    surveyed(house, change, TODAY - timedelta(days=60), 2.2)
    at = told(house, change).page.address
    member = person(house.client("member"))
    early = member.goes(at).section("What was seen afterwards")
    assert early.count("Cannot tell.") == 2, "on the day itself nothing can be known"
    passes(house, moment, 70)
    counted(change)
    surveyed(house, change, TODAY + timedelta(days=14), 4.0)
    member = person(house.client("member"))
    seen = member.goes(at).section("What was seen afterwards")
    assert seen.count("Rose.") == 2
    assert "Seen after it was told, not because of it" in seen
    found = house.client("member").get(f"/api/v1{at.rstrip('/')}").json()
    assert [found[each]["sign"] for each in ("use_afterwards", "trust_afterwards")] == ["up", "up"]
    since = date.fromisoformat(found["use_afterwards"]["since"])
    assert abs(since - (TODAY + timedelta(weeks=3))) <= timedelta(weeks=2), "when ward 1 came back"


def test_a_program_does_the_same_under_the_same_rights(house: House, change: Change) -> None:
    at, said = f"/api/v1/changes/{change.slug}/missteps", {"title": TITLE, "happened": HAPPENED}
    member, lead = house.client("member"), house.client("lead")
    assert house.client("stranger").post(at, said, **JSON).status_code == 404
    blaming = {**said, "why": "The technician ignored the warning."}
    assert member.post(at, blaming, **JSON).json()["errors"][0]["field"] == "why"
    assert member.post(at, said, **JSON).json() == {"kept": True}, "and no number by which to find who it was"
    (draft,) = lead.get("/api/v1/missteps").json()["items"]
    assert member.get("/api/v1/missteps").json()["items"] == []
    one = f"/api/v1/missteps/{draft['id']}"

    def does(who: Any, where: str, **more: Any) -> Any:
        return who.post(f"{one}{where}", {**more, "version": lead.get(one).json()["version"]}, **JSON)

    assert does(lead, "/tell", to=TO).status_code == 422
    full = {**said, **FULL, "behaviour": "", "version": 1}
    assert lead.put(one, full, **JSON).status_code == 200
    assert does(lead, "/tell", to=TO).json()["told"] == [{"on": str(TODAY), "to": TO}]
    promise = {"what": "It fits on one screen.", "owner_role": "lead"}
    assert does(lead, "/promises", **promise).json()["errors"][0]["field"] == "due_on"
    due = {**promise, "due_on": str(TODAY)}
    assert does(member, "/promises", **due).status_code == 403
    (kept,) = does(lead, "/promises", **due).json()["promised"]
    keeping = f"{one}/promises/{kept['id']}"
    assert member.post(keeping, {"came_of": "It fits."}, **JSON).status_code == 403
    assert lead.post(keeping, {"came_of": "It fits."}, **JSON).status_code == 200
    read = member.get(one).json()
    assert (read["cause"], read["promised"][0]["came_of"], read["trust_afterwards"]["sign"]) == (
        "priority", "It fits.", "cannot tell",
    )  # fmt: skip
