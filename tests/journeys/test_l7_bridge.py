"""L7 bridge: from a gap a lead chooses what fits its cause, with owner, day and follow-up booked at once; four quarters are kept
in balance; a consequence has its safeguards; the manager finds it on Monday, and on its day somebody looks whether it worked."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import NOW, Change, House
from takehold.audit import queries as audit
from takehold.bridge import jobs
from takehold.gaps.facts import GapInput, GapKind
from takehold.gaps.operations import chains, citing, gaps
from tests.journeys.browsing import Page, Person, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
TODAY = NOW.date()
SOON, CHECK = TODAY + timedelta(days=3), TODAY + timedelta(weeks=8)
CLICKS = "Nine clicks at night"
FIELD = "Take the ninth field out"
QUARTERS = [("formal", "deliver"), ("formal", "innovate"), ("informal", "deliver"), ("informal", "innovate")]


@pytest.fixture
def gap(house: House, change: Change) -> int:
    """A gap of ward 1, understood: its chain of whys ends at the form."""
    lead = house.viewer("lead")
    told = GapInput(CLICKS, GapKind.BARRIER, frozenset({house.teams["ward-1"]}))
    number = gaps.open_gap(viewer=lead, slug=change.slug, said=told, now=NOW)
    on: dict[str, Any] = {"viewer": lead, "slug": change.slug, "gap_id": number, "now": NOW}
    step = chains.add_step(cause="tool", text="The form takes nine clicks", **on)
    citing.cite(step_id=step, kind="reach", ref="Ward 1", against=False, **on)
    chains.end_step(step_id=step, at="The ninth field", **on)
    gaps.turn(event="understand", reason="It is the form.", **on)
    return number


def told(somebody: Person, address: str, **query: str) -> Any:
    """What a program reads."""
    return json.loads(somebody.goes(f"/api/v1{address}".rstrip("/"), **query).raw)


def sent(house: House, change: Change, **said: Any) -> tuple[int, Any]:
    """An action that a program of the lead chooses for ward 1."""
    body = {
        "title": FIELD, "what": "The field that only the report needs goes.", "kind": "barrier", "setting": "formal",
        "aim": "deliver", "behaviour": "handover", "groups": [house.teams["ward-1"]], "minutes": 20,
        "owner_role": "manager", "begins_on": str(SOON), "check_on": str(CHECK), **said,
    }  # fmt: skip
    address = f"/api/v1/changes/{change.slug}/actions"
    answer = house.client("lead").post(address, json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def picks(page: Page) -> dict[str, str]:
    """The practices that are offered, by key: the words of their links."""
    links = [each for each in page.root.every("a") if "practice=" in each["href"]]
    return {each["href"].split("practice=")[1].split("&")[0]: each.text for each in links}


def test_from_a_gap_to_an_action_with_owner_day_and_follow_up(house: House, change: Change, gap: int) -> None:
    lead = person(house.client("lead"))
    at = f"/changes/{change.slug}/gaps/{gap}/"
    lead.goes(at)
    lead.clicks("What could help?").says(f"What could help with “{CLICKS}”?")
    here, found = lead.page.address, picks(lead.page)
    known = [told(lead, f"/playbook/{key}") for key in found]
    assert Counter((each["setting"], each["aim"]) for each in known) == dict.fromkeys(QUARTERS, 2)
    assert all("tool" in each["causes"] for each in known), "each answers what the chain of whys ended at"
    lead.goes(here)
    key = next(iter(found))
    lead.clicks(found[key])
    refused = lead.presses("Choose it", begins_on="", check_on="")
    refused.says("Without a day it does not happen.", "Book the day now on which somebody looks whether it worked.")  # fmt: skip
    lead.goes(here)
    lead.clicks(found[key])
    lead.presses("Choose it", expected=10).says("Without an owner it does not happen.")
    assert told(lead, f"/changes/{change.slug}/actions")["items"] == [], "nothing was kept of either"
    lead.presses("Choose it", owner_role="manager").says("Chosen.", "the manager of each group", CLICKS)
    _booked(house, lead, change, gap, key)


def _booked(house: House, lead: Person, change: Change, gap: int, practice: str) -> None:
    made = lead.page.address
    action = told(lead, made)
    first = TODAY + timedelta(weeks=1)
    assert (action["begins_on"], action["check_on"]) == (str(first), str(first + timedelta(weeks=8)))
    assert (action["gap"], action["practice"], action["expected"]) == (gap, practice, 10)
    assert (action["owner"]["role"], action["state"]) == ("manager", "agreed")
    line = audit.recent(1)[0]
    assert (line.action, line.actor) == ("action chosen", house.viewer("lead").actor)
    assert action["title"] not in str(line)
    lead.goes(f"/changes/{change.slug}/calendar/").says(action["title"])
    lead.goes(made)
    lead.presses("Keep it", event="begin")
    assert told(lead, f"/changes/{change.slug}/gaps/{gap}")["state"] == "bridging"
    person(house.client("member")).goes(made).says(action["title"])
    elsewhere = person(house.client("other"))
    assert elsewhere.goes(made).status == 404
    assert elsewhere.goes(f"/api/v1{made}".rstrip("/")).status == 404
    elsewhere.goes(f"/changes/{change.slug}/actions/").is_silent_about(action["title"])


def test_what_lacks_in_the_four_quarters_is_said_and_leads_to_what_it_could_be(
    house: House, change: Change
) -> None:
    for setting, aim in QUARTERS[:3]:
        assert sent(house, change, setting=setting, aim=aim)[0] == 201
    lead, at = person(house.client("lead")), f"/changes/{change.slug}/actions/"
    lead.goes(at).says("Missing is anything that is informal and builds what comes next.")
    balance = {(each["setting"], each["aim"]): each["living"] for each in told(lead, at)["balance"]}
    assert balance == {**dict.fromkeys(QUARTERS, 1), QUARTERS[3]: 0}
    lead.goes(at)
    lead.clicks("What could it be?")
    shown = [each.text for each in lead.page.root.every("li") if each["class"] == "practice"]
    known = told(lead, "/playbook", setting="informal", aim="innovate")["items"]
    assert len(shown) == len(known) > 1
    assert all("informal, builds what comes next" in each for each in shown)
    status, made = sent(house, change, setting="informal", aim="innovate", practice=known[0]["key"])
    assert status == 201
    lead.goes(at).says("Something lives in each of the four quarters.")
    lead.goes(f"{at}{made['id']}/")
    lead.presses("Keep it", event="decline", reason="The night shift asked for something else.")
    lead.goes(at).says("Missing is anything that is informal and builds what comes next.")


def test_a_consequence_needs_its_safeguards_and_acts_on_no_person(house: House, change: Change) -> None:
    lead = person(house.client("lead"))
    lead.goes(f"/changes/{change.slug}/actions/new/")
    said: dict[str, Any] = {
        "title": "The paper form goes",
        "what": "No paper forms on the ward.",
        "kind": "consequence",
    }
    lead.presses("Choose it", **said, owner_role="manager", minutes=30).says("Say until when it holds")
    lead.presses("Choose it", ends_on=CHECK).says("Say what holds in a downtime, and where safety asks")
    lead.presses("Choose it", exception="In a downtime the drawer opens.").says("which body or role decided")
    lead.presses("Choose it", decided_by="The ward council").says(
        "Holds until", "In a downtime the drawer opens.", "Decided by", "The ward council"
    )
    safe = {"ends_on": str(CHECK), "exception": "In a downtime.", "decided_by": "The ward council"}
    for lacking in safe:
        status, refused = sent(
            house, change, kind="consequence", **{each: safe[each] for each in safe if each != lacking}
        )
        assert (status, lacking in json.dumps(refused)) == (422, True)
    assert sent(house, change, kind="consequence", **safe, what="A written warning next time.")[0] == 422
    assert sent(house, change, kind="consequence", **safe)[0] == 201


def test_the_manager_finds_it_on_monday_and_on_its_day_somebody_looks(
    house: House, change: Change, gap: int, moment: Any
) -> None:
    _status, made = sent(house, change, gap=gap)
    manager = person(house.client("manager"))
    page = manager.goes("/week/")
    page.says(f"Begin: {FIELD}", "Ward 1", "20 minutes", f"It is to bridge this gap: {CLICKS}")
    assert [each["key"] for each in told(manager, "/week")["moves"]] == [f"action:{made['id']}"]
    person(house.client("other")).goes("/week/").is_silent_about(FIELD)
    assert person(house.client("member")).goes("/week/").status == 404
    manager.goes("/week/")
    manager.presses("Done: Begin").says("Noted, and begun as of today.")
    at = f"/changes/{change.slug}/actions/{made['id']}/"
    assert (told(manager, at)["state"], told(manager, at)["began_on"]) == ("doing", str(TODAY))
    moment.return_value = NOW + timedelta(weeks=8) - timedelta(days=1)
    assert jobs.due(moment.return_value) == ()
    moment.return_value += timedelta(days=1)
    for job in jobs.due(moment.return_value):
        jobs.run(job, now=moment.return_value, home=Path())
    assert audit.recent(1)[0].action == "action looked at"
    house.clients.clear()
    manager, house.on = person(house.client("manager")), CHECK
    assert told(manager, at)["check"]["on"] == str(CHECK), "on the day that was booked"
    assert FIELD in manager.goes("/week/").section("What the last actions did")
