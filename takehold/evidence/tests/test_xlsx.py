"""XLSX: dates as dates, formulas as values, sheets, and a used range that is measured first."""

# ruff: noqa: DTZ001 - times in workbooks have no zone

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from takehold.evidence.facts import Format
from takehold.evidence.limits import DEFAULT_LIMITS, Limits, Refused
from takehold.evidence.readers.xlsx import XlsxTable, cell_text
from takehold.evidence.tests.at_once import perform, recipe, write


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def rows(table: XlsxTable) -> list[dict[str, object]]:
    return [row for batch in table.batches(table.columns) for row in batch.to_pylist()]


def test_events_with_real_dates(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        Notes=[],
        Data=[
            ["case", "activity", "at", "team"],
            ["A", "New", datetime(2016, 2, 29, 1, 16), "T"],
            [],
            [17.0, "Done", date(2016, 3, 1), None],
            ["C", "Done", "2/3/2016 10:00", "T"],
        ],
    )
    told, found = perform(path, recipe(format=Format.XLSX, timestamps="%d/%m/%Y %H:%M"))
    assert [(row["case_id"], row["occurred_at"].astimezone(UTC).isoformat()[:16]) for row in found] == [
        ("A", "2016-02-29T01:16"), ("17", "2016-03-01T00:00"), ("C", "2016-03-02T10:00"),
    ]  # fmt: skip
    assert (told["rows_read"], told["rows_rejected"]) == (3, 0)


def test_lines_are_the_sheets_own_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for place, row in {3: ["a", "b"], 5: [1, 2.5], 8: [True, "=1+1"]}.items():
        for column, value in enumerate(row, 2):
            sheet.cell(place, column, value)
    book.save(tmp_path / "a.xlsx")
    table = XlsxTable(tmp_path / "a.xlsx", None, DEFAULT_LIMITS)
    assert table.columns == ("a", "b")
    assert [(row["line"], row["c0"], row["c1"]) for row in rows(table)] == [
        (5, "1", "2.5"),
        (8, "true", None),
    ]


def test_sheets_are_chosen_or_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", One=[["a"], [1]], Two=[["b"], [2]])
    table = XlsxTable(path, None, DEFAULT_LIMITS)
    assert (table.sheets, table.columns, table.cautions[0].code) == (("One", "Two"), ("a",), "sheets")
    assert XlsxTable(path, "Two", DEFAULT_LIMITS).columns == ("b",)
    with pytest.raises(Refused, match=r"no sheet “Three”.*“One”, “Two”"):
        XlsxTable(path, "Three", DEFAULT_LIMITS)


def test_a_cover_page_is_not_taken_for_the_table(tmp_path: Path) -> None:
    table_rows: list[list[object]] = [["case", "at", "done"], ["A", "2026-01-01", 1]]
    path = workbook(
        tmp_path / "a.xlsx", Cover=[["Report of", "May"], ["by", "IT"]], Empty=[], Data=table_rows
    )
    table = XlsxTable(path, None, DEFAULT_LIMITS)
    assert (table.sheet, table.columns) == ("Data", ("case", "at", "done"))
    assert table.sizes() == {"Cover": (2, 2), "Data": (2, 3)}


def test_cells_as_text() -> None:
    cells = [
        "",
        "x",
        3.0,
        2.5,
        1e20,
        True,
        datetime(2024, 1, 2, 3, 4, 5, 600),
        date(2024, 1, 2),
        time(3, 4),
        timedelta(hours=1),
        None,
    ]
    assert [cell_text(cell) for cell in cells] == [
        None, "x", "3", "2.5", "1e+20", "true", "2024-01-02 03:04:05.000600", "2024-01-02", "03:04:00", "3600", None,
    ]  # fmt: skip


def test_a_cell_in_the_last_corner_is_refused_before_it_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "case"
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "corner.xlsx")
    with pytest.raises(Refused, match="row 1,048,576"):
        XlsxTable(tmp_path / "corner.xlsx", None, DEFAULT_LIMITS)


def test_what_is_no_workbook_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="damaged"):
        XlsxTable(write(tmp_path / "a.xlsx", b"PK\x03\x04 and then nothing"), None, DEFAULT_LIMITS)
    empty = workbook(tmp_path / "e.xlsx", Sheet=[])
    with pytest.raises(Refused, match="no cell"):
        XlsxTable(empty, None, DEFAULT_LIMITS)
    with zipfile.ZipFile(tmp_path / "z.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(Refused, match=r"damaged|no cell"):
        XlsxTable(tmp_path / "z.xlsx", None, DEFAULT_LIMITS)


@pytest.mark.parametrize("over", [0, 1])
def test_limits_hold_at_the_edge(tmp_path: Path, over: int) -> None:
    limits = Limits(columns=4, cell=30, rows=8)
    for name, sheet in {
        "columns": [["h"] * (4 + over), [1]],
        "cell": [["h"], ["x" * (30 + over)]],
        "rows": [["h"], *[[1]] * (7 + over)],
    }.items():
        path = workbook(tmp_path / f"{name}.xlsx", S=sheet)
        if over:
            with pytest.raises(Refused):
                rows(XlsxTable(path, None, limits))
        else:
            rows(XlsxTable(path, None, limits))
