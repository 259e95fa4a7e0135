"""B8 standard first: before technology is added, it is said where the process is not the same, from the steps themselves.

The hospital measures nothing yet. The IT lead brings a log of tickets in which two wards skip the second line far more
often than the others; nobody has told her which.
"""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.browsing import Person
from tests.journeys.conftest import Linden

SLUG = "tickets-climb-the-lines"
SKIPS = {"Ward 3": 0.08, "Ward 5": 0.6, "Ward 9": 0.07, "Ward 11": 0.55, "Ward 12": 0.06}
"""How often each ward really leaves out the second line."""
CASES = 160
MAPPING = """[source]
format = "csv"
shape = "events"
timestamps = "%Y-%m-%d %H:%M"
timezone = "Europe/Brussels"

[columns]
case = "ticket"
activity = "line"
at = "at"
team = "ward"

[[behaviour]]
key = "support-lines"
name = "The third line comes after the second"
closed_after = "0d"
target = 0.9
[[behaviour.rule]]
kind = "precedence"
a = "L2"
b = "L3"
"""


def log() -> bytes:
    """Tickets of the last seven weeks, each with its lines in order."""
    rng = random.Random(8)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["ticket", "line", "at", "ward"])
    for ward, skips in SKIPS.items():
        for number in range(CASES):
            at = datetime(2026, 1, 12, 8, tzinfo=UTC) + timedelta(minutes=rng.randrange(7 * 7 * 24 * 60))
            steps = ["L1", "L3"] if rng.random() < skips else ["L1", "L2", "L3"]
            for nth, line in enumerate(steps):
                when = at + timedelta(hours=nth)
                writer.writerow([f"{ward}/{number}", line, f"{when:%Y-%m-%d %H:%M}", ward])
    return out.getvalue().encode()


@pytest.fixture
def lead(empty_linden: Linden) -> Person:
    """The lead, after the log was brought in and read."""
    lead = empty_linden.enters("lead")
    lead.clicks("New change")
    said = {
        "What is to be done": "Tickets climb the lines",
        "Why is it done": "Specialists do first-line work.",
    }
    lead.presses("Begin this change", fill=said)
    lead.clicks("Bring in data")
    file = io.BytesIO(log())
    file.name = "tickets.csv"
    lead.presses("Look at the file", {"file": file})
    lead.presses("Use this mapping", text=MAPPING).says("The mapping file was taken over.")
    lead.goes(lead.page.address.replace("/columns/", "/behaviours/"))
    lead.presses("Start the import")
    empty_linden.works()
    lead.goes(lead.page.address).says("Your file has been read")
    empty_linden.works()
    return lead


def test_the_wards_that_do_it_otherwise_are_named_before_anything_is_added(lead: Person) -> None:
    lead.goes(f"/changes/{SLUG}/gaps/")
    lead.clicks("The same everywhere?")
    rows = {row["Team"]: row for row in lead.page.rows("Team")}
    assert set(rows) == set(SKIPS)
    broken = {ward: int(row["Break the rule"].split(" ")[0]) / 100 for ward, row in rows.items()}
    for ward, really in SKIPS.items():
        assert abs(broken[ward] - really) < 0.12, f"{ward} leaves it out in {really}, told is {broken[ward]}"
    told = {ward: row["Compared"] for ward, row in rows.items()}
    assert told["Ward 5"] == told["Ward 11"] != told["Ward 9"]
    first = lead.page.section("Settle first")
    assert "Ward 5" in first
    assert "Ward 9" not in first
    lead.page.says("This says where to look, and nothing about why.")


def test_programs_read_the_same_and_those_who_see_one_ward_compare_nobody(
    empty_linden: Linden, lead: Person
) -> None:
    found = json.loads(lead.goes(f"/api/v1/changes/{SLUG}/readiness").raw)
    assert found["rules"]
    assert any("Ward 5" in each for each in found["first_steps"])
    nurse = empty_linden.enters("nurse")
    assert nurse.goes(f"/changes/{SLUG}/readiness/").status == 403
    nurse.goes(f"/changes/{SLUG}/gaps/").is_silent_about("The same everywhere?")


def test_a_gap_is_opened_from_it(lead: Person) -> None:
    lead.goes(f"/changes/{SLUG}/gaps/new/")
    said = {"title": "The second line is left out", "kind": "process"}
    lead.presses("Open the gap", fill={"Ward 11": True}, **said)
    lead.page.says(
        "Ward 11: the process is not the same everywhere.", "Everybody there is asked, as an offer"
    )
