"""Teams and people come in by a page, faults in sentences; and how many queries each page needs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from takehold.audit import queries as audit
from takehold.people import queries
from takehold.people.models import Team
from takehold.people.views.teams import FEW

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())


def file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("t.csv", text.encode())


def test_teams_come_in_and_show_how_they_are_put_together(house) -> None:
    admin = house.client("admin")
    sent = {"what": "teams", "file": file("key,name,parent,people\nlab,Laboratory,hospital,7\n")}
    page = admin.post("/teams/import/", sent, follow=True).content.decode()
    assert "1 lines read: 2 things are new, 0 changed." in page
    assert "Laboratory" in page
    assert "Ward 4 + Night desk" in page
    assert "Teams and people</a>" in page, "the menu leads here"
    assert page.count('href="/people/"') == 2, "from the menu, and where people came in"
    assert 'href="/people/"' not in house.client("steward").get("/teams/").content.decode()


def test_many_teams_are_folded_by_what_they_belong_to(house) -> None:
    admin = house.client("admin")
    lines = [f"desk-{n},Desk {n},medicine,7" for n in range(FEW)]
    text = "\n".join(["key,name,parent,people", *lines]) + "\n"
    page = admin.post("/teams/import/", {"what": "teams", "file": file(text)}, follow=True).content.decode()
    folded = next(part for part in page.split("<details")[1:] if "<summary>Medicine" in part)
    assert "Desk 0<" in folded
    assert "Ward 1<" in folded
    assert "Belongs to<" not in page


def test_faults_are_listed_and_nothing_is_kept(house) -> None:
    sent = {"what": "people", "file": file("key,name,team\nx,X,ward-1\ny,Y,ward-77\n")}
    answer = house.client("steward").post("/teams/import/", sent)
    assert answer.status_code == 422
    assert "Line 3: There is no team “ward-77”" in answer.content.decode()
    assert not Team.objects.filter(key="ward-77").exists()
    assert not any(person.key == "x" for person in queries.persons(viewer=house.viewer("admin")))


def test_the_floor_is_raised_on_the_page_and_lowered_nowhere(house) -> None:
    council = house.client("works council")
    assert council.post("/teams/floor/", {"to": "9"}).status_code == 302
    answer = council.post("/teams/floor/", {"to": "8"})
    assert answer.status_code == 422
    assert "never lowered" in answer.content.decode()
    assert council.post("/teams/floor/", {"to": "4"}).status_code == 422
    assert queries.floor() == 9


def test_a_reorganisation_is_recorded(house) -> None:
    typed = {
        "on": "2026-02-01",
        "kind": "continues",
        "earlier": "Ward 1",
        "later": "ward 2",
    }
    admin = house.client("admin")
    assert admin.post("/teams/reorganised/", typed).status_code == 302
    wrong = admin.post("/teams/reorganised/", {**typed, "later": "Ward 1"})
    assert wrong.status_code == 422
    assert "Name the earlier and the later team" in wrong.content.decode()


def test_a_key_is_shown_once(house) -> None:
    lead = house.client("lead")
    page = lead.post("/keys/", {"name": "board"}).content.decode()
    secret = page.split("<code>")[1].split("</code>")[0]
    assert len(secret) >= 40
    assert secret not in lead.get("/keys/").content.decode()


def test_a_key_is_taken_back_by_its_owner_alone(house) -> None:
    lead, other = house.client("lead"), house.client("steward")
    secret = lead.post("/keys/", {"name": "board"}).content.decode().split("<code>")[1].split("</code>")[0]
    program = {"headers": {"Authorization": f"Bearer {secret}"}}
    assert Client().get("/api/v1/changes", **program).status_code == 200
    number = re.search(r'name="revoke" value="(\d+)"', lead.get("/keys/").content.decode())[1]
    assert "board" not in other.get("/keys/").content.decode()
    for wrong in (number, "0", "x"):
        assert other.post("/keys/", {"revoke": wrong}).status_code == 404
    said = lead.post("/keys/", {"revoke": number}, follow=True).content.decode()
    assert "“board” is revoked." in said
    assert 'name="revoke"' not in said
    assert Client().get("/api/v1/changes", **program).status_code == 401
    assert lead.post("/keys/", {"revoke": number}).status_code == 404
    assert [line.action for line in audit.recent(limit=1)] == ["key revoked"]


@pytest.mark.parametrize("address", sorted(COUNTS))
def test_queries_a_page_are_pinned(house, address: str) -> None:
    client = house.client("admin")
    client.get("/healthz")
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    assert len(seen) == COUNTS[address] <= 15
