"""A small sheet comes back as text with its line numbers, whatever program saved it; anything else is refused."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from takehold.evidence import copying
from takehold.evidence.limits import DEFAULT_LIMITS, Refused
from takehold.evidence.sheets import LIMITS, MOST_ROWS, sheet_text


def test_a_csv_with_semicolons_and_old_letters_is_read():
    found = sheet_text("kind;group\nteam;Süd\n\nplace;Nord\n".encode("cp1252"), "sheet.csv")
    assert found.columns == ("kind", "group")
    assert [(row.line, row.cells) for row in found.rows] == [(2, ("team", "Süd")), (4, ("place", "Nord"))]


def test_a_workbook_gives_days_as_iso_and_numbers_plain():
    book = openpyxl.Workbook()
    book.active.append(["kind", "group", "from", "tool"])
    book.active.append(["team", "Ward 1", date(2026, 5, 4), 2])
    whole = io.BytesIO()
    book.save(whole)
    (row,) = sheet_text(whole.getvalue(), "sheet.xlsx").rows
    assert row.cells == ("team", "Ward 1", "2026-05-04", "2")


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4", b"PK\x03\x04rubbish", b"<html><body>sign in</body></html>"]
)
def test_what_is_no_sheet_is_refused(content):
    with pytest.raises(Refused):
        sheet_text(content, "sheet.csv")


def test_too_much_is_refused_before_it_is_read():
    with pytest.raises(Refused, match="larger"):
        sheet_text(b"x" * (LIMITS.upload + 1), "sheet.csv")


def test_more_lines_than_a_person_fills_in_are_refused(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text("a,b,c\n" + "1,2,3\n" * (MOST_ROWS + 1))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with pytest.raises(Refused, match="more than"):
        copying.perform(
            [str(path)],
            {"name": "sheet.csv", "rows": MOST_ROWS},
            str(scratch),
            DEFAULT_LIMITS,
            lambda share: None,
        )
