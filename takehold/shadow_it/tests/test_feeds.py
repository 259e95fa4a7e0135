"""The pages of logs and what they show, and their twins for programs, as people use them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import NOW
from takehold.gather.views import receiving
from takehold.shadow_it import jobs, models
from takehold.shadow_it.facts.feeds import LogState
from takehold.shadow_it.operations import feeding

from .logs import at_home, feed, read, ward, week_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    at_home(monkeypatch, settings, tmp_path)


def page(house: Any, address: str, role: str = "steward") -> str:
    return house.client(role).get(address).content.decode()


def test_from_a_source_to_what_it_shows_by_forms_alone(house: Any, tmp_path: Path) -> None:
    steward = house.client("steward")
    assert "No log has shown any service yet." in page(house, "/shadow/found/")
    answer = steward.post("/shadow/feeds/", {"name": "Proxy of the main site", "kind": "proxy"})
    assert answer.status_code == 302
    address = answer["Location"]
    content = week_of(0, [(ward(1, 6), "www.dropbox.com"), (ward(3, 2), "trello.com")])
    log = SimpleUploadedFile("access.log", content)
    assert "is kept safely" in steward.post(address, {"file": log}, follow=True).content.decode()
    assert "1 log waits to be read" in page(house, address)
    (job,) = jobs.due(NOW)
    jobs.run(job, now=NOW, home=tmp_path)
    told = page(house, address)
    assert "Read up to 11 January 2026" in told
    assert "updates, certificates, delivery" in told
    found = page(house, "/shadow/found/", "council")
    assert "2 services outside are used, 1 of them in a group that can be named, and 0 are growing." in found
    assert "Ward 1" in found
    assert "a few people, fewer than five" in found
    one = page(house, "/shadow/found/dropbox/", "council")
    assert "Dropbox is used by at least 5 people: Ward 1." in one
    assert "Ward 3" not in page(house, "/shadow/found/trello/")
    back = steward.post(f"/shadow/logs/{models.LogImport.objects.get().pk}/back/", follow=True)
    assert "Taken back" in back.content.decode()
    assert "No log has shown any service yet." in page(house, "/shadow/found/")


def test_what_is_wrong_is_told_at_the_field(house: Any) -> None:
    steward, source = house.client("steward"), feed(house)
    answer = steward.post(f"/shadow/feeds/{source}/", {})
    assert (answer.status_code, "Choose a file first." in answer.content.decode()) == (422, True)
    twice = steward.post("/shadow/feeds/", {"name": "Proxy", "kind": "proxy"})
    assert (twice.status_code, "There is a source of this name already." in twice.content.decode()) == (
        422,
        True,
    )
    single = {"addresses": "10.1.2.3", "team": str(house.teams["ward-1"])}
    assert "and so of persons" in steward.post("/shadow/ranges/", single).content.decode()
    named = steward.post(
        "/shadow/ranges/", {**single, "addresses": "10.1.0.0/16"}, follow=True
    ).content.decode()
    assert "10.1.0.0/16" in named
    row = models.AddressRange.objects.get()
    assert (
        "No range is named yet."
        in steward.post(f"/shadow/ranges/{row.pk}/drop/", follow=True).content.decode()
    )


def test_a_log_without_people_and_one_that_is_none_say_so(house: Any) -> None:
    source = feed(house)
    read(
        house,
        source,
        b"date,domain\n2026-01-05,trello.com\n2026-01-11,hr.example\nnever,trello.com\n",
        name="sums.csv",
    )
    read(house, source, b"a,b\n1,2\n", name="none.csv")
    told = page(house, f"/shadow/feeds/{source}/")
    assert "it counts for the whole house and for no group" in told
    assert "Line 4 has no time that can be read." in told
    assert "Which column says when?" in told
    assert "in the whole house; the log tells no groups" in page(house, "/shadow/found/trello/")


def test_programs_read_and_bring_the_same(house: Any, tmp_path: Path) -> None:
    steward = house.client("steward")
    made = steward.post(
        "/api/v1/shadow/feeds", {"name": "DNS", "kind": "dns"}, content_type="application/json"
    )
    assert made.status_code == 201
    log = SimpleUploadedFile(
        "access.log", week_of(0, [(ward(1, 6), "dropbox.com"), (ward(3, 1), "trello.com")])
    )
    address = f"/api/v1/shadow/feeds/{made.json()['id']}/logs"
    brought = steward.post(address, {"file": log})
    assert (brought.status_code, brought.json()["state"]) == (202, "waiting")
    for job in jobs.due(NOW):
        jobs.run(job, now=NOW, home=tmp_path)
    (row,) = steward.get(address).json()["items"]
    assert (row["state"], row["counts"]["services"]) == ("read", 21)
    items = steward.get("/api/v1/shadow/found").json()["items"]
    assert [(each["service"], each["groups"], each["people_at_least"]) for each in items] == [
        ("dropbox", ["Ward 1"], 5),
        ("trello", [], 0),
    ]
    assert [week["lines"] for each in items for week in each["weeks"]] == [18, None]
    assert steward.get("/api/v1/shadow/found/dropbox").json() == items[0]
    assert steward.post(f"/api/v1/shadow/logs/{row['id']}/back").json()["state"] == "taken back"
    said = {"addresses": "10.1.0.0/16", "team": house.teams["ward-1"]}
    (named,) = steward.post("/api/v1/shadow/ranges", said, content_type="application/json").json()["items"]
    assert steward.delete(f"/api/v1/shadow/ranges/{named['id']}").json() == {"items": []}


def test_a_refused_upload_leaves_nothing(house: Any) -> None:
    answer = house.client("council").post(
        f"/shadow/feeds/{feed(house)}/", {"file": SimpleUploadedFile("a.log", b"x\n")}
    )
    assert answer.status_code == 403
    assert not models.LogImport.objects.exists()
    assert not feeding.waiting().exists() or not list(feeding.waiting().iterdir())
    assert LogState.BACK == "taken back"


def test_programs_are_heard_only_with_the_right_and_up_to_the_limit(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []

    class Ear(receiving.SizeLimitHandler):
        def __init__(self) -> None:
            super().__init__(1000)

        def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
            heard.append(len(raw_data))
            return super().receive_data_chunk(raw_data, start)

    monkeypatch.setattr(receiving, "SizeLimitHandler", Ear)
    address = f"/api/v1/shadow/feeds/{feed(house)}/logs"
    for role, status in (("member", 404), ("council", 403)):
        log = SimpleUploadedFile("a.log", b"x" * 2000)
        assert house.client(role).post(address, {"file": log}).status_code == status
    assert heard == []
    answer = house.client("steward").post(address, {"file": SimpleUploadedFile("a.log", b"x" * 2000)})
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    assert "larger" in answer.json()["detail"]
    assert heard
    assert not models.LogImport.objects.exists()
