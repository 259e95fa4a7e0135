"""U2 nothing lost: acknowledged means durable, and nothing is counted twice.

A site that really runs is killed with all its processes in the middle of an upload, right after it acknowledged one, and
while it reads. Its folder is then held against what was acknowledged, by the checks of ``tests/faults``, which share no
code with what they check; and against what a person reads on the page.
"""

from __future__ import annotations

import hashlib
import io
import json
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from tests.faults import batches, invariants
from tests.faults.batches import expected
from tests.journeys.browsing import Form, Person
from tests.journeys.living import Site, run

GROUPS = ["key,name,parent,from,to,people", *(f"g{n},G{n},,,,{8 + n}" for n in range(5))]
MAPPING = batches.RECIPE + "target = 0.5\n"
SLUG = "confirmed"
CHANGE = f"/changes/{SLUG}/"


@pytest.fixture
def site(tmp_path: Path) -> Any:
    with Site(tmp_path / "data") as running:
        yield running


def named(text: str, name: str) -> io.BytesIO:
    file = io.BytesIO(text.encode())
    file.name = name
    return file


def begun(site: Site) -> Person:
    """A change with five groups, by the pages."""
    admin = site.signed_in(*site.credentials())
    admin.goes("/teams/")
    admin.presses("Bring it in", {"file": named("\n".join(GROUPS), "teams.csv")}, what="teams")
    admin.goes("/changes/new/")
    admin.presses("Begin this change", fill={"What is to be done": "Confirmed", "Why is it done": "Errors."})
    assert admin.page.address == CHANGE
    return admin


def bring(admin: Person, batch: int) -> list[str]:
    """A file through the pages, up to the one that says it is being read: from then on it may not get lost."""
    admin.goes(f"{CHANGE}data/")
    admin.presses("Look at the file", {"file": named(batches.text(batch), f"b{batch}.csv")})
    if admin.page.offers("Import with the same mapping"):
        admin.presses("Import with the same mapping")
    else:
        admin.presses("Use this mapping", text=MAPPING)
        admin.presses("Start the import", behaviour="confirm")
    digest = hashlib.sha256(batches.text(batch).encode()).hexdigest()
    return ["upload", admin.page.address.split("/")[2].replace("-", ""), digest]


def read(admin: Person, address: str) -> None:
    """Look again, as the page does by itself, until the file is read."""
    until = time.monotonic() + 60
    while "is being read" in admin.goes(address).heading and time.monotonic() < until:
        time.sleep(0.1)
    admin.page.says("Rejected 0")


def told(admin: Person, batches: list[int]) -> None:
    """The page says as many chances of each group as its files really hold, each event once, the newest word wins."""
    events = expected(batches).values()
    resolved = [(group, ok == "yes") for activity, group, ok in events if activity == "Resolved"]
    until = time.monotonic() + 60
    while time.monotonic() < until:
        said = json.loads(admin.goes(f"/api/v1/changes/{SLUG}/standings").raw)["items"][0]
        series = {each["team"]: each["series"] for each in said.get("teams", [])}
        found = {name: (sum(each["opportunities"]), sum(each["new_way"])) for name, each in series.items()}
        wanted = {
            f"G{n}": (sum(g == f"G{n}" for g, _ok in resolved), sum(ok for g, ok in resolved if g == f"G{n}"))
            for n in range(5)
        }
        if found == wanted:
            break
        time.sleep(0.2)
    assert found == wanted


def half_an_upload(site: Site, admin: Person) -> None:
    """A browser that sends one half of a file when the machine loses power."""
    whole = batches.text(7).encode()
    with socket.create_connection(("127.0.0.1", site.port)) as wire:
        head = f"POST {CHANGE}data/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {2 * len(whole)}\r\n"
        wire.sendall(head.encode() + b"Content-Type: multipart/form-data; boundary=x\r\n\r\n" + whole)
        site.restart()


def test_killed_at_any_moment_what_was_acknowledged_is_there_once(site: Site) -> None:
    admin = begun(site)
    first = bring(admin, 0)
    site.restart()  # acknowledged a moment ago, not read yet
    read(admin, f"/imports/{_uuid(first[1])}/")
    second = bring(admin, 1)
    time.sleep(0.4)  # now it is being read
    site.restart()
    read(admin, f"/imports/{_uuid(second[1])}/")
    admin.page.says("New 40", "Corrected")
    half_an_upload(site, admin)
    assert "b7.csv" not in admin.goes(f"{CHANGE}data/").text, "what was not acknowledged is not there by half"
    admin.goes("/sources/1/teams/")
    if admin.page.offers("Save"):
        admin.presses("Save").says("5 names have their place.")
    told(admin, [0, 1])
    assert invariants.problems(site.home, [first, second]) == []


def _uuid(text: str) -> str:
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def test_twice_is_once_by_page_api_and_terminal(site: Site, tmp_path: Path) -> None:
    admin = begun(site)
    read(admin, f"/imports/{_uuid(bring(admin, 0)[1])}/")
    bring(admin, 0)
    admin.page.says("This file was imported already", "Nothing was counted twice.")
    admin.goes("/keys/")
    admin.presses("Make", name="test")
    key = next(admin.page.root.every("code")).text
    sent = {"fields": {"change": SLUG}, "files": {"file": named(batches.text(0), "b0.csv")}}
    status, said = site.call(key, "POST", "/imports", **sent)
    assert (status, said["state"]) == (202, "already imported")
    (tmp_path / "b0.csv").write_text(batches.text(0))
    again = run("import", tmp_path / "b0.csv", "--change", SLUG, home=site.home)
    assert "Already imported: nothing was counted twice." in again.stdout
    (tmp_path / "b1.csv").write_text(batches.text(1))
    newer = run("import", tmp_path / "b1.csv", "--change", SLUG, home=site.home)
    assert "40 new" in newer.stdout
    admin.goes("/sources/1/teams/")
    admin.presses("Save")
    told(admin, [0, 1])
    tallied_once(site, admin, key)
    told(admin, [0, 1])
    assert invariants.problems(site.home, []) == []


def tallied_once(site: Site, admin: Person, key: str) -> None:
    """Ten cases by eye: a doubled last tap saves them once, and so does a program that sends twice."""
    admin.goes("/changes/new/")
    admin.presses("Begin this change", fill={"What is to be done": "Read aloud", "Why is it done": "Errors."})
    admin.goes("/changes/read-aloud/behaviours/")
    admin.presses("Add", fill={"What would people do": "The form is read aloud"})
    behaviour = json.loads(admin.goes("/api/v1/changes/read-aloud/standings").raw)["items"][0]["key"]
    admin.goes("/tally/")
    admin.presses("Begin", fill={"Read aloud": True})
    for answer in "yyyyyyynnn":
        admin.presses("Yes" if answer == "y" else "No")
    admin.page.says("7 yes of 10 seen", "You have saved nothing for this team today.")
    ready, team = (
        admin.page,
        int(Form(next(admin.goes("/tally/").root.every("select")).parent, "").filled()["team"][0]),
    )
    for _ in range(2):
        admin.page = ready
        admin.presses("Finish and save").says("10 cases saved, 7 of them yes.")
    sent = {"team_id": team, "change": "read-aloud", "behaviour": behaviour, "chances": 4, "new_way": 1}
    first, second = (site.call(key, "POST", "/tallies", json=sent, once="monday") for _ in range(2))
    assert [said["saved"] for _status, said in (first, second)] == [True, False]
    assert (second[1]["chances"], second[1]["new_way"]) == (14, 8)
    admin.goes("/tally/")
    admin.presses("Begin", what="read-aloud").says("You saved today for this team: 8 yes of 14.")
