"""Which list a file is of: kinds of files, sheets of a workbook, lists that only look alike."""

from __future__ import annotations

import csv
import io
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from takehold.evidence.limits import Refused
from takehold.gather import queries
from takehold.gather.queries.lists import fitted, order_open
from takehold.ledger import queries as ledger
from takehold.ledger.facts import ImportState

from .conftest import Walk, incidents, read

pytestmark = pytest.mark.django_db
DAY_FIRST, IN_A_WORKBOOK = "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M:%S"


@pytest.fixture(autouse=True)
def _folder_of_its_own(tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path / "home"


def text(response: Any) -> str:
    return str(response.content.decode())


def as_workbook(content: bytes, *, sheets: tuple[str, ...] = ("Incidents",), cover: bool = False) -> bytes:
    """The same list as a spreadsheet program would save it, dates as dates; each sheet holds all of it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    if cover:
        book.create_sheet("About").append(["Exported by", "IT"])
    head, *rows = csv.reader(io.StringIO(content.decode()))
    for name in sheets:
        sheet = book.create_sheet(name)
        sheet.append(head)
        for row in rows:
            when = row[1] if row[1] == "sometime" else datetime.strptime(row[1], DAY_FIRST)  # noqa: DTZ007
            sheet.append([row[0], when, *row[2:4], row[4] == "true", row[5] == "true"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def again(walk: Walk, draft: str, **said: str) -> Any:
    return walk.client.post(f"/data/{draft}/again/", said)


def test_a_workbook_of_a_list_that_came_as_text_adds_nothing_twice(walk: Walk) -> None:
    first = walk.done(incidents(60))
    draft = walk.draft_id(walk.upload(as_workbook(incidents(64)), "incidents.xlsx"))
    page = text(walk.client.get(f"/data/{draft}/columns/"))
    assert "The same list as before?" in page
    assert "not counted twice" in page
    answer = again(walk, draft)
    second = read(answer["Location"].split("/")[2])
    assert (second.source_id, second.state) == (first.source_id, ImportState.DONE)
    assert (second.rows_read, second.events_new, second.duplicates) == (63, 4, 59)
    assert len(ledger.measures(source_id=first.source_id)) == 1  # and the series goes on


def test_text_after_a_workbook_asks_for_day_and_month_where_both_fit(walk: Walk) -> None:
    draft = walk.draft_id(walk.upload(as_workbook(incidents(6)), "incidents.xlsx"))
    assert walk.columns(draft, dates=IN_A_WORKBOOK).status_code == 302
    walk.choose(draft, "confirm-priority")
    open_question = walk.draft_id(walk.upload(incidents(6)))
    answer = again(walk, open_question)
    assert answer["Location"] == f"/data/{open_question}/columns/"
    page = text(walk.client.get(answer["Location"]))
    assert "day first or month first" in page
    assert walk.columns(open_question).status_code == 302


def test_another_list_with_the_same_columns_is_kept_apart_and_both_are_offered_then(walk: Walk) -> None:
    first = walk.done(incidents(40))
    draft = walk.draft_id(walk.upload(incidents(30, first=400), "requests.csv"))
    assert walk.client.post(f"/data/{draft}/apart/").status_code == 302
    assert "The same list as before?" not in text(walk.client.get(f"/data/{draft}/columns/"))
    walk.columns(draft)
    answer = walk.choose(draft, "confirm-priority")
    other = read(answer["Location"].split("/")[2])
    assert other.source_id != first.source_id
    third = walk.draft_id(walk.upload(incidents(20, first=900)))
    page = text(walk.client.get(f"/data/{third}/columns/"))
    offered = re.findall(r'name="list" value="([^"]+)"><button[^>]*>Import as “([^”]+)”', page)
    assert [name for _list, name in offered] == ["requests (2)", "incidents"]
    answer = again(walk, third, list=offered[1][0])
    assert read(answer["Location"].split("/")[2]).source_id == first.source_id
    assert again(walk, walk.draft_id(walk.upload(incidents(3))), list="nonsense").status_code == 404


def test_a_sheet_is_chosen_and_remembered(walk: Walk) -> None:
    content = as_workbook(incidents(12), sheets=("May", "June"), cover=True)
    draft = walk.draft_id(walk.upload(content, "year.xlsx"))
    page = text(walk.client.get(f"/data/{draft}/columns/"))
    assert re.search(r'<option value="May" selected>May: 12 records', page)
    assert "About: 0 records" in page
    assert walk.client.post(f"/data/{draft}/sheet/", {"sheet": "July"}).status_code == 404
    walk.client.post(f"/data/{draft}/sheet/", {"sheet": "June"})
    assert '"June" selected' in text(walk.client.get(f"/data/{draft}/columns/"))
    walk.columns(draft, dates=IN_A_WORKBOOK)
    assert read(walk.choose(draft, "confirm-priority")["Location"].split("/")[2]).rows_read == 11
    next_one = walk.draft_id(walk.upload(content, "year.xlsx"))
    assert '"June" selected' in text(walk.client.get(f"/data/{next_one}/columns/"))
    july = walk.draft_id(walk.upload(as_workbook(incidents(14), sheets=("July",)), "july.xlsx"))
    assert read(again(walk, july)["Location"].split("/")[2]).events_new == 2


def test_a_sheet_that_cannot_be_read_is_said_and_the_first_choice_stays(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = walk.draft_id(walk.upload(as_workbook(incidents(5), sheets=("May", "June")), "year.xlsx"))

    def damaged(path: Path, *, sheet: str | None) -> None:
        raise Refused(f"In {path.name} the sheet {sheet} is damaged.")

    monkeypatch.setattr(sys.modules["takehold.gather.operations.upload"], "inspect", damaged)
    page = text(walk.client.post(f"/data/{draft}/sheet/", {"sheet": "June"}, follow=True))
    assert "In year.xlsx the sheet June is damaged." in page
    assert '"May" selected' in page


def test_an_earlier_mapping_is_fitted_to_the_kind_of_file(house: Any, walk: Walk) -> None:
    csv_draft = walk.draft_id(walk.upload(incidents(30)))
    walk.columns(csv_draft)
    viewer = house.viewer("lead")
    mapped = queries.draft(viewer=viewer, draft_id=csv_draft)  # type: ignore[arg-type]
    book = walk.draft_id(walk.upload(as_workbook(incidents(30), sheets=("A", "B")), "a.xlsx"))
    sample = queries.draft(viewer=viewer, draft_id=book).sample  # type: ignore[arg-type]
    assert mapped.recipe is not None
    found = fitted(mapped.recipe, sample)
    assert (found.source.format, found.source.sheet, found.columns) == ("xlsx", "A", mapped.recipe.columns)
    assert not order_open(found, sample)
    assert fitted(mapped.recipe, mapped.sample).source == mapped.recipe.source


def test_of_a_known_list_another_behaviour_is_chosen_and_the_first_goes_on(walk: Walk) -> None:
    first = walk.done(incidents(60))
    before = {each.behaviour_key: each.id for each in ledger.measures(source_id=first.source_id)}
    for content in (incidents(60), incidents(64)):
        draft = walk.draft_id(walk.upload(content))
        assert "Choose what is counted in it" in text(walk.client.get(f"/data/{draft}/columns/"))
        answer = again(walk, draft, choose="1")
        assert answer["Location"] == f"/data/{draft}/behaviours/"
        page = text(walk.client.get(answer["Location"]))
        assert re.search(r'value="confirm-priority" checked', page), "what was counted so far is ticked"
        assert re.search(r'value="knowledge-linked"', page)
        chosen = walk.choose(
            draft, "confirm-priority", "knowledge-linked", **{"target-confirm-priority": "90"}
        )
        fact = read(chosen["Location"].split("/")[2])
        assert (fact.source_id, fact.state) == (first.source_id, ImportState.DONE), (
            "read, not put off as known"
        )
        measures = {each.behaviour_key: each.id for each in ledger.measures(source_id=first.source_id)}
        assert set(measures) == {"confirm-priority", "knowledge-linked"}
        assert measures.items() >= before.items(), "the series of the first behaviour goes on"
