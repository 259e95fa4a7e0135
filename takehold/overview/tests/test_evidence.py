from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from takehold.ledger.facts import EventRow, LabelSpan, Scope
from takehold.overview.queries import units
from takehold.overview.tests import made_up
from takehold.overview.views.evidence import readable
from takehold.people import queries as people
from takehold.people.facts import ReportingUnit, Sight

pytestmark = pytest.mark.django_db
ADDRESS = "/changes/handover/evidence/handover/"


@pytest.fixture
def tickets(below, monkeypatch):
    units = tuple(ReportingUnit(each.unit, each.team_ids, 12) for each in made_up.standing().units)
    sight = Sight(Scope(frozenset({1, 2}), frozenset({1}), 5), units, ())
    monkeypatch.setattr(people, "sight", lambda **_: sight)
    below.events = tuple(
        EventRow(
            f"HO{at}", "=cmd()", datetime(2026, 2, 20, 7, tzinfo=UTC), "Ward 1", {"method": "+paper"}, "old"
        )
        for at in range(120)
    )
    return below


def test_tickets_come_page_by_page_in_the_period_of_the_figure(tickets, reader):
    first = reader.get(ADDRESS).content.decode()
    assert "HO0<" in first
    assert "HO49<" in first
    assert "HO50<" not in first
    assert "after=50" in first
    assert tickets.asked["first"] == made_up.judged().whole.recent_from
    assert "HO119<" in reader.get(ADDRESS + "?after=100").content.decode()


def test_tickets_of_a_team_are_of_the_period_of_its_own_figure(tickets, reader):
    standing = made_up.standing()
    unit = standing.units[0]
    earlier = replace(unit.verdict, recent_from=date(2025, 12, 1), recent_to=date(2026, 1, 25))
    held = (replace(standing, units=(replace(unit, verdict=earlier), *standing.units[1:])),)
    tickets.changes["handover"] = (made_up.initiative(), held)
    reader.get(ADDRESS + f"?unit={units.key_of(unit)}")
    assert (tickets.asked["first"], tickets.asked["last"]) == (date(2025, 12, 1), date(2026, 1, 25))


def test_filters_are_taken_only_when_they_mean_something(tickets, reader):
    reader.get(ADDRESS + "?way=old&from=2026-02-01&to=2026-02-15&unit=ward-2-2")
    assert tickets.asked["outcome"] == "old way"
    assert tickets.asked["first"] == date(2026, 2, 1)
    reader.get(ADDRESS + "?way=drop+table&from=yesterday&after=-5")
    assert tickets.asked["outcome"] is None
    assert tickets.asked["offset"] == 0
    assert reader.get(ADDRESS + "?unit=ward-99-99").status_code == 404


def test_the_scope_is_the_readers_whatever_the_address_says(tickets, reader):
    reader.get(ADDRESS + "?unit=ward-2-2")
    assert tickets.asked["scope"].teams == frozenset({1, 2})


def test_the_file_holds_the_same_and_no_formula(tickets, reader):
    answer = reader.get(ADDRESS + "tickets.csv")
    assert answer["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert len(rows) == 121
    assert rows[1][:2] == ["HO0", "'=cmd()"]
    assert "'+paper" in rows[1]


def test_a_part_of_the_page_is_only_that_part(tickets, reader):
    part = reader.get(ADDRESS, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "HO0<" in part


def test_the_definition_is_told_with_its_version(below, reader):
    html = reader.get("/changes/handover/evidence/").content.decode()
    assert "method is paper or phone" in html
    assert "version 2" in html
    assert "cdcdcdcdcdcd" in html


def test_a_small_team_is_not_told_apart_in_the_list_either(tickets, reader, monkeypatch):
    folded = ReportingUnit("Night desk + Pool", frozenset({12}), 7, ("Night desk", "Pool"))
    whole = ReportingUnit("Ward 1", frozenset({1}), 12)
    standing = made_up.standing()
    renamed = replace(standing, units=(*standing.units[:-1], replace(standing.units[-1], unit=folded.name)))
    tickets.changes["handover"] = (made_up.initiative(), (renamed,))
    monkeypatch.setattr(
        people, "sight", lambda **_: Sight(Scope(frozenset(), frozenset(), 5), (whole, folded), ())
    )
    spans = (LabelSpan("Ward 1", "Ward 1", frozenset({1})), LabelSpan("ND", folded.name, folded.team_ids))
    monkeypatch.setattr(people, "spans", lambda **_: spans)
    at = datetime(2026, 2, 20, 7, tzinfo=UTC)
    tickets.events = (
        EventRow("A", "", at, "ND", {}, "new way"),
        EventRow("B", "", at, "Ward 1", {}, "neither"),
    )
    listed = reader.get(ADDRESS).content.decode()
    assert ">ND<" not in listed
    assert ">Night desk + Pool</td>" in listed
    assert ">Ward 1</td>" in listed
    assert "ND" not in b"".join(reader.get(ADDRESS + "tickets.csv").streaming_content).decode()


def test_what_is_still_the_teams_own_is_not_told_by_its_tickets_either():
    standing = made_up.standing(own=2)
    held = tuple(replace(unit, held_back=unit.unit in ("Ward 1", "Ward 2")) for unit in standing.units)
    spans = [LabelSpan(f"W{no}", f"Ward {no}", frozenset({no})) for no in (1, 2, 3)]
    ends = [span.end for span in readable(replace(standing, units=held), spans)]
    assert ends == [made_up.TODAY + timedelta(days=1), None, None]
    closed = [replace(spans[0], end=date(2025, 12, 1))]
    assert readable(replace(standing, units=held), closed)[0].end == date(2025, 12, 1)
