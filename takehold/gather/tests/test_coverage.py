"""Who has been heard: each way by reporting group, never finer than it may be, never for other eyes."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from uuid import uuid4

import pytest

from conftest import build_change
from takehold.gather import models
from takehold.gather.facts.coverage import Reached, Way
from takehold.gather.queries.coverage import coverage
from takehold.gather.views import coverage as views
from takehold.initiatives import operations as changes
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import GroupKind, ImpactInput
from takehold.initiatives.operations.impact import save_impact
from takehold.initiatives.queries.impact import rests, sheet
from takehold.people.facts import NotYours
from takehold.people.models import Person

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 17)


@pytest.fixture
def place(house):
    """The change of tests, in data of which wards 1 to 4 are seen; the night desk of three is told with ward 4."""
    change = build_change(house)
    return house, change.slug, initiatives.initiative(viewer=house.viewer("lead"), slug=change.slug).id


def found(house, slug, who="lead"):
    return {row.name: row for row in coverage(viewer=house.viewer(who), slug=slug).rows}


def cell(row, way: Way) -> Reached | None:
    return dict(row.cells)[way]


def say(house, initiative, team, **more):
    models.Say.objects.create(
        receipt_sha256=uuid4().hex, kind="idea", text="x", initiative_id=initiative, team_id=house.teams[team],
        said_on=DAY, expires_on=DAY + timedelta(days=365), **more,
    )  # fmt: skip


def note(house, initiative, team, kind="meeting", visibility="team", **more):
    models.Note.objects.create(
        kind=kind, formality="formal", certainty="told", visibility=visibility, text="x", initiative_id=initiative,
        team_id=house.teams[team], happened_on=DAY, recorded_at=house.now, expires_on=DAY + timedelta(days=300), **more,
    )  # fmt: skip


def wave(house, initiative, team, *, atom=None, closed=False):
    row = models.Wave.objects.create(
        initiative_id=initiative, title="How is it going", template="pulse", moment="pulse", definition={},
        promise="confidential", opens_on=DAY, closes_on=DAY + timedelta(days=7), created_at=house.now,
    )  # fmt: skip
    models.Cell.objects.create(
        wave=row, number=1, name="Ward 1", team_ids=[house.teams[team]], invited=8, atom=atom
    )
    models.Wave.objects.filter(pk=row.pk).update(
        state="open",
        opened_at=house.now,
        promise_version="1",
        promise_text={"en": "x"},
        promise_sha256="a" * 64,
    )
    if closed:
        models.Wave.objects.filter(pk=row.pk).update(state="closed", closed_at=house.now)


def refreshed(house, slug):
    for behaviour in initiatives.behaviours(viewer=house.viewer("lead"), slug=slug):
        changes.refresh(behaviour.id, house.now)


def test_every_affected_group_is_a_row_and_those_not_heard_come_first(place):
    house, slug, _id = place
    refreshed(house, slug)
    rows = coverage(viewer=house.viewer("lead"), slug=slug).rows
    names = [row.name for row in rows]
    assert set(names) == {"Ward 1", "Ward 2", "Ward 3", "Ward 4 + Night desk"}
    assert all(cell(row, Way.DATA) is not None for row in rows)
    assert {cell(row, Way.DATA) for row in rows} == {
        Reached(date(2026, 3, 1), by_month=True)
    }  # also of a slip


def test_without_any_channel_nobody_is_heard(place):
    house, slug, _id = place
    told = coverage(viewer=house.viewer("lead"), slug=slug)
    assert told.unheard == len(told.rows) == 4


def test_a_say_and_a_meeting_tell_the_month_only(place):
    house, slug, initiative = place
    say(house, initiative, "ward-2")
    note(house, initiative, "ward-3")
    rows = found(house, slug)
    assert cell(rows["Ward 2"], Way.SAY) == Reached(date(2026, 2, 1), by_month=True)
    assert cell(rows["Ward 3"], Way.NOTES) == Reached(date(2026, 2, 1), by_month=True)
    assert not rows["Ward 1"].heard


def test_what_is_of_two_or_only_heard_reaches_nobody(place):
    house, slug, initiative = place
    note(house, initiative, "ward-1", kind="one to one", visibility="pair")
    note(house, initiative, "ward-1", kind="hearsay")
    note(house, initiative, "ward-1", kind="observation", about_id=house.people["member"])
    note(house, None, "ward-1")
    assert cell(found(house, slug)["Ward 1"], Way.NOTES) is None


def test_a_small_team_is_told_with_its_neighbours(place):
    house, slug, initiative = place
    say(house, initiative, "tiny")
    assert cell(found(house, slug)["Ward 4 + Night desk"], Way.SAY) is not None
    assert not any(name == "Night desk" for name in found(house, slug))


def test_a_survey_that_went_out_has_asked_and_one_with_results_has_heard(place):
    house, slug, initiative = place
    wave(house, initiative, "ward-1")
    assert cell(found(house, slug)["Ward 1"], Way.SURVEY) == Reached(house.on, asked_only=True)
    assert not found(house, slug)["Ward 1"].heard
    wave(house, initiative, "ward-1", atom=1, closed=True)
    assert found(house, slug)["Ward 1"].heard
    wave(house, initiative, "ward-2", atom=None, closed=True)  # too few answered for anything to be told
    assert not found(house, slug)["Ward 2"].heard


def test_an_open_channel_reaches_its_team_and_those_below(place):
    house, slug, initiative = place
    channel = models.Channel.objects.create(
        name="#surgery", kind="slack", initiative_id=initiative, team_id=house.teams["surgery"],
        announced_on=DAY, announced_where="intranet",
    )  # fmt: skip
    models.Hearing.objects.create(
        channel=channel,
        sha256="a" * 64,
        filename="x",
        first=DAY,
        last=DAY,
        messages=9,
        left_out=0,
        heard_at=house.now,
    )
    rows = found(house, slug)
    assert cell(rows["Ward 3"], Way.CHANNEL) == Reached(DAY)
    assert cell(rows["Ward 1"], Way.CHANNEL) is None


def test_a_job_is_heard_when_every_group_in_which_it_is_held_was(place):
    house, slug, initiative = place
    Person.objects.filter(key__in=["ward-1-1", "ward-3-1"]).update(job="Nurse")
    viewer = house.viewer("lead")
    lines = [ImpactInput(GroupKind.JOB, None, "Nurse", (1, 0, 0, 0, 0, 0))]
    save_impact(
        viewer=viewer, slug=slug, lines=lines, version=sheet(viewer=viewer, slug=slug).version, now=house.now
    )
    note(house, initiative, "ward-1")
    rows = found(house, slug)
    assert set(rows) == {"Ward 1", "Ward 3", "Nurse"}  # the sheet says who is affected
    assert (cell(rows["Nurse"], Way.NOTES).part, cell(rows["Nurse"], Way.NOTES).of) == (1, 2)
    assert not rows["Nurse"].heard
    note(house, initiative, "ward-3")
    assert found(house, slug)["Nurse"].heard


def test_other_eyes_read_their_own_groups(place):
    house, slug, _id = place
    told = coverage(viewer=house.viewer("manager"), slug=slug)
    assert [row.name for row in told.rows] == ["Ward 1"]
    assert not told.whole
    with pytest.raises(NotYours):
        coverage(viewer=house.viewer("stranger"), slug=slug)


def test_a_verdict_says_on_how_many_of_those_affected_it_rests(place):
    house, slug, _id = place
    refreshed(house, slug)
    viewer = house.viewer("lead")
    standings = initiatives.standings(viewer=viewer, slug=slug)
    assert rests(viewer=viewer, slug=slug, standings=standings) == {"handover": (5, 5)}
    lines = [ImpactInput(GroupKind.PLACE, house.teams["hospital"], "", (1, 0, 0, 0, 0, 0))]
    Person.objects.filter(key="stranger").update(job="")
    save_impact(
        viewer=viewer, slug=slug, lines=lines, version=sheet(viewer=viewer, slug=slug).version, now=house.now
    )
    assert rests(viewer=house.viewer("lead"), slug=slug, standings=standings) == {"handover": (5, 5)}


def test_many_groups_are_told_page_by_page_and_those_not_heard_first(place, monkeypatch):
    house, slug, initiative = place
    say(house, initiative, "ward-2")
    monkeypatch.setattr(views, "GROUPS", 3)
    client, address = house.client("lead"), f"/changes/{slug}/reach/"
    first, last = (client.get(address, {"page": n}).content.decode() for n in ("", "2"))
    assert "1–3 of 4" in first
    assert "Ward 2<" not in first
    assert "Ward 2<" in last
    assert 'href="?page=1"' in last


def test_page_file_and_api_say_the_same(place):
    house, slug, initiative = place
    say(house, initiative, "ward-2")
    client = house.client("lead")
    text = client.get(f"/changes/{slug}/reach/").content.decode()
    assert "3 of 4 affected groups have not been heard by any channel." in text
    assert "February 2026" in text
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(f"/changes/{slug}/reach/reach.csv").content.decode("utf-8-sig"))
        )
    )
    assert [row["group"] for row in rows if row["heard"] == "yes"] == ["Ward 2"]
    assert rows[-1]["say"] == "2026-02"
    items = client.get(f"/api/v1/changes/{slug}/reach").json()
    assert items["unheard"] == 3
    assert items["items"][-1]["ways"]["say"]["on"] == "2026-02"
