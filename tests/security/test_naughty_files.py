"""Naughty strings as columns, tickets, groups and values of a file that is brought in: read back letter by letter on the
page and in both downloads, and run by nobody.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from conftest import NOW, House
from takehold.ledger import operations as ledger
from tests.journeys.browsing import Page, Person, person
from tests.security import naughty
from tests.security.naughty import packs, same_shape, spoken
from tests.security.world import World

pytestmark = pytest.mark.django_db
CHANGE = "/changes/handover-in-the-record/"
HOSTILE = (
    '"><img src=x onerror=alert(1)>',
    "=cmd|' /C calc'!A0",
    "</th><script>alert(1)</script>",
    "{{7*7}}{% now %}",
    "на берегу\u202e",
)
"""Names of columns. The first is tested by the behaviour, so that its values are kept; the second by the old way."""
PLAIN_COLUMNS = tuple(f"plain column {n}" for n in range(5))
LONGEST = 300
FIRST = 30
"""So many plain rows come first: what is guessed from the first rows is not what is tried here."""


@pytest.fixture(scope="module")
def strings(shared_data: Path) -> list[str]:
    """As many texts as rows, each naughty string in some of them."""
    listed = naughty.listed(shared_data.parent / "bad-files", payloads=60)
    found = [
        each.strip() for each in listed if each.strip() and len(each) <= LONGEST and naughty.printable(each)
    ]
    return list(dict.fromkeys(" ".join(each.split()) for each in found))


def table(texts: Sequence[str], columns: Sequence[str]) -> io.BytesIO:
    """A list export: each text is the number of a ticket, a group's name and a value; every tenth is a date as well."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["number", "opened", "group", *columns])
    texts = [*(f"first {at}" for at in range(FIRST)), *texts]
    for at, text in enumerate(texts):
        day = f"{NOW - timedelta(days=7 + at % 40):%Y-%m-%d %H:%M}"
        writer.writerow([text, day, text, text, text, *["x"] * (len(columns) - 2)])
        if at > FIRST and at % 10 == 0:
            writer.writerow([f"bad {at}", text, text, text, text, *["x"] * (len(columns) - 2)])
    file = io.BytesIO(out.getvalue().encode())
    file.name = f"{columns[0]}.csv".replace("/", "-")
    return file


@dataclass
class Brought:
    """The pages on the way of a file, and both downloads."""

    pages: dict[str, Page] = field(default_factory=dict)
    tickets: list[dict[str, str]] = field(default_factory=list)
    rejected: list[dict[str, str]] = field(default_factory=list)
    labels: list[dict[str, Any]] = field(default_factory=list)


def bring(house: House, texts: Sequence[str], columns: Sequence[str]) -> Brought:
    lead, found = person(house.client("lead")), Brought()
    told, value = found.pages, texts[-1]
    lead.goes(f"{CHANGE}data/")
    told["columns"] = lead.presses("Look at the file", {"file": table(texts, columns)})
    assert lead.page.status == 200, lead.page.text
    parts = {
        "shape": "cases",
        "case": "number",
        "at": "opened",
        "team": "group",
        "missing": "?,<script>alert(1)</script>,=1+1",
        "dates": "iso",
    }
    told["mapped"] = lead.presses("Save and choose", **parts | {"timezone": "UTC"})
    assert "/behaviours/" in lead.page.address, lead.page.text
    told["own"] = lead.clicks("describe your own")
    own = {
        "name": value[:160], "new-0-column": columns[0], "new-0-op": "present", "old-0-column": columns[1],
        "old-0-op": "is", "old-0-value": value, "chance-0-column": columns[0], "chance-0-op": "not",
        "chance-0-value": f"{value}{value}"[:300],
    }  # fmt: skip
    told["tried"] = lead.presses("Try it", **own)
    lead.goes(lead.page.address)
    told["listed"] = lead.presses("Add to the list", **own)
    told["watched"] = lead.presses("Start the import", behaviour=chosen(lead))
    watched = lead.page.address
    import_id = watched.split("/")[2]
    fact = ledger.run_import(import_id=import_id, now=NOW, home=settings.HOME)
    assert fact.state == "done", fact
    told["read"] = lead.goes(watched)
    found.rejected = naughty.lines_of(lead.clicks("Download as CSV").raw)
    told["labels"] = lead.goes(f"/sources/{fact.source_id}/teams/")
    matched(house, lead, fact.source_id, found)
    told["change"] = lead.goes(CHANGE)
    told["evidence"] = lead.goes(f"{CHANGE}evidence/")
    key = next(each["key"] for each in standings(lead) if each["name"] == value[:160].strip())
    told["tickets"] = lead.goes(f"{CHANGE}evidence/{key}/")
    told["later"] = lead.goes(f"{CHANGE}evidence/{key}/", after="100")
    span = {"from": "2025-12-01", "to": "2026-03-02"}
    found.tickets = naughty.lines_of(lead.goes(f"{CHANGE}evidence/{key}/tickets.csv", **span).raw)
    steward = person(house.client("steward"))
    told["sources"], told["source"] = steward.goes("/sources/"), steward.goes(f"/sources/{fact.source_id}/")
    return found


def as_typed(cell: str, known: set[str]) -> str:
    """The text of a cell, without the apostrophe that was put before what would begin a formula."""
    return cell if cell in known else cell.removeprefix("'")


def chosen(lead: Person) -> list[str]:
    return [each["value"] for each in lead.page.root.every("input") if each["name"] == "behaviour"][-1:]


def standings(lead: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(lead.goes(f"/api/v1{CHANGE}standings").raw)["items"]
    return found


def matched(house: House, lead: Person, source: int, found: Brought) -> None:
    """Every group to a ward, by the API; what it read back is kept."""
    address = f"/api/v1/sources/{source}/labels"
    found.labels = json.loads(lead.goes(address).raw)
    said = [{"label": each["label"], "team_id": house.teams["ward-2"]} for each in found.labels]
    answer = house.client("lead").put(address, json.dumps(said), content_type="application/json")
    assert answer.json() == {"saved": len(said)}
    from takehold.initiatives import operations
    from takehold.initiatives.models import DesiredBehaviour

    for behaviour in DesiredBehaviour.objects.filter(source_id=source).values_list("id", flat=True):
        operations.refresh(behaviour, NOW)


def test_a_file_of_naughty_strings_is_read_shown_and_handed_out_as_text(
    world: World, strings: list[str]
) -> None:
    assert len(strings) > 550
    with transaction.atomic():
        plain = bring(world.house, [f"plain {at}" for at in range(len(strings))], PLAIN_COLUMNS)
        transaction.set_rollback(True)
    with transaction.atomic():
        found = bring(world.house, strings, HOSTILE)
        transaction.set_rollback(True)
    for name, page in found.pages.items():
        assert page.status == 200, name
        same_shape(page, plain.pages[name])
    every = {*strings, *(f"first {at}" for at in range(FIRST))}
    assert {each["label"] for each in found.labels} == every
    assert {as_typed(each["ticket"], every) for each in found.tickets} == every
    for each in found.tickets:
        values = [value for name, value in each.items() if as_typed(name, set(HOSTILE)) in HOSTILE[:2]]
        assert values == [each["ticket"]] * 2
    assert len(found.rejected) == sum(at % 10 == 0 for at in range(FIRST + 1, FIRST + len(strings)))
    shown = {cell.text for cell in found.pages["tickets"].root.every("th", "td")}
    assert sum(spoken(text) in shown for text in every) == 50
    for column in HOSTILE:
        assert spoken(column) in found.pages["columns"].text


def test_a_mapping_of_any_text_is_a_sentence_with_its_line(world: World, strings: list[str]) -> None:
    lead = person(world.house.client("lead"))
    with transaction.atomic():
        lead.goes(f"{CHANGE}data/")
        lead.presses("Look at the file", {"file": table(strings[:50], PLAIN_COLUMNS)})
        columns = lead.page
        for text in [
            *packs(strings, 2000),
            "a\0b",
            '[source]\nformat = "\\u0000"',
            "[" * 5000,
            "x = " + "{a=" * 2000,
        ]:
            lead.page = columns
            page = lead.presses("Use this mapping", text=text)
            assert page.status == 422, text
            assert naughty.harm(page) == []
            wrong = next(each.text for each in page.root.every("p") if each["id"] == "text_error")
            assert wrong.endswith("."), wrong
        for part in ("team", "case", "at", "missing", "written", "timezone", "dates", "shape"):
            for text in packs(strings, 2000)[:6]:
                lead.page = columns
                page = lead.presses("Update preview", **{part: text, "was-1": text, "now-1": text})
                assert page.status == 200
                assert naughty.harm(page) == []
        transaction.set_rollback(True)
