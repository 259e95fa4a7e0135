"""XLSX: the workbook's parts are weighed and its used range is measured before a cell is read."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import python_calamine as calamine

from takehold.evidence.facts import Caution
from takehold.evidence.limits import Limits, Refused
from takehold.evidence.readers.jsonl import number_text
from takehold.evidence.readers.table import (
    Row,
    check_columns,
    check_rows,
    headings,
    packed,
    places,
    too_long,
)
from takehold.evidence.sentences import Sentence

_CHUNK: Final = 1024 * 1024
_CELL_BYTES: Final = 40
_REFERENCE: Final = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']\$?([A-Za-z]{1,3})\$?(\d{1,9})["']""")
_ROW: Final = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["'](\d{1,9})["']""")
_TAIL: Final = 512
_TABLE_COLUMNS: Final = 3
"""A case, a date and something that is tested: a sheet of fewer columns is a cover page while there is another."""


class XlsxTable:
    """A sheet of a workbook; a record's line is the row's number in the sheet."""

    typed = True

    def __init__(self, path: Path, sheet: str | None, limits: Limits) -> None:
        """Weigh, measure, choose the sheet (the first with a table unless named) and read its heading."""
        self.limits = limits
        self.cautions: list[Caution] = []
        _weigh(path, limits)
        try:
            book = calamine.load_workbook(path)
            self.sheets = tuple(book.sheet_names)
            self._book = book
            self.sheet = self._choose(sheet)
            cells = book.get_sheet_by_name(self.sheet)
        except calamine.PasswordError:
            raise Refused("The workbook is locked with a password. Save it without one.") from None
        except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError, ValueError):
            raise _damaged() from None
        self.cells = cells
        first = next((row for row in self._rows() if any(cell is not None for cell in row[1])), None)
        if first is None:
            raise Refused("The sheet “{sheet}” is empty.", sheet=self.sheet[:60])
        check_columns(len(first[1]), limits)
        self.heading_line = first[0]
        self.columns = headings(first[1])

    def sizes(self) -> dict[str, tuple[int, int]]:
        """Rows and columns of each sheet that holds a cell, in the workbook's order."""
        try:
            opened = ((name, self._book.get_sheet_by_name(name)) for name in self.sheets)
            return {name: (each.height, each.width) for name, each in opened if each.height}
        except (calamine.CalamineError, calamine.XmlError, ValueError):
            raise _damaged() from None

    def _choose(self, sheet: str | None) -> str:
        if sheet is not None:
            if sheet not in self.sheets:
                shown = ", ".join(f"“{name[:60]}”" for name in self.sheets[:20])
                raise Refused(
                    "The workbook has no sheet “{sheet}”. It has {shown}.", sheet=sheet[:60], shown=shown
                )
            return sheet
        filled = self.sizes()
        if not filled:
            raise Refused("The workbook has no cell with a value in it.")
        tables = (name for name, (rows, columns) in filled.items() if rows > 1 and columns >= _TABLE_COLUMNS)
        chosen = next(tables, next(iter(filled)))
        if len(filled) > 1:
            self.cautions.append(
                Caution(
                    "sheets",
                    Sentence(
                        "The workbook has {count} sheets with cells. Read was “{sheet}”.",
                        count=len(filled),
                        sheet=chosen[:60],
                    ),
                )
            )
        return chosen

    def records(self) -> int | None:
        """Not known before the rows are read: empty rows are none."""
        return None

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """All rows below the heading that hold any cell."""
        wanted = places(names, self.columns)
        return packed(self._cells(wanted), len(wanted), self.limits)

    def _cells(self, wanted: Sequence[int]) -> Iterator[Row]:
        for line, cells in self._rows():
            if line > self.heading_line and any(cell is not None for cell in cells):
                yield line, [cells[place] for place in wanted]

    def _rows(self) -> Iterator[tuple[int, list[str | None]]]:
        try:
            for line, cells in enumerate(self.cells.iter_rows(), 1):
                texts = [cell_text(cell) for cell in cells]
                if any(text is not None and len(text) > self.limits.cell for text in texts):
                    raise too_long(line, self.limits)
                yield line, texts
        except (calamine.CalamineError, calamine.XmlError, ValueError, OverflowError):
            raise _damaged() from None


def cell_text(cell: Any) -> str | None:
    """A cell as text: dates as ISO 8601, 3.0 as 3, true and false in small letters, empty as None."""
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return number_text(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="microseconds" if cell.microsecond else "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return number_text(cell.total_seconds())
    return None if cell is None else str(cell)


def _weigh(path: Path, limits: Limits) -> None:
    """Unfold every part once without keeping it, and measure each sheet's used range on the way."""
    size, packed_size = 0, path.stat().st_size
    ceiling = limits.may_unpack_to(packed_size)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > limits.members * 10:
                raise Refused(
                    "The workbook has {count} parts. Save only the sheet with the data, as a new workbook.",
                    count=len(members),
                )
            for member in members:
                sheet = member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml")
                with archive.open(member) as part:
                    size += _measure(part, ceiling - size, packed_size, limits, sheet=sheet)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
        RuntimeError,
        KeyError,
    ):
        raise _damaged() from None


def _measure(part: Any, left: int, packed_size: int, limits: Limits, *, sheet: bool) -> int:
    size, rows, columns, tail = 0, 0, 0, b""
    for chunk in iter(lambda: part.read(_CHUNK), b""):
        size += len(chunk)
        if size > left:
            raise Refused(
                "The workbook unfolds to more than {size_most} from {size}. "
                "It is made to fill the memory, or much too large: export as CSV.",
                size_most=limits.may_unpack_to(packed_size),
                size=packed_size,
            )
        if not sheet:
            continue
        text = tail + chunk
        tail = text[-_TAIL:]
        found = _REFERENCE.findall(text)
        rows = max([rows, *(int(row) for _, row in found[-1:]), *(int(row) for row in _ROW.findall(text))])
        for letters in {letters.upper() for letters, _ in found}:
            columns = max(columns, _number(letters))
        rows = max([rows, *(int(row) for row in {row for _, row in found})])
        _check_range(rows, columns, limits)
    return size


def _number(letters: bytes) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + letter - 64
    return total


def _check_range(rows: int, columns: int, limits: Limits) -> None:
    check_rows(rows, limits)
    if columns > limits.columns or rows * columns * _CELL_BYTES > limits.memory:
        raise Refused(
            "The sheet reaches down to row {rows} and {columns} columns to the right, mostly without values. "
            "Often a single cell far out was filled by accident: delete the empty rows and columns beyond your data, "
            "or save the sheet as CSV.",
            rows=rows,
            columns=columns,
        )


def _damaged() -> Refused:
    return Refused(
        "The workbook is damaged or not a real XLSX file. Open it in a spreadsheet program and save it again as XLSX or CSV."
    )
