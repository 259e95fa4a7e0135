"""L9 worked?: lots are drawn in the open before anybody begins; on the day that was booked it is told what they caused, beside
whom and how sure; else that it cannot be told and what it would take. What worked is offered first, beside the untried."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from conftest import NOW, Change, House, pour
from takehold.bridge import jobs
from takehold.evidence.facts import Behaviour
from takehold.initiatives import jobs as figures
from takehold.initiatives import operations as initiatives
from takehold.initiatives.facts import InitiativeInput
from takehold.ledger import operations as ledger
from takehold.people import operations as people
from tests.again import again
from tests.journeys.browsing import Page, Person, numbers, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
WARDS = tuple(f"Ward {n}" for n in range(1, 10))
BEFORE, AFTER, CASES = 40, 12, 200
"""Weeks counted before and since, and cases of a ward in each."""
USUAL = 0.6
FIRST = NOW.date() + timedelta(weeks=1)
CHECK = FIRST + timedelta(weeks=AFTER + 1)


def count(change: Change, first: date, weeks: int, share: Callable[[str], float]) -> None:
    """Cases of each ward, a batch a week, of which each goes the new way by chance."""
    rows = {}
    for ward in WARDS:
        rng = random.Random(f"{ward} {first}")
        chance = share(ward)
        days = [first + timedelta(weeks=n) for n in range(weeks)]
        rows[ward] = [(day, CASES, sum(rng.random() < chance for _ in range(CASES))) for day in days]
    pour(change.measure_id, change.source_id, rows)


def build(house: House) -> Change:
    """Nine wards in which six of ten cases go the new way, whatever was tried before."""
    more = "".join(f"ward-{n},Ward {n},medicine,6\n" for n in range(5, 10))
    people.import_teams(viewer=house.viewer("admin"), text=f"key,name,parent,people\n{more}", now=NOW)
    lead = house.viewer("lead")
    said = InitiativeInput("Handover in the record", ("Paper is lost.",), lead_id=house.people["lead"])
    slug = initiatives.create(viewer=lead, said=said, now=NOW)
    fact = initiatives.add_behaviour(
        viewer=lead, slug=slug, key="handover", name="The handover is written", target=0.85, now=NOW
    )
    source = ledger.register_source(key="tickets", name="Tickets", kind="observed", now=NOW)
    measure = ledger.register_measure(
        source_id=source.id, behaviour=Behaviour(key="handover", name=fact.name), recipe_sha256="", now=NOW
    )
    made = Change(slug, fact.id, source.id, measure.id)
    count(made, FIRST - timedelta(weeks=BEFORE + 1), BEFORE, lambda _ward: USUAL)
    initiatives.connect(viewer=lead, behaviour_id=fact.id, measure_id=measure.id, now=NOW)
    initiatives.refresh(fact.id, NOW)
    return made


@pytest.fixture
def change(house: House) -> Change:
    """The change of ``build``."""
    return again(build, house)


def later(house: House, moment: Any, day: date) -> None:
    """That day comes; everybody signs in anew, and the clock does what is due."""
    moment.return_value = NOW + (day - NOW.date())
    house.on = day
    house.clients.clear()
    for room in (figures, jobs):
        for job in room.due(moment.return_value):
            room.run(job, now=moment.return_value, home=Path())


def entering(house: House, role: str) -> Person:
    return person(house.client(role))


def told(somebody: Person, address: str) -> Any:
    """What a program reads."""
    return json.loads(somebody.goes(f"/api/v1{address}".rstrip("/")).raw)


def sent(house: House, address: str, **said: Any) -> tuple[int, Any]:
    """What a program of the lead sends."""
    answer = house.client("lead").post(f"/api/v1{address}", json.dumps(said), content_type="application/json")
    return answer.status_code, answer.json()


def chosen(lead: Person, change: Change, practice: str, **said: Any) -> str:
    """An action begun from the playbook; its address."""
    lead.goes(f"/changes/{change.slug}/actions/new/", practice=practice)
    said = {"owner_role": "lead", "begins_on": FIRST, "check_on": CHECK, "expected": 10, **said}
    lead.presses("Choose it", **said).says("The day on which somebody looks whether it worked is booked.")
    return lead.page.address


def begun(house: House, moment: Any, at: str) -> None:
    later(house, moment, FIRST)
    lead = entering(house, "lead")
    lead.goes(at)
    lead.presses("Keep it", event="begin").says("Nobody has looked yet.")


def offered(lead: Person, change: Change) -> list[str]:
    """What is offered to whoever chooses the next one, in order."""
    page = lead.goes(f"/changes/{change.slug}/actions/new/")
    found = (re.search(r"[?&]practice=([\w-]+)", each["href"]) for each in page.root.every("a"))
    return [each[1] for each in found if each]


def shares(page: Page, of: str) -> list[int]:
    """Per cent before and since, in the row of these groups."""
    row = next(each for each in page.rows("Groups") if each["Groups"] == of)
    return [numbers(row[column])[0] for column in list(row)[1:]]


def near(found: list[int], before: int, since: int) -> bool:
    """Within two points, as so many cases lie."""
    return abs(found[0] - before) <= 2 and abs(found[1] - since) <= 2


def test_lots_are_drawn_in_the_open_and_tell_what_it_caused(
    house: House, change: Change, moment: Any
) -> None:
    lead, hall = entering(house, "lead"), entering(house, "auditor")
    assert "remove-clicks" not in offered(lead, change)
    at = chosen(lead, change, "remove-clicks")
    lead.clicks("Do more groups wait than there is help for?").says("9 groups wait.")
    lead.presses("Announce the draw", on1=FIRST, places1=4)
    hall.goes(f"{at}lots/").says("The list stands. The lots have not been drawn yet.", *WARDS)
    assert not hall.page.offers("Draw the lots")
    before = told(hall, f"{at}lots")
    assert before["secret"] == ""
    lead.presses("Draw the lots", fill={"What did those present call out?": "four  two six"})
    drawn = told(hall, f"{at}lots")
    marks = ("list_sha256", "secret_sha256")
    assert [drawn[each] for each in marks] == [before[each] for each in marks], "nothing moved in between"
    assert sha256(drawn["secret"].encode()).hexdigest() == drawn["secret_sha256"]
    lots = {
        name: sha256(f"{drawn['list_sha256']}\n{drawn['secret']}\nfour two six\n{name}".encode()).hexdigest()
        for name in drawn["names"]
    }
    order = sorted(lots, key=lambda name: lots[name])
    assert [each["name"] for each in drawn["places"] if each["begins"] == str(FIRST)] == order[:4]
    hall.goes(f"{at}lots/").says("Drawn again just now, they fall the same.")
    begun(house, moment, at)
    went = [ward for ward in WARDS if any(ward in name for name in order[:4])]
    count(change, FIRST, AFTER, lambda ward: USUAL + 0.2 * (ward in went))
    later(house, moment, CHECK)
    _told_and_remembered(house, change, at)


def _told_and_remembered(house: House, change: Change, at: str) -> None:
    lead = entering(house, "lead")
    page = lead.goes(at)
    page.says("It helped: it caused", "Lots decided who began when.", "The strongest there is here")
    effect, low, high = map(int, re.findall(r"\+(\d+)", page.text.split("it caused")[1])[:3])
    assert abs(effect - 20) <= 5
    assert 0 < low <= effect <= high
    assert near(shares(page, "Where it began"), 60, 80)
    assert near(shares(page, "Where it had not, in the same weeks"), 60, 60)
    check = told(lead, at)["check"]
    assert (check["answer"], check["rung"], check["on"]) == ("helped", "lots", str(CHECK))
    assert len(check["evidence_sha256"]) == 64
    lead.goes("/playbook/remove-clicks/").says("It was looked at 1 time: helped (1).")
    first, *others = offered(lead, change)
    assert first == "remove-clicks", "what worked comes first"
    assert len(set(others) - {first}) == 7
    for key in others:
        lead.goes(f"/playbook/{key}/").says("What was never tried keeps its place among what is offered.")


def test_without_lots_it_is_told_with_less_strength_and_what_did_harm_is_not_offered(
    house: House, change: Change, moment: Any
) -> None:
    lead = entering(house, "lead")
    assert offered(lead, change)[0] == "reasons-from-the-top"
    at = chosen(lead, change, "reasons-from-the-top", fill={"Ward 5": True})
    begun(house, moment, at)
    count(change, FIRST, AFTER, lambda ward: USUAL - 0.25 * (ward == "Ward 5"))
    later(house, moment, CHECK)
    lead = entering(house, "lead")
    lead.goes(at).says(
        "It went together with a loss:", "beside groups that had not begun",
        "Nobody drew lots, so something else may lie behind it.",
    )  # fmt: skip
    lead.page.is_silent_about("caused")
    assert told(lead, at)["check"]["rung"] == "waiting"
    assert "reasons-from-the-top" not in offered(lead, change)
    stranger = entering(house, "other")
    assert stranger.goes(at).status == 404
    assert stranger.goes(f"/api/v1{at}".rstrip("/")).status == 404
    stranger.goes(f"/changes/{change.slug}/actions/").is_silent_about("went together")


def test_where_it_cannot_be_told_it_is_said_what_it_would_take(
    house: House, change: Change, moment: Any
) -> None:
    at = chosen(entering(house, "lead"), change, "remove-clicks")
    begun(house, moment, at)
    count(change, FIRST, AFTER, lambda _ward: USUAL + 0.2)
    later(house, moment, FIRST + timedelta(weeks=3))
    lead = entering(house, "lead")
    lead.goes(at)
    lead.presses("Look now").says(
        "It has been going on for 2 weeks only.", "2 more weeks. It can be told from"
    )
    later(house, moment, CHECK)
    lead = entering(house, "lead")
    lead.goes(at).says(
        "Whether it worked cannot be told.", "5 groups that have not begun, to compare with.", "Drawing lots for who goes first",
        "It changed afterwards:", "That is no proof that it was the action.",
        "Weak: only before and after.",
    )  # fmt: skip
    lead.page.is_silent_about("It helped", "caused")
    assert near(shares(lead.page, "Where it began"), 60, 80)
    check = told(lead, at)["check"]
    assert (check["answer"], check["rung"], check["estimate"]) == ("cannot tell", "before and after", None)
    assert "remove-clicks" not in offered(lead, change), "nothing was learned, so nothing moves up"


def test_lots_are_refused_once_one_team_began(house: House, change: Change) -> None:
    lead = entering(house, "lead")
    early = chosen(lead, change, "side-by-side", fill={"Ward 2": True}, begins_on=NOW.date())
    lead.presses("Keep it", event="begin")
    assert not lead.page.offers("Do more groups wait")
    at = chosen(lead, change, "side-by-side")
    lead.clicks("Do more groups wait")
    page = lead.presses("Announce the draw", on1=FIRST, places1=4)
    page.says("It began already in Ward 2. Lots drawn afterwards would decide nothing there.")
    slots = [{"on": str(FIRST), "places": 4}]
    for address in (early, at):
        status, said = sent(house, f"{address}lots", slots=slots)
        assert (status, "Lots drawn afterwards would decide nothing" in json.dumps(said)) == (422, True)
        assert told(lead, f"{address}lots") == {"announced_on": None}
