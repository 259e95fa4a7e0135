"""L1 gather: data of every kind comes in, and each piece knows where it is from, of when, how formal, how sure, and who may read it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from conftest import NOW, House, build_change, build_house
from takehold.ledger import jobs
from tests.journeys.browsing import Person, person

pytestmark = pytest.mark.django_db
KINDS = {
    "observation": ("Two of four forms were on paper.", "seen myself, informal", "those who lead the change"),
    "meeting": (
        "All asked for a second computer.",
        "told by those concerned, formal",
        "the team and its manager",
    ),
    "one to one": ("Nobody showed me.", "told by those concerned, informal", "the two of us"),
    "hearsay": ("It is to be dropped next year.", "heard from others, informal", "only you"),
}
"""What is noted with one tap and a text; what the tap makes of it: how sure, how formal, and who may read it."""
ANSWER = "A second one comes on Monday."
LOG = """
[source]
format = "csv"
shape = "events"
timestamps = "%Y-%m-%d %H:%M"

[columns]
case = "number"
activity = "state"
at = "at"
team = "group"

[[behaviour]]
key = "checked"
name = "The priority is checked"
opportunity = { activity = "Resolved" }
new_way = { checked = "true" }
"""
REPORT = """
[source]
format = "csv"
shape = "values"

[columns]
team = "group"
period = "week"
mean = "minutes"

[[behaviour]]
key = "minutes"
name = "Minutes until the list of medicines"
"""


@pytest.fixture
def house() -> Iterator[House]:
    """The organisation of tests, on its day."""
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield build_house()


def brings(lead: Person, house: House, slug: str, name: str, mapping: str, content: str) -> None:
    """A file by program, read by the clock, its names matched."""
    file = SimpleUploadedFile(name, content.encode())
    sent = house.client("lead").post("/api/v1/imports", {"change": slug, "file": file, "mapping": mapping})
    assert sent.status_code == 202, sent.content
    for job in jobs.due(NOW):
        jobs.run(job, now=NOW, home=Path(settings.HOME))
    fact = json.loads(lead.goes(f"/api/v1/imports/{sent.json()['id']}").raw)
    assert (fact["state"], fact["rows_rejected"]) == ("done", 0), fact
    said = [{"label": f"Ward {n}", "team_id": house.teams[f"ward-{n}"]} for n in (1, 2, 3)]
    path = f"/api/v1/sources/{fact['source_id']}/labels"
    matched = house.client("lead").put(path, json.dumps(said), content_type="application/json")
    assert matched.status_code == 200, matched.content


def log() -> str:
    """Sixty tickets of three wards on working days of five weeks."""
    rows = [
        f"INC{n:04d},{state},2026-02-{2 + n % 27:02d} {hour}:00,Ward {1 + n % 3},{'true' if n % 4 else 'false'}"
        for n in range(60)
        for hour, state in (("08", "New"), ("10", "Resolved"))
    ]
    return "\n".join(["number,state,at,group,checked", *rows])


def report() -> str:
    """One value of each of three wards in ten weeks."""
    rows = [f"2026-W{week:02d},Ward {n},{30 + n + week}" for week in range(1, 10) for n in (1, 2, 3)]
    return "\n".join(["week,group,minutes", *rows])


def notes(manager: Person, slug: str) -> dict[str, str]:
    """Each kind with one tap and a text; the address of each note."""
    for kind, (text, _sure, _who) in KINDS.items():
        manager.goes("/notes/new/", change=slug)
        about = {"about": "Max Member"} if kind == "one to one" else {}
        manager.presses("Note it", kind=kind, text=text, **about).says("Noted.")
    found = {}
    for kind, (text, _sure, _who) in KINDS.items():
        link = next(each for each in manager.page.root.every("a") if text in each.text)
        found[kind] = link["href"]
    return found


def test_what_is_noted_knows_how_sure_and_formal_it_is_and_who_may_read_it(house: House) -> None:
    slug = build_change(house).slug
    manager = person(house.client("manager"))
    where = notes(manager, slug)
    for kind, (text, sure, who) in KINDS.items():
        manager.goes(where[kind]).says(text, sure, who, "2 March")
    may: dict[str, set[str]] = {
        who: {kind for kind in KINDS if person(house.client(who)).goes(where[kind]).status == 200}
        for who in ("lead", "member", "other", "sponsor")
    }
    assert may == {
        "lead": {"observation"},
        "member": {"meeting", "one to one"},
        "other": set(),
        "sponsor": set(),
    }
    person(house.client("lead")).goes("/voices/").is_silent_about(KINDS["hearsay"][0])


def test_anybody_says_something_and_follows_it_with_a_code(house: House) -> None:
    build_change(house)
    somebody, line = person(Client()), "No computer is free at the end of a shift."
    somebody.goes("/say/")
    somebody.presses("Continue", kind="obstacle", text=line).says("Could this identify you?")
    with mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(minutes=1)):
        somebody.presses("Send it like this")
    somebody.page.says("It is kept, and waits for those who lead the change.")
    code = "-".join(each.text for each in somebody.page.root.every("code"))
    lead = person(house.client("lead"))
    lead.goes("/voices/").says(line, "Something in the way")
    lead.clicks("Something in the way").says("without a name", "2 March")
    lead.presses("Answer", fill={"Your answer": ANSWER})
    somebody.goes("/say/status/")
    somebody.presses("Show it", fill={"Your receipt code": code}).says("It was answered.", ANSWER)
    somebody.goes("/say/status/")
    somebody.presses("Show it", fill={"Your receipt code": code[:-1] + "Z"}).is_silent_about(ANSWER)


def test_logs_and_reports_say_from_which_source_and_until_when_they_tell(house: House) -> None:
    slug = build_change(house).slug
    lead = person(house.client("lead"))
    brings(lead, house, slug, "incidents.csv", LOG, log())
    brings(lead, house, slug, "medicines.csv", REPORT, report())
    sources = {each["name"]: each for each in json.loads(lead.goes("/api/v1/sources").raw)}
    assert {"incidents", "medicines"} <= set(sources)
    lead.goes(f"/changes/{slug}/reports/").says("Minutes until the list of medicines", "medicines")
    lead.goes(f"/changes/{slug}/evidence/").says("The priority is checked", "incidents")
