"""Looking into files: format by content, columns, counts, a proposed mapping, and what must be asked."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from takehold.evidence import examining
from takehold.evidence.facts import Columns, Format, Inspection, Shape
from takehold.evidence.inspection import _inspection, inspect
from takehold.evidence.limits import DEFAULT_LIMITS, Refused
from takehold.evidence.proposal import propose
from takehold.evidence.tests.at_once import write
from takehold.evidence.tests.test_xlsx import workbook


def look(path: Path, sheet: str | None = None) -> Inspection:
    """Here and now, without a process of its own."""
    scratch = path.parent / f"look-{path.name}"
    scratch.mkdir()
    return _inspection(
        path.name,
        examining.perform([str(path)], {"sheet": sheet}, str(scratch), DEFAULT_LIMITS, lambda share: None),
    )


def columns(found: Inspection) -> Columns:
    assert found.proposed is not None, found.questions
    return found.proposed.columns


@pytest.mark.shared_data
def test_the_servicenow_export_is_recognised(shared_data: Path) -> None:
    found = inspect(shared_data / "servicenow-sample/incident_event_log_first_2000.csv")
    assert (found.format, found.records, found.exact, len(found.columns)) == (Format.CSV, 2000, True, 36)
    assert found.proposed is not None
    source = found.proposed.source
    assert (source.shape, source.missing, source.timestamps) == (Shape.EVENTS, ("?", ""), "%d/%m/%Y %H:%M")
    assert columns(found) == Columns(
        case="number", activity="incident_state", at="sys_updated_at", team="assignment_group"
    )
    by_name = {column.name: column for column in found.columns}
    assert by_name["made_sla"].kinds == ("yes/no",)
    assert by_name["reassignment_count"].kinds == ("number",)
    assert by_name["problem_id"].missing > 0.9
    assert found.questions == ()


def test_a_list_export_of_a_tracker(tmp_path: Path) -> None:
    text = "Issue key,Status,Created,Updated,Project name\n" + "".join(
        f"IT-{i},Done,{i % 28 + 1:02}/Apr/16 4:15 PM,01/May/16 9:00 AM,Desk\n" for i in range(40)
    )
    found = look(write(tmp_path / "jira.csv", text))
    assert found.proposed is not None
    assert found.proposed.source.shape is Shape.CASES
    assert found.proposed.source.timestamps == "%d/%b/%y %I:%M %p"
    assert columns(found) == Columns(case="Issue key", at="Created", team="Project name")


def test_ready_made_counts(tmp_path: Path) -> None:
    found = look(
        write(tmp_path / "c.csv", "Team;Month;Done;Of;Old way\nA;2024-01-01;3;5;1\nB;2024-01-01;2;5;2\n")
    )
    assert found.delimiter == ";"
    assert found.proposed is not None
    assert found.proposed.source.delimiter == ";"
    assert columns(found) == Columns(team="Team", period="Month", done="Done", of="Of", old_way="Old way")


def test_the_day_is_asked_for_only_when_the_whole_file_leaves_it_open(tmp_path: Path) -> None:
    head, row = "case,activity,timestamp\n", "A,x,3/4/2016 10:00\nA,y,5/6/2016 10:00\n"
    found = look(write(tmp_path / "open.csv", head + row))
    assert [(q.code, q.column, [value for value, _ in q.choices]) for q in found.questions] == [
        ("day_order", "timestamp", ["%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"])
    ]
    assert found.questions[0].choices[0][1] == "3 April 2016"
    assert found.proposed is not None
    assert found.proposed.source.timestamps is None
    late = look(write(tmp_path / "late.csv", head + row * 11_000 + "A,z,13/6/2016 10:00\n"))
    assert late.questions == ()
    assert late.proposed is not None
    assert late.proposed.source.timestamps == "%d/%m/%Y %H:%M"


def test_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    found = look(write(tmp_path / "a.csv", "colour,size\nred,3\n"))
    assert found.proposed is None
    assert [question.code for question in found.questions] == ["case", "at"]
    assert found.questions[0].choices == (("colour", "red"), ("size", "3"))


def test_one_column_is_asked_about_first(tmp_path: Path) -> None:
    found = look(write(tmp_path / "a.csv", "Dear all\nplease confirm\n"))
    assert found.proposed is None
    assert [question.code for question in found.questions] == ["table"]


def test_a_heading_without_records_is_named(tmp_path: Path) -> None:
    found = look(write(tmp_path / "a.csv", "number,opened_at,state\n"))
    assert [caution.code for caution in found.cautions] == ["no_records"]


def test_a_title_that_is_as_wide_as_the_table_is_noticed(tmp_path: Path) -> None:
    rows = "".join(f"INC{i},Closed,2026-01-05 09:00,Ward {i % 3}\n" for i in range(30))
    named = "number,state,opened_at,assignment_group\n"
    found = look(write(tmp_path / "titled.csv", f"Incidents of 21 November,,,\n{named}{rows}"))
    (told,) = [caution.text for caution in found.cautions if caution.code == "heading"]
    assert told.startswith("3 of 4 columns have no name.")
    assert not [c for c in look(write(tmp_path / "plain.csv", named + rows)).cautions if c.code == "heading"]


def test_packing_sheets_and_titles_above_the_heading(tmp_path: Path) -> None:
    packed = look(
        write(tmp_path / "a.csv.gz", gzip.compress(b"case,activity,time\nA,x,2024-01-01\nA,y,2024-01-02\n"))
    )
    assert (packed.format, packed.packing, packed.records) == (Format.CSV, "gz", 2)
    book = look(workbook(tmp_path / "b.xlsx", One=[["case", "date"], ["A", "2026-05-01"]], Two=[["x"]]))
    assert (book.sheets, book.sheet_records, book.sheet) == (("One", "Two"), (1, 0), "One")
    assert book.proposed is not None
    assert (book.format, book.proposed.source.sheet) == (Format.XLSX, "One")
    other = look(
        workbook(tmp_path / "c.xlsx", One=[["a"], ["A"]], Two=[["case", "date"], ["A", "2026-05-01"]]), "Two"
    )
    assert ([c.name for c in other.columns], other.sheet) == (["case", "date"], "Two")
    titled = look(write(tmp_path / "t.csv", "Report of the year\n" + "case,activity,time\n" * 5))
    assert [caution.code for caution in titled.cautions][:2] == ["broken", "heading"]


def test_what_is_no_data_is_named(tmp_path: Path) -> None:
    for name, content, words in (
        ("a.csv", b"<!DOCTYPE html><html>", "web page"),
        ("a.csv", b"%PDF-1.4", "PDF"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "old Excel"),
        ("a.json", b'[{"a": 1}]', "one long list"),
        ("a.parquet", b"hello", "content is something else"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"\n\n", "no table"),
        ("a.csv", bytes(range(256)) * 4, "binary"),
    ):
        with pytest.raises(Refused, match=words):
            look(write(tmp_path / name, content))
        (tmp_path / f"look-{name}").rmdir()


def test_nothing_seen_proposes_nothing() -> None:
    proposal = propose(Format.CSV, (), 0)
    assert proposal.recipe is None
    assert [question.code for question in proposal.questions] == ["case", "at"]
