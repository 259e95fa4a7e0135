"""L12 rhythm: the reasons head every page of a change; its loop turns with a next date, and what was missed is seen; it is business
as usual only when what must hold holds, is looked at after 3, 6 and 12 months, and is taken up again by itself when it slips."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from conftest import NOW, Change, House, pour
from takehold.audit import queries as audit
from takehold.evidence.facts import Behaviour
from takehold.gaps.facts import GapInput, GapKind
from takehold.gaps.operations import gaps
from takehold.initiatives import jobs, operations
from takehold.initiatives.facts import InitiativeInput
from takehold.ledger import operations as ledger
from tests.again import again
from tests.journeys.browsing import Person, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
REASON = "Two medication errors in spring came from lost paper notes."
STORY = "Mrs K. got her dose once, not twice."
WARDS = tuple(f"Ward {n}" for n in range(1, 5))
BEFORE = 40
MONDAY = NOW.date()
THREE, SIX, TWELVE = date(2026, 6, 2), date(2026, 9, 2), date(2027, 3, 2)


def count(change: Change, first: date, last: date, slid: str = "") -> None:
    """Six cases a working day of each ward up to a day: nearly all the new way, on the ward that slid four of ten."""
    days = [first + timedelta(days=n) for n in range((last - first).days)]
    days = [each for each in days if each.weekday() < 5]
    rows = {}
    for ward in WARDS:
        rng = random.Random(f"{ward} {first}")
        chance = 0.4 if ward == slid else 0.95
        rows[ward] = [(day, 6, sum(rng.random() < chance for _ in range(6))) for day in days]
    pour(change.measure_id, change.source_id, rows)


def build(house: House) -> Change:
    """A change that holds everywhere and has begun long ago, which nobody of the wards co-owns yet."""
    lead = house.viewer("lead")
    said = InitiativeInput(
        "Handover in the record", (REASON,), lead_id=house.people["lead"], go_live=date(2025, 1, 6)
    )
    slug = operations.create(viewer=lead, said=said, now=NOW)
    fact = operations.add_behaviour(
        viewer=lead, slug=slug, key="handover", name="The handover is written", target=0.85, now=NOW
    )
    source = ledger.register_source(key="tickets", name="Tickets", kind="observed", now=NOW)
    measure = ledger.register_measure(
        source_id=source.id, behaviour=Behaviour(key="handover", name=fact.name), recipe_sha256="", now=NOW
    )
    made = Change(slug, fact.id, source.id, measure.id)
    count(made, MONDAY - timedelta(weeks=BEFORE), MONDAY)
    operations.connect(viewer=lead, behaviour_id=fact.id, measure_id=measure.id, now=NOW)
    operations.refresh(fact.id, NOW)
    return made


@pytest.fixture
def change(house: House) -> Change:
    """The change of ``build``."""
    return again(build, house)


def on(house: House, moment: Any, day: date) -> Person:
    """That day comes, the clock does what is due, and the lead signs in anew."""
    moment.return_value = NOW + (day - MONDAY)
    for job in jobs.due(moment.return_value):
        jobs.run(job, now=moment.return_value)
    house.on = day
    house.clients.clear()
    return person(house.client("lead"))


def told(somebody: Person, change: Change, what: str) -> Any:
    """What a program reads."""
    return json.loads(somebody.goes(f"/api/v1/changes/{change.slug}/{what}").raw)


def settled(house: House, change: Change, lead: Person) -> None:
    """A ward manager co-owns it, the loop turns, and it is called business as usual."""
    lead.goes(f"/changes/{change.slug}/edit/")
    lead.presses("Save", fill={"Which operational leader co-owns it?": "Mia Manager"})
    lead.goes(f"/changes/{change.slug}/rhythm/")
    lead.presses("Let it turn", every_weeks=8)
    lead.presses("Business as usual from today").says("Business as usual since 2 March.")


def pages_of(change: Change, somebody: Person) -> dict[str, str]:
    """Every page of a change that is two clicks away from its first, with what is read on it."""
    first = f"/changes/{change.slug}/"
    found: dict[str, str] = {}
    known, ahead = {first}, [first]
    for _click in range(3):
        links: list[str] = []
        for address in ahead:
            page = somebody.goes(address)
            if page.status == 200 and page.kind.startswith("text/html"):
                found[address] = page.text
                links += [urlsplit(urljoin(address, each["href"])).path for each in page.root.every("a")]
        ahead = [each for each in dict.fromkeys(links) if each.startswith(first) and each not in known]
        known.update(ahead)
    return found


def test_the_reasons_head_every_page_and_are_told_anew(house: House, change: Change, moment: Any) -> None:
    for role, fewest in (("lead", 20), ("member", 12)):
        read = pages_of(change, person(house.client(role)))
        assert len(read) >= fewest, list(read)
        assert [address for address, text in read.items() if REASON not in text] == []
    lead, reader = person(house.client("lead")), person(house.client("member"))
    lead.goes(f"/changes/{change.slug}/reasons/").is_silent_about("Nothing new was told")
    lead = on(house, moment, MONDAY + timedelta(weeks=9))
    reader = person(house.client("member"))
    lead.goes(f"/changes/{change.slug}/reasons/").says("Nothing new was told about these reasons since")
    lead.presses("Tell it", text=STORY, source="A night nurse of Ward 2").says("Told.", STORY)
    lead.page.is_silent_about("Nothing new was told")
    reader.goes(f"/changes/{change.slug}/").says(REASON, STORY)
    assert [each["text"] for each in told(reader, change, "reasons")["told"]] == [STORY]
    reader.goes(f"/changes/{change.slug}/reasons/")
    assert not reader.page.offers("Tell it")


def test_the_loop_has_a_next_date_and_what_was_missed_is_seen(
    house: House, change: Change, moment: Any
) -> None:
    at = f"/changes/{change.slug}/rhythm/"
    lead, reader = person(house.client("lead")), person(house.client("member"))
    reader.goes(at).says("No rhythm is chosen yet: nobody knows when this change is looked at next.")
    assert not reader.page.offers("Let it turn")
    lead.goes(at)
    lead.presses("Let it turn", every_weeks=8).says("Next: Gather, by 16 March.")
    reader.goes(f"/changes/{change.slug}/").says("Next: Gather, by 16 March.")
    lead.presses("Note it", what="Survey closed, 31 of 46 answered.").says(
        "Next: Find the gaps, by 30 March."
    )
    lead = on(house, moment, MONDAY + timedelta(weeks=7))
    lead.goes(at).says(
        "2 parts of the loop were missed.", "missed: was due by 30 March", "Next: Celebrate, by 27 April."
    )
    person(house.client("member")).goes(f"/changes/{change.slug}/").says("2 parts of the loop were missed.")
    lead.goes("/week/").says("Find the gaps: Handover in the record", "It was due by 30 March.")
    found = told(lead, change, "rhythm")
    assert (found["missed"], found["next"]["part"], found["next"]["due_on"]) == (2, "celebrate", "2026-04-27")
    done = [each for each in found["parts"] if each["done_on"]]
    assert [(each["part"], each["what"]) for each in done] == [
        ("gather", "Survey closed, 31 of 46 answered.")
    ]
    other = house.client("member").post(
        f"/api/v1/changes/{change.slug}/rhythm", '{"every_weeks": 2}', content_type="application/json"
    )
    assert (other.status_code, told(lead, change, "rhythm")["every_weeks"]) == (403, 8)
    stranger = person(house.client("stranger"))
    assert [stranger.goes(each).status for each in (at, f"/api/v1{at}".rstrip("/"))] == [404, 404]


def test_business_as_usual_only_when_what_must_hold_holds(house: House, change: Change) -> None:
    lead, at = person(house.client("lead")), f"/changes/{change.slug}/rhythm/"
    opened: dict[str, Any] = {"viewer": house.viewer("lead"), "slug": change.slug, "now": NOW}
    gap = gaps.open_gap(**opened, said=GapInput("Nine clicks", GapKind.BARRIER, frozenset()))
    lead.goes(at).says(
        "Every behaviour holds.", "No team is sliding back.", "It began everywhere at least 12 weeks ago.",
        "No operational leader co-owns it.", "1 gap is open.",
    )  # fmt: skip
    refused = lead.presses("Business as usual from today")
    assert refused.status == 422
    refused.says("Not everything holds yet. Say why it is business as usual all the same.")
    assert told(lead, change, "rhythm")["business_as_usual"] == []
    gaps.turn(**opened, gap_id=gap, event="close", reason="The form is short again.")
    lead.goes(at).says("No gap is open.")
    lead.presses("Business as usual from today").says("Not everything holds yet.")
    settled(house, change, lead)
    (found,) = told(lead, change, "rhythm")["business_as_usual"]
    assert (found["despite"], found["ended_on"], found["next_look"]) == ("", None, str(THREE))
    line = next(each for each in audit.recent(5) if each.action == "business as usual")
    assert "Mia" not in str(line)


def test_it_is_looked_at_after_3_6_and_12_months(house: House, change: Change, moment: Any) -> None:
    at = f"/changes/{change.slug}/rhythm/"
    settled(house, change, person(house.client("lead")))
    was = MONDAY
    for day, then in ((THREE, SIX), (SIX, TWELVE), (TWELVE, None)):
        count(change, was, day)
        was = day
        lead = on(house, moment, day - timedelta(days=1))
        before = len(told(lead, change, "rhythm")["business_as_usual"][0]["looks"])
        lead = on(house, moment, day)
        (found,) = told(lead, change, "rhythm")["business_as_usual"]
        assert len(found["looks"]) == before + 1, "on its day and not before"
        assert found["looks"][-1]["behaviours"] == {"The handover is written": "holding"}
        assert (found["ended_on"], found["next_look"]) == (None, str(then) if then else None)
    assert [(each["months"], each["on"]) for each in found["looks"]] == [
        (3, str(THREE)), (6, str(SIX)), (12, str(TWELVE)),
    ]  # fmt: skip
    person(house.client("member")).goes(at).says("After 3 months", "After 6 months", "After 12 months")


def test_it_is_taken_up_again_by_itself_when_a_team_slides_back(
    house: House, change: Change, moment: Any
) -> None:
    at = f"/changes/{change.slug}/rhythm/"
    settled(house, change, person(house.client("lead")))
    noticed = MONDAY + timedelta(weeks=6)
    count(change, MONDAY, noticed, slid="Ward 1")
    lead = on(house, moment, noticed)
    lead.goes(at).says("Business as usual since 2 March.")
    lead.page.is_silent_about("Ward 1")
    person(house.client("manager")).goes("/week/").says("Something slides back in Ward 1.")
    lead = on(house, moment, noticed + timedelta(days=4))
    lead.goes(at).says("Business as usual since 2 March.")
    lead = on(house, moment, noticed + timedelta(weeks=1))
    lead.goes(at).says("taken up again because it slid back", "Next: Gather, by 4 May.")
    found = told(lead, change, "rhythm")
    assert found["business_as_usual"][0]["ended_because"] == "slipped"
    assert found["business_as_usual"][0]["ended_on"] == str(noticed + timedelta(weeks=1))
    assert found["missed"] == 0, "the loop begins anew on that day"
    assert "change taken up again" in {each.action for each in audit.recent(20)}
