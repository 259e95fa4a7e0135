"""B10 incentives: goals of IT and of operations lie side by side, each weighed against what is wanted with what that is
concluded from; a conflict is found, settled by both sides, and its figures stand beside each other with the caution."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Change, House
from takehold.alignment.tests.test_figures import build
from takehold.audit import queries as audit
from tests.again import again
from tests.journeys.browsing import Person, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
CLOSED, FOUND, CLEAN = "Ten tickets closed a day", "Answers are found again", "No loose sheets"
SINCE = "2026-01-01"
WAY_OUT = "A ticket with an article counts twice."
JSON = {"content_type": "application/json"}


def writes(somebody: Person, text: str, kind: str, side: str, owner: str) -> None:
    """A goal, measure or reward as people know it."""
    somebody.goes("/incentives/")
    somebody.clicks("Write a goal down")
    told = {"text": text, "kind": kind, "side": side, "owner": owner, "since": SINCE}
    somebody.presses("Keep it", **told).says("It was not weighed against any behaviour that is wanted.")


def weighs(somebody: Person, pull: str, evidence: str, change: Change) -> None:
    """On the page of the goal."""
    somebody.presses("Keep it", behaviour=f"{change.slug}/handover", pull=pull, evidence=evidence)


@pytest.fixture
def pulled(house: House, change: Change) -> str:
    """IT is rewarded for what pulls against it, operations want what pulls for it; where the conflict is."""
    it, sponsor = person(house.client("it lead")), person(house.client("sponsor"))
    writes(it, CLOSED, "reward", "it", "Head of the service desk")
    weighs(it, "against", "", change)
    assert it.page.status == 422, "nothing is weighed out of the air"
    weighs(it, "against", "Writing takes two minutes, and only closed tickets are counted.", change)
    writes(sponsor, CLEAN, "measure", "operations", "Hygiene board")
    weighs(sponsor, "neutral", "The sheets went already.", change)
    sponsor.goes("/incentives/").says("No two goals are known to pull in opposite directions.")
    writes(sponsor, FOUND, "goal", "operations", "Nursing director")
    weighs(sponsor, "for", "What is written is found by the next shift.", change)
    sponsor.goes("/incentives/").says("1 behaviour is pulled in two directions.")
    sponsor.clicks("The handover is written in the record")
    return sponsor.page.address


def test_a_conflict_is_found_between_goals_that_lie_side_by_side(house: House, pulled: str) -> None:
    manager = person(house.client("manager"))
    manager.goes("/incentives/")
    assert CLOSED in manager.page.section("IT")
    assert FOUND not in manager.page.section("IT")
    both = manager.page.section("Operations")
    assert FOUND in both
    assert CLEAN in both
    assert not manager.page.offers("Write a goal down")
    manager.goes(pulled)
    assert FOUND in manager.page.section("Pulls for it")
    assert CLOSED in manager.page.section("Pulls against it")
    manager.page.is_silent_about(CLEAN)
    manager.clicks(CLOSED)
    manager.page.says("Concluded from: Writing takes two minutes, and only closed tickets are counted.")
    for outside in ("member", "stranger"):
        for each in ("/incentives/", pulled, "/api/v1/incentives"):
            assert house.client(outside).get(each).status_code == 404


def test_it_is_settled_by_both_sides_and_opened_with_a_reason(house: House, pulled: str) -> None:
    sponsor, it, manager = (person(house.client(each)) for each in ("sponsor", "it lead", "manager"))
    it.goes(pulled)
    it.page.is_silent_about("In which office?")
    sponsor.goes(pulled)
    sponsor.presses("Propose it", way_out=WAY_OUT).says("both sides are to sign")
    it.goes(pulled)
    it.presses("Sign", office="Head of IT").says("A way out is proposed; one side has signed.")
    it.page.is_silent_about("In which office?")
    sponsor.goes(pulled)
    sponsor.presses("Propose it", way_out=f"{WAY_OUT} From May on.").says("both sides are to sign")
    it.goes(pulled)
    it.presses("Sign", office="Head of IT")
    manager.goes(pulled)
    manager.presses("Sign", office="Ward management").says("Settled, and signed by both sides.")
    manager.page.says("Head of IT", "Ward management", "From May on.")
    manager.goes("/incentives/").says("No two goals are known to pull in opposite directions.")
    lead = person(house.client("lead"))
    lead.goes(pulled)
    lead.presses("Open it again", reason="").says("Settled")
    assert lead.page.status == 422, "nothing is opened without a reason"
    lead.presses("Open it again", reason="The bonus came back in June.")
    lead.page.says("It was settled once, and is open again: The bonus came back in June.")
    lead.page.is_silent_about("Ward management")
    record = str(audit.recent(40))
    assert "way out signed" in record
    assert CLOSED not in record
    assert WAY_OUT not in record


def test_figures_of_a_conflict_stand_beside_each_other_with_the_caution(house: House, change: Change) -> None:
    """The minutes fall where the share rises (it was made so): told with its range, and as no cause."""
    values = again(build, house, change)
    manager = person(house.client("manager"))
    manager.goes("/incentives/")
    manager.clicks("The handover is written in the record")
    moving = manager.page.section("How the figures move")
    assert "moved in opposite ways" in moving
    assert f"Over {len(values) - 1} changes from week to week" in moving
    assert "it does not say that one causes the other" in moving
    told = house.client("manager").get(f"/api/v1{manager.page.address.rstrip('/')}/movement").json()
    (pairing,) = told["pairings"]
    low, high = pairing["interval"]
    assert low <= pairing["together"] <= high < 0
    assert [len(each["values"]) for each in told["figures"]] == [len(values)] * 2
    assert house.client("member").get(manager.page.address).status_code == 404


def test_a_program_does_the_same_under_the_same_rights(house: House, change: Change) -> None:
    at = "/api/v1/incentives"

    def does(who: str, where: str, **said: Any) -> Any:
        return house.client(who).post(f"{at}{where}", said, **JSON)

    goals = []
    for who, side, text, pull in (
        ("it lead", "it", CLOSED, "against"),
        ("sponsor", "operations", FOUND, "for"),
    ):
        assert does("manager", "", side=side, kind="goal", text=text, owner="Head").status_code == 403
        made = does(who, "", side=side, kind="goal", text=text, owner="Head of it", since=SINCE).json()
        goals.append(made["id"])
        weighed = {"change": change.slug, "behaviour": "handover", "pull": pull}
        assert does(who, f"/{made['id']}/pulls", **weighed, evidence=" ").status_code == 422
        assert does(who, f"/{made['id']}/pulls", **weighed, evidence="It was counted.").status_code == 200
    (found,) = house.client("manager").get(at).json()["conflicts"]
    assert ([found["hinders"], found["helps"]], found["state"]) == (goals, "found")
    one = f"/conflicts/{found['id']}"
    signs = {"office": "Head", "version": 2}
    assert does("it lead", f"{one}/sign", side="it", office="Head", version=1).status_code == 422
    assert does("sponsor", f"{one}/propose", way_out=WAY_OUT, version=1).json()["state"] == "proposed"
    assert does("it lead", f"{one}/sign", side="operations", **signs).status_code == 403
    assert does("it lead", f"{one}/sign", side="it", **signs).status_code == 200
    settled = does("sponsor", f"{one}/sign", side="operations", office="Director", version=3).json()
    assert (settled["state"], [each["side"] for each in settled["signed"]]) == (
        "settled",
        ["it", "operations"],
    )
