"""The impact sheet: filled in by page and file, all or nothing, never over somebody else's; what follows from it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from takehold.audit.queries import recent
from takehold.initiatives import models, operations, queries
from takehold.initiatives.facts import ASPECTS, Conflict, GroupKind, ImpactInput, Invalid
from takehold.initiatives.operations.impact import merge_impact, save_impact, take_audience
from takehold.initiatives.queries.impact import affected_teams, audience_difference, needs, sheet
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.models import Person

pytestmark = pytest.mark.django_db
SKILLS = (0, 2, 0, 0, 1, 0)


@pytest.fixture
def place(house, change):
    """The change of tests, and nurses in wards 1 and 3."""
    Person.objects.filter(key__in=["ward-1-1", "ward-1-2", "ward-3-1"]).update(job="Nurse")
    return house, change.slug


def line(house, team: str, levels=SKILLS, kind=GroupKind.TEAM, **more) -> ImpactInput:
    return ImpactInput(kind, house.teams[team], "", levels, **more)


NURSES = ImpactInput(GroupKind.JOB, None, "Nurse", (1, 0, 0, 0, 0, 0))


def save(house, slug, lines, version="", who="lead"):
    viewer = house.viewer(who)
    version = version or sheet(viewer=viewer, slug=slug).version
    return save_impact(viewer=viewer, slug=slug, lines=lines, version=version, now=house.now)


def read(house, slug, who="lead"):
    return sheet(viewer=house.viewer(who), slug=slug)


def test_a_sheet_is_kept_in_its_order_with_the_teams_that_it_means(place):
    house, slug = place
    save(house, slug, [line(house, "surgery", kind=GroupKind.PLACE), NURSES, line(house, "ward-2", (0,) * 6)])
    found = read(house, slug)
    assert [each.name for each in found.groups] == ["Surgery", "Nurse", "Ward 2"]
    surgery = {house.teams[key] for key in ("surgery", "ward-3", "ward-4", "tiny")}
    assert found.groups[0].team_ids == surgery
    assert found.groups[1].team_ids == {house.teams["ward-1"], house.teams["ward-3"]}
    assert found.groups[1].people == "0-4"
    assert found.team_ids == surgery | {house.teams["ward-1"]}  # ward 2 was looked at: nothing changes there
    assert recent(1)[0].details == {"groups": 3}


def test_without_a_sheet_those_are_affected_whom_the_change_is_for(place):
    house, slug = place
    assert affected_teams(viewer=house.viewer("lead"), slug=slug) >= {
        house.teams["ward-1"],
        house.teams["tiny"],
    }
    save(house, slug, [line(house, "ward-1")])
    assert affected_teams(viewer=house.viewer("lead"), slug=slug) == {house.teams["ward-1"]}


def test_what_somebody_else_wrote_is_not_overwritten(place):
    house, slug = place
    before = read(house, slug).version
    save(house, slug, [line(house, "ward-1")])
    with pytest.raises(Conflict):
        save(house, slug, [line(house, "ward-2")], before)
    assert [each.name for each in read(house, slug).groups] == ["Ward 1"]


@pytest.mark.parametrize("who", ["member", "sponsor", "works council", "steward"])
def test_who_does_not_lead_it_reads_it_only(place, who):
    house, slug = place
    assert not read(house, slug, who).may_edit
    with pytest.raises(NotAllowed):
        save(house, slug, [], who=who)
    with pytest.raises(NotYours):
        read(house, slug, "stranger")


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ([ImpactInput(GroupKind.TEAM, 9999, "", SKILLS)], "1"),
        ([ImpactInput(GroupKind.JOB, None, "Astronaut", SKILLS)], "1"),
        ([NURSES, NURSES], "2"),
        ([replace(NURSES, levels=(4, 0, 0, 0, 0, 0))], "1"),
        ([replace(NURSES, levels=(1,))], "1"),
        ([replace(NURSES, note="x" * 301)], "1"),
        ([NURSES] * 301, "301"),
    ],
)
def test_a_line_that_cannot_be_kept_is_named_and_nothing_is_kept(place, said, at):
    house, slug = place
    with pytest.raises(Invalid) as error:
        save(house, slug, said)
    assert error.value.field == at
    assert not read(house, slug).groups


def test_the_database_refuses_a_group_twice_and_levels_that_are_none(place):
    house, slug = place
    row = models.Initiative.objects.get(slug=slug)
    good = {"initiative": row, "kind": "job", "job": "Nurse"}
    models.AffectedGroup.objects.create(**good)
    for wrong in (good, {**good, "job": ""}, {**good, "job": "Other", "tool": 4}):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.AffectedGroup.objects.create(**wrong)


def test_the_audience_follows_when_the_lead_says_so(place):
    house, slug = place
    viewer = house.viewer("lead")
    with pytest.raises(Invalid):
        take_audience(viewer=viewer, slug=slug, version=1, now=house.now)
    save(
        house,
        slug,
        [line(house, "surgery", kind=GroupKind.PLACE), line(house, "ward-3"), line(house, "ward-1")],
    )
    difference = audience_difference(viewer=house.viewer("lead"), slug=slug)
    assert difference.removed == ("Ward 2",)
    assert difference.added == ()
    assert difference.kept == 4
    assert difference.team_ids == {house.teams["surgery"], house.teams["ward-1"]}
    was = queries.initiative(viewer=house.viewer("lead"), slug=slug)
    assert was.team_ids == frozenset()  # nothing changed by looking
    take_audience(viewer=house.viewer("lead"), slug=slug, version=was.version, now=house.now)
    now = queries.initiative(viewer=house.viewer("lead"), slug=slug)
    assert now.team_ids == difference.team_ids
    assert (now.lead, now.sponsor, now.reasons, now.go_live) == (
        was.lead,
        was.sponsor,
        was.reasons,
        was.go_live,
    )
    with pytest.raises(Conflict):
        take_audience(viewer=house.viewer("lead"), slug=slug, version=was.version, now=house.now)


def test_needs_have_days_from_the_line_the_team_or_the_change(place):
    house, slug = place
    operations.set_go_live(
        viewer=house.viewer("lead"),
        slug=slug,
        on=date(2026, 6, 1),
        team_id=house.teams["ward-2"],
        now=house.now,
    )
    save(
        house,
        slug,
        [line(house, "ward-1", from_on=date(2026, 5, 4)), line(house, "ward-2", (1, 0, 0, 0, 0, 0)), NURSES],
    )
    found = needs(viewer=house.viewer("lead"), slug=slug)
    told = {(each.kind, each.group): each.by for each in found}
    assert told == {
        ("communication", "Nurse"): date(2024, 12, 9),
        ("communication", "Ward 1"): date(2026, 4, 6),
        ("training", "Ward 1"): date(2026, 4, 20),
        ("communication", "Ward 2"): date(2026, 5, 4),
    }
    assert all(a.by <= b.by for a, b in pairwise(found))
    assert next(each for each in found if each.kind == "training").aspects == ("tool", "skills")


def test_lines_of_a_file_are_merged_or_are_all(place):
    house, slug = place
    save(house, slug, [line(house, "ward-1"), line(house, "ward-2")])
    new = [line(house, "ward-2", (3,) * 6), NURSES]
    merge_impact(viewer=house.viewer("lead"), slug=slug, lines=new, only_these=False, now=house.now)
    assert [each.name for each in read(house, slug).groups] == ["Ward 1", "Ward 2", "Nurse"]
    assert read(house, slug).groups[1].said.levels == (3,) * 6
    merge_impact(viewer=house.viewer("lead"), slug=slug, lines=new, only_these=True, now=house.now)
    assert [each.name for each in read(house, slug).groups] == ["Ward 2", "Nurse"]


def page(house, slug, **said):
    return house.client("lead").post(
        f"/changes/{slug}/impact/", {"version": read(house, slug).version, **said}
    )


def test_the_page_adds_groups_at_once_and_copies_a_line(place):
    house, slug = place
    wards = [house.teams["ward-1"], house.teams["ward-2"]]
    assert page(house, slug, teams=wards, jobs=["Nurse"]).status_code == 302
    typed = {"tool-0": "2", "skills-0": "3", "from-0": "2026-05-04", "note-0": "New screens"}
    assert page(house, slug, **typed, like="0", teams=[house.teams["surgery"]]).status_code == 302
    found = read(house, slug).groups
    assert [each.name for each in found] == ["Ward 1", "Ward 2", "Nurse", "Surgery"]
    assert found[3].said == replace(found[0].said, kind=GroupKind.PLACE, team_id=house.teams["surgery"])
    assert found[0].said.levels == (0, 2, 0, 0, 3, 0)
    assert page(house, slug, **{"gone-2": "on"}).status_code == 302
    assert [each.name for each in read(house, slug).groups] == ["Ward 1", "Ward 2", "Surgery"]


def test_teams_to_add_are_folded_by_what_they_belong_to(place):
    house, slug = place
    shown = house.client("lead").get(f"/changes/{slug}/impact/").content.decode()
    assert "Surgery with all its teams" in shown
    assert shown.count('name="teams"') == len(house.teams)
    assert "<details open><summary>" in shown.replace(" \n", "")
    alone = {"teams": [house.teams["surgery"]], "as": "team"}
    assert page(house, slug, **alone).status_code == 302
    assert [each.said.kind for each in read(house, slug).groups] == [GroupKind.TEAM]


def test_what_was_typed_wrongly_is_shown_again_and_nothing_is_saved(place):
    house, slug = place
    page(house, slug, teams=[house.teams["ward-1"]])
    again = page(house, slug, **{"from-0": "4 May", "note-0": "kept on the page", "tool-0": "9"})
    assert again.status_code == 422
    assert "kept on the page" in again.content.decode()
    assert "“4 May” is not a day" in again.content.decode()
    assert read(house, slug).groups[0].said.note == ""
    stale = house.client("lead").post(f"/changes/{slug}/impact/", {"version": "old"})
    assert stale.status_code == 422
    assert "Somebody else changed this" in stale.content.decode()


def test_the_page_of_a_reader_has_no_form(place):
    house, slug = place
    page(house, slug, teams=[house.teams["ward-1"]])
    text = house.client("member").get(f"/changes/{slug}/impact/").content.decode()
    assert "Ward 1" in text
    assert "<select name" not in text


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_sheet_goes_out_and_comes_back_the_same(place, ending):
    house, slug = place
    lines = [
        line(
            house,
            "surgery",
            kind=GroupKind.PLACE,
            from_on=date(2026, 5, 4),
            note="=1+1; “quoted”, with a comma",
        ),
        NURSES,
        line(house, "ward-2", (3, 2, 1, 0, 1, 2)),
    ]
    save(house, slug, lines)
    sent = house.client("lead").get(f"/changes/{slug}/impact/sheet.{ending}").content
    save(house, slug, [])
    answer = house.client("lead").post(
        f"/changes/{slug}/impact/file/", {"file": SimpleUploadedFile(f"sheet.{ending}", sent)}
    )
    assert answer.status_code == 302, answer.content.decode()
    assert [each.said for each in read(house, slug).groups] == lines


def test_no_cell_that_goes_out_is_a_formula(place):
    house, slug = place
    save(house, slug, [line(house, "ward-1", note="=HYPERLINK(1)")])
    text = house.client("lead").get(f"/changes/{slug}/impact/sheet.csv").content.decode("utf-8-sig")
    assert next(iter(csv.DictReader(io.StringIO(text))))["note"] == "'=HYPERLINK(1)"
    book = openpyxl.load_workbook(
        io.BytesIO(house.client("lead").get(f"/changes/{slug}/impact/sheet.xlsx").content)
    )
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "inlineStr"}
    assert [cell.value for cell in next(book.active.iter_rows())] == [
        "kind",
        "group",
        *ASPECTS,
        "from",
        "note",
    ]


WRONG = """kind,group,process,from,note
team,Ward 1,a lot,2026-05-04,
team,Ward 77,a lot,,
crew,Ward 2,,,
team,Ward 2,plenty,,
job,Astronaut,,,
team,Ward 3,,soon,
team,ward-1,,,
"""


def test_each_line_that_does_not_fit_gets_its_sentence_and_nothing_is_taken(place):
    house, slug = place
    answer = house.client("lead").post(
        f"/changes/{slug}/impact/file/", {"file": SimpleUploadedFile("sheet.csv", WRONG.encode())}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    for sentence in (
        "Line 3: there is no team “Ward 77”",
        "Line 4: the kind “crew” is not known",
        "Line 5: “plenty” under process is not known",
        "Line 6: nobody has the job “Astronaut”",
        "Line 7: “soon” is not a day",
        "Line 8: this group stands in line 2 already",
    ):
        assert sentence in text
    assert not read(house, slug).groups


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"group,process\nWard 1,a lot\n", "The column kind is missing"),
        (b"kind,group,mood\nteam,Ward 1,bad\n", "Nobody knows what to do with the column mood"),
        (b"kind,group\n", "no line"),
        (b"%PDF-1.7", "This is a PDF document"),
        (b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_with_a_sentence(place, content, sentence):
    house, slug = place
    answer = house.client("lead").post(
        f"/changes/{slug}/impact/file/", {"file": SimpleUploadedFile("sheet.csv", content)}
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_the_audience_page_shows_the_difference_first(place):
    house, slug = place
    client = house.client("lead")
    assert "names no team yet" in client.get(f"/changes/{slug}/impact/audience/").content.decode()
    save(house, slug, [line(house, "ward-1")])
    text = client.get(f"/changes/{slug}/impact/audience/").content.decode()
    assert "Teams that come in: 0. Teams that go out: 4. Teams that stay: 1." in text
    assert client.post(f"/changes/{slug}/impact/audience/", {"version": "77"}).status_code == 422
    assert client.post(f"/changes/{slug}/impact/audience/", {"version": "1"}).status_code == 302
    assert "already" in client.get(f"/changes/{slug}/impact/audience/").content.decode()


def test_a_program_takes_the_sheet_as_audience(place):
    house, slug = place
    client, address = house.client("lead"), f"/api/v1/changes/{slug}/impact/audience"

    def take(version: int):
        return client.post(address, {"version": version}, content_type="application/json")

    assert take(1).status_code == 422, "the sheet names no team yet"
    save(house, slug, [line(house, "ward-1")])
    found = client.get(address).json()
    assert (found["added"], len(found["removed"]), found["kept"]) == ([], 4, 1)
    assert take(found["version"] + 76).status_code == 409
    assert take(found["version"]).json() == {"team_ids": [house.teams["ward-1"]]}
    assert client.get(address).json()["removed"] == []
    assert house.client("manager").get(address).status_code == 403


def test_programs_read_and_fill_in_the_same_sheet(place):
    house, slug = place
    client = house.client("lead")
    sent = {
        "version": client.get(f"/api/v1/changes/{slug}/impact").json()["version"],
        "groups": [{"kind": "place", "team_id": house.teams["surgery"], "tool": 2, "from_on": "2026-05-04"}],
    }

    def put(body):
        return client.put(f"/api/v1/changes/{slug}/impact", body, content_type="application/json")

    answer = put(sent).json()
    assert answer["groups"][0]["name"] == "Surgery"
    assert answer["groups"][0]["people"] == "20-49"
    assert put(sent).status_code == 409
    assert put({**sent, "groups": [{"kind": "team", "tool": 5}]}).status_code == 422
    items = client.get(f"/api/v1/changes/{slug}/needs").json()["items"]
    assert [(each["kind"], each["by"]) for each in items] == [
        ("communication", "2026-04-06"),
        ("training", "2026-04-20"),
    ]
