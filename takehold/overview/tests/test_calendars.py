"""Calendars outside: their file by the rules of RFC 5545, whom it opens for, and what never stands in it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from conftest import NOW
from takehold.audit import queries as audit
from takehold.bridge.models import Action
from takehold.bridge.operations import actions
from takehold.bridge.tests.conftest import said
from takehold.gaps.models import Concern
from takehold.initiatives.facts import Invalid
from takehold.initiatives.facts.dates import Dated
from takehold.initiatives.models import CalendarAddress, Initiative
from takehold.initiatives.operations import calendars as operations
from takehold.initiatives.operations import rhythm
from takehold.overview.queries import dates, ics
from takehold.people.facts import NotFound, NotYours
from takehold.people.models import Role

LINE = re.compile(rb"[A-Z0-9-]+(;[A-Z0-9-]+=(\"[^\"]*\"|[^\";:,]*))*:[^\x00-\x08\x0a-\x1f\x7f]*")
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def unfolded(content: bytes) -> list[bytes]:
    """The content lines of a file as section 3.1 of RFC 5545 has them, read without the library that wrote it."""
    assert content.endswith(b"\r\n")
    physical = content[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in physical)
    whole: list[bytes] = []
    for line in physical:
        if line[:1] in (b" ", b"\t"):
            whole[-1] += line[1:]
        else:
            whole.append(line)
    return whole


def key_of(house: Any, who: str, slug: str = "") -> str:
    return operations.make(viewer=house.viewer(who), slug=slug, language="en", now=NOW)


def read(key: str) -> Any:
    """The events by their title, as a calendar outside reads them."""
    answer = Client().get(f"/calendar/{key}.ics")
    assert answer.status_code == 200, answer.content
    return {str(each["summary"]): each for each in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_the_file_keeps_the_rules_of_the_format_whatever_stands_in_a_title() -> None:
    hostile = 'Grüße; "Nacht", \\ 夜勤\r\nBEGIN:VALARM\nX ' + "ä" * 200 + "\U0001f600" * 40
    day = Dated("action-1-begins", date(2026, 12, 31), hostile, "/changes/x/", "X", 3)
    hour = Dated("meeting-1", day.on, "Council", "/c/", "", 0, datetime(2026, 3, 29, 9, 30, tzinfo=ZoneInfo("Europe/Berlin")), 45)  # fmt: skip
    content = ics.text("Tägliches", [day, hour], site="https://takehold.example:8443", on=TODAY)
    lines = unfolded(content)
    assert all(LINE.fullmatch(line) for line in lines)
    assert [line for line in lines if line.startswith((b"BEGIN", b"END"))].count(b"BEGIN:VEVENT") == 2
    assert b"BEGIN:VALARM" not in lines
    for needed in (b"VERSION:2.0", b"UID:action-1-begins@takehold.example", b"SEQUENCE:3", b"METHOD:PUBLISH",
                   b"DTSTART;VALUE=DATE:20261231", b"DTEND;VALUE=DATE:20270101", b"DTSTAMP:20260302T000000Z",
                   b"DTSTART:20260329T073000Z", b"DTEND:20260329T081500Z",
                   b"REFRESH-INTERVAL;VALUE=DURATION:PT6H"):  # fmt: skip
        assert needed in lines, needed
    (first, second) = Calendar.from_ical(content).walk("VEVENT")
    assert str(first["summary"]) == hostile.replace("\r\n", "\n")
    assert first["dtstart"].dt == date(2026, 12, 31)
    assert second["dtstart"].dt == datetime(2026, 3, 29, 7, 30, tzinfo=UTC)


def test_a_change_tells_its_dates_and_an_entry_stays_the_same_when_its_day_moves(
    house: Any, change: Any
) -> None:
    lead = house.viewer("lead")
    rhythm.set_rhythm(viewer=lead, slug=change.slug, every_weeks=8, now=NOW)
    one = actions.propose(viewer=lead, slug=change.slug, said=said(house, change), now=NOW)
    key = key_of(house, "lead", change.slug)
    before = read(key)
    name = "Handover in the record"
    assert {f"Gather: {name}", f"Celebrate: {name}", f"Begins: Take the ninth field out – {name}",
            f"Look whether it worked: Take the ninth field out – {name}"} <= set(before)  # fmt: skip
    begins = before[f"Begins: Take the ninth field out – {name}"]
    assert begins["dtstart"].dt == TODAY + timedelta(days=7)
    assert str(begins["url"]).endswith(f"/changes/{change.slug}/actions/{one}/")
    moved = replace(said(house, change), begins_on=TODAY + timedelta(days=9))
    actions.edit(viewer=lead, slug=change.slug, action_id=one, said=moved, version=1, now=NOW)
    after = read(key)[f"Begins: Take the ninth field out – {name}"]
    assert (after["uid"], after["dtstart"].dt) == (begins["uid"], TODAY + timedelta(days=9))
    assert int(after["sequence"]) > int(begins["sequence"])
    assert Client().get(f"/calendar/{key}.ics").content == Client().get(f"/calendar/{key}.ics").content


def test_a_change_that_is_business_as_usual_tells_when_it_is_looked_at_again(house: Any, change: Any) -> None:
    lead = house.viewer("lead")
    rhythm.set_rhythm(viewer=lead, slug=change.slug, every_weeks=8, now=NOW)
    key = key_of(house, "sponsor", change.slug)
    assert any(title.startswith("Gather") for title in read(key))
    rhythm.settle(viewer=lead, slug=change.slug, despite="The wards own it.", now=NOW)
    ((title, look),) = read(key).items()
    assert title == "Look again whether it holds: Handover in the record"
    assert look["dtstart"].dt == date(2026, 6, 2)


def test_what_is_mine_to_do_is_mine_alone(house: Any, change: Any) -> None:
    actions.propose(viewer=house.viewer("lead"), slug=change.slug, said=said(house, change), now=NOW)
    Concern.objects.create(
        initiative_id=Initiative.objects.get(slug=change.slug).pk,
        kind="question", text="Max says the night desk is left alone.", state="waiting", raised_on=TODAY,
        due_on=TODAY + timedelta(days=3),
    )  # fmt: skip
    mine = {who: read(key_of(house, who)) for who in ("lead", "manager", "member")}
    look = "Look whether it worked: Take the ninth field out – Handover in the record"
    assert set(mine["lead"]) == {"An answer is due: Handover in the record"}
    assert look in mine["manager"]
    assert mine["member"] == {}
    assert "night desk" not in str(mine)


def test_a_name_of_somebody_here_is_left_out_of_titles(house: Any, change: Any) -> None:
    """No action is written with one; a person may come with that name later."""
    actions.propose(viewer=house.viewer("lead"), slug=change.slug, said=said(house, change), now=NOW)
    Action.objects.update(title="Thank Mia Manager at night")
    titles = " ".join(read(key_of(house, "lead", change.slug)))
    assert "Mia" not in titles
    assert "Begins: Thank … at night" in titles


def test_an_address_opens_what_its_owner_may_read_that_day_and_nothing_once_it_ended(
    house: Any, change: Any
) -> None:
    key = key_of(house, "manager", change.slug)
    row = CalendarAddress.objects.get()
    assert key not in row.sha256
    again = operations.renew(viewer=house.viewer("manager"), address_id=row.pk, now=NOW)
    assert Client().get(f"/calendar/{key}.ics").status_code == 404
    answer = Client().get(f"/calendar/{again}.ics")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    account = User.objects.filter(person__key="manager")
    for shut, opened in (({"is_active": False}, {"is_active": True}),):
        account.update(**shut)
        assert Client().get(f"/calendar/{again}.ics").status_code == 404
        account.update(**opened)
        assert Client().get(f"/calendar/{again}.ics").status_code == 200
    for who in ("lead", "admin"):
        with pytest.raises(NotYours):
            operations.end(viewer=house.viewer(who), address_id=row.pk, now=NOW)
        with pytest.raises(NotYours):
            operations.renew(viewer=house.viewer(who), address_id=row.pk, now=NOW)
    operations.end(viewer=house.viewer("manager"), address_id=row.pk, now=NOW)
    assert Client().get(f"/calendar/{again}.ics").status_code == 404
    lines = [(each.action, each.subject) for each in audit.recent(limit=3)]
    assert sorted(action for action, _ in lines) == [
        f"calendar address {did}" for did in ("ended", "made", "renewed")
    ]
    assert {subject for _, subject in lines} == {f"calendar:{row.pk}"}


def test_without_a_role_of_that_day_it_opens_nothing(house: Any, change: Any) -> None:
    key = key_of(house, "sponsor")
    assert dates.opened(key=key, on=TODAY)[0] == "My dates"
    Role.objects.filter(person__key="sponsor").update(valid_from=TODAY - timedelta(days=9), valid_to=TODAY)
    with pytest.raises(NotFound):
        dates.opened(key=key, on=TODAY + timedelta(days=1))
    for nobody in ("stranger",):
        with pytest.raises(NotYours):
            key_of(house, nobody)
    with pytest.raises(NotYours):
        key_of(house, "lead", "no-such-change")


def test_nobody_makes_addresses_without_end(house: Any, change: Any) -> None:
    for _ in range(operations.MOST):
        key_of(house, "lead")
    with pytest.raises(Invalid):
        key_of(house, "lead")


def test_the_page_tells_an_address_once_and_a_program_has_the_same(house: Any, change: Any) -> None:
    manager = house.client("manager")
    page = manager.get("/me/calendar/").content.decode()
    assert "No calendar outside reads your dates yet." in page
    made = manager.post("/me/calendar/", {"change": change.slug}).content.decode()
    address = re.findall(r"<code>([^<]+\.ics)</code>", made)[0]
    assert Client().get("/calendar/" + address.rsplit("/", 1)[1]).status_code == 200
    later = manager.get("/me/calendar/").content.decode()
    assert ".ics" not in later
    assert "1 calendar outside can read dates from here." in later
    assert manager.post("/me/calendar/", {"change": "no-such"}).status_code == 422
    told = manager.post("/api/v1/calendars", {"change": ""}, content_type="application/json")
    assert told.status_code == 201
    (first, second) = manager.get("/api/v1/calendars").json()["items"]
    assert (first["change"], second["change"]) == ("Handover in the record", "")
    other = manager.post(f"/api/v1/calendars/{second['id']}/renew").json()["address"]
    assert other != told.json()["address"]
    assert manager.post(f"/api/v1/calendars/{second['id']}/end").json() == {"ended": second["id"]}
    assert manager.post(f"/me/calendar/{first['id']}/end/").status_code == 302
    assert manager.get("/api/v1/calendars").json()["items"] == []
    assert manager.get("/api/v1/dates", {"change": change.slug}).status_code == 200


def test_a_file_costs_as_many_queries_for_many_actions_as_for_one(house: Any, change: Any) -> None:
    lead, counts = house.viewer("lead"), []
    for more in (1, 6):
        for n in range(more):
            told = replace(said(house, change), title=f"Action {Action.objects.count()} {n}")
            actions.propose(viewer=lead, slug=change.slug, said=told, now=NOW)
        for slug in ("", change.slug):
            key = key_of(house, "lead", slug)
            with CaptureQueriesContext(connection) as asked:
                read(key)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 15
