"""L2 coverage: it is known who is affected and has not been heard by any channel, before any conclusion is drawn."""

from __future__ import annotations

import csv
import io

import pytest

from takehold.initiatives.models import AffectedGroup
from tests.journeys.browsing import Page, Person
from tests.journeys.conftest import Linden

SLUG = "handover-in-the-record-not-on-paper"
DATA = "Data of systems"


def rows(page: Page) -> dict[str, dict[str, str]]:
    return {row["Group"]: row for row in page.rows("Group")}


@pytest.fixture(autouse=True)
def nobody_said_yet(linden: Linden) -> None:
    """The demo's sheet is put away, to be filled in as on the first day."""
    AffectedGroup.objects.filter(initiative__slug=SLUG).delete()


def filled_in(lead: Person) -> Person:
    """The sheet: Surgery as a whole, the pharmacy with its teams, and ward clerks wherever they work."""
    lead.goes(f"/changes/{SLUG}/")
    lead.clicks("Who is affected")
    lead.page.says("Nobody has said yet who is affected")
    for place in ("Surgery", "Pharmacy"):
        lead.presses("Save", fill={f"{place} with all its teams": True})
    for number in ("0", "1"):
        lead.presses("Save", **{f"process-{number}": "2", f"from-{number}": "2026-04-06"})
    lead.presses("Save", fill={"Nurse": True, "Begin with a copy of": "0"})
    return lead


def test_who_is_affected_and_was_not_heard_stands_first_and_the_verdict_says_on_what_it_rests(
    linden: Linden,
) -> None:
    lead = linden.enters("lead")
    lead.goes(f"/changes/{SLUG}/").is_silent_about("Rests on")
    filled_in(lead).page.says("3 groups are affected.", "9 March", "being told")
    lead.goes(f"/changes/{SLUG}/")
    lead.page.says("teams that the sheet of who is affected names", "Who has been heard")
    lead.clicks("Who has been heard")
    told = rows(lead.page)
    silent = [name for name, row in told.items() if "not heard" in name and row[DATA] == "–"]
    assert any("Dispensary" in name for name in silent)
    assert not any(name.startswith("Ward 9") for name in silent)
    unheard = sum("not heard" in name for name in told)
    lead.page.says(f"{unheard} of {len(told)} affected groups have not been")
    assert next(iter(told)).endswith("not heard")  # they come first


def test_page_file_and_programs_agree_and_nobody_is_named(linden: Linden) -> None:
    lead = filled_in(linden.enters("lead"))
    told = rows(lead.goes(f"/changes/{SLUG}/reach/"))
    text = lead.goes(f"/changes/{SLUG}/reach/reach.csv").raw.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert len(lines) == len(told)
    assert sum(line["heard"] == "no" for line in lines) == sum("not heard" in name for name in told)
    people = set(linden.told.tables["people.csv"].columns["name"])
    lead.goes(f"/changes/{SLUG}/reach/").is_silent_about(*sorted(people - {"Ada Admin"})[:50])


def test_a_ward_reads_of_itself(linden: Linden) -> None:
    nurse = linden.enters("nurse")
    nurse.goes(f"/changes/{SLUG}/reach/")
    assert [name.split(" your team")[0] for name in rows(nurse.page)] == ["Ward 7"]


def test_what_is_the_wards_own_does_not_show_in_when_it_was_heard(linden: Linden) -> None:
    """Ward 7 slips, and only Ward 7 reads of it yet: for others its row is like those of other wards."""
    lead = linden.enters("lead")
    told = {name: row[DATA] for name, row in rows(lead.goes(f"/changes/{SLUG}/reach/")).items()}
    seven = next(said for name, said in told.items() if name.startswith("Ward 7"))
    assert {said for name, said in told.items() if name.startswith("Ward ")} == {seven}


def test_the_audience_follows_when_the_lead_says_so(linden: Linden) -> None:
    lead = filled_in(linden.enters("lead"))
    lead.goes(f"/changes/{SLUG}/impact/")
    lead.clicks("Make it those whom the change is for")
    lead.page.says("Nothing is changed before you say so", "Dispensary")
    lead.presses("Make it so").says("Saved.")
    lead.clicks("Make it those whom the change is for")
    lead.page.says("Nothing is different")
