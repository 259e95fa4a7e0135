"""CSV and TSV: an exact path that accounts for every line, and a quick one for files that are as they should be."""

# ruff: noqa: S608 - SQL of our own: columns by number, texts quoted by sql.literal

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from takehold.evidence.facts import Caution
from takehold.evidence.limits import Limits, Refused
from takehold.evidence.readers.table import (
    Broken,
    Row,
    check_columns,
    headings,
    packed,
    places,
    too_long,
)
from takehold.evidence.readers.text import Text

DELIMITERS: Final = (",", ";", "\t", "|")
_LINE: Final = 16_000_000
_REREAD: Final = 1_000_000
_PEEK: Final = 65_536
_PEEK_ROWS: Final = 50


class CsvTable:
    """An opened CSV or TSV file, in UTF-8."""

    typed = False

    def __init__(self, text: Text, delimiter: str | None, limits: Limits) -> None:
        """Read the heading. ``delimiter`` None: found from the first lines."""
        self.text = text
        self.limits = limits
        self.cautions: list[Caution] = list(text.cautions)
        self.delimiter = delimiter or found_delimiter(text.path, limits)
        first = next(self._records(), None)
        if first is None:
            raise Refused("The file holds no table: there is not a single line with text in it.")
        if isinstance(first[1], Broken):
            raise Refused(
                "The heading in line {line} cannot be read: it {reason}. Correct it, then try again.",
                line=first[0],
                reason=first[1],
            )
        check_columns(len(first[1]), limits)
        self.heading_line = first[0]
        self.columns = headings(first[1])

    def records(self) -> int | None:
        """Known at once where every line is a record."""
        return self.text.lines - 1 if self.text.plain and not self.text.quotes else None

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The exact path."""
        wanted = places(names, self.columns)
        return packed(self._cells(wanted), len(wanted), self.limits)

    def quick(self, engine: duckdb.DuckDBPyConnection, table: str, values: str) -> bool:
        """Create ``table`` as ``values`` (SQL over c0, c1, ... of all columns), in file order, by the engine's own reader.

        Only for a file in which each line is a record; the lines were counted before, independently. False when the
        file must go the exact way: then there is no table.
        """
        text = self.text
        if (
            not text.plain
            or self.heading_line != 1
            or len(self.columns) < 2
            or self.delimiter not in DELIMITERS
        ):
            return False
        columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(self.columns)))
        try:
            engine.execute(
                f"create table {table} as select {values} from read_csv(?, auto_detect=false, header=true, "
                f"columns={{{columns}}}, delim=?, quote='\"', escape='\"', strict_mode=true, null_padding=false, "
                "ignore_errors=false)",
                [str(text.path), self.delimiter],
            )
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error:
            return False
        count = engine.execute(f"select count(*) from {table}").fetchone()
        if count == (text.lines - 1,):
            return True
        engine.execute(f"drop table {table}")
        return False

    def _cells(self, wanted: Sequence[int]) -> Iterator[Row]:
        pick = _picker(wanted)
        rows = self._records(len(self.columns))
        next(rows, None)
        for line, cells in rows:
            yield line, cells if isinstance(cells, Broken) else pick(cells)

    def _records(self, width: int | None = None) -> Iterator[Row]:
        csv.field_size_limit(self.limits.cell)
        with self.text.path.open(encoding="utf-8-sig", newline="") as handle:
            yield from records(handle, self.delimiter, self.limits, width)


def _picker(wanted: Sequence[int]) -> Callable[[Sequence[str | None]], Sequence[str | None]]:
    if len(wanted) == 1:
        only = wanted[0]
        return lambda cells: (cells[only],)
    return itemgetter(*wanted) if wanted else lambda _: ()


def records(handle: io.TextIOBase, delimiter: str, limits: Limits, width: int | None) -> Iterator[Row]:
    """Records with the line on which each begins. Lines without a single character are none.

    A record that fails costs its first line only; the lines after it are read again, as records of their own.
    With a ``width``, a record of another number of cells fails too, unless only empty cells stand beyond.
    """
    feed = _Feed(handle, limits)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    taken = feed.taken
    while True:
        taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield feed.first(), _reason(error, feed, limits)
            feed.rewind()
            continue
        if not cells:
            continue
        if width is not None and len(cells) != width and (len(cells) < width or any(cells[width:])):
            yield (
                feed.first(),
                Broken("has {cells} cells where the heading has {width}", cells=len(cells), width=width),
            )
            feed.rewind()
        elif "\0" in feed.taken[0] and any("\0" in cell for cell in cells):
            yield feed.first(), Broken("holds a NUL character, which no text has")
        else:
            yield feed.first(), cells


def _reason(error: csv.Error, feed: _Feed, limits: Limits) -> Broken:
    said = str(error)
    if "field limit" in said and len(feed.taken) == 1:
        raise too_long(feed.first(), limits)
    if "expected after" in said:
        return Broken("has a quotation mark in the middle of a cell")
    return Broken("opens a quotation mark that is not closed")


class _Feed:
    """Physical lines, with the way back."""

    def __init__(self, handle: io.TextIOBase, limits: Limits) -> None:
        self.handle = handle
        self.line = 0
        self.taken: list[str] = []
        self.again: deque[str] = deque()
        self.reread = 0
        self.longest = max(_LINE, limits.cell * 2)

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else self.handle.readline(self.longest)
        if not line:
            raise StopIteration
        self.line += 1
        if len(line) >= self.longest:
            raise Refused(
                "Line {line} has more than {most} characters. The file is not a table with one record a line.",
                line=self.line,
                most=self.longest,
            )
        self.taken.append(line)
        return line

    def first(self) -> int:
        """Line on which the record in hand begins."""
        return self.line - len(self.taken) + 1

    def rewind(self) -> None:
        """Give back all lines of the record in hand but its first."""
        back = len(self.taken) - 1
        if back <= 0:
            return
        self.reread += back
        if self.reread > _REREAD:
            raise Refused(
                "The quotation marks in the file do not match, first near line {line}. "
                "Export it again with quotation marks doubled inside cells, or as XLSX.",
                line=self.first(),
            )
        self.again.extendleft(reversed(self.taken[1:]))
        self.line -= back


def found_delimiter(path: Path, limits: Limits) -> str:
    """The separator by which the first lines fall into the most, and the most even, cells."""
    csv.field_size_limit(max(limits.cell, _PEEK))
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as handle:
        start = handle.read(_PEEK)
    best, score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        widths = []
        try:
            for cells in csv.reader(io.StringIO(start, newline=""), delimiter=delimiter):
                if cells:
                    widths.append(len(cells))
                if len(widths) > _PEEK_ROWS:
                    break
        except csv.Error:
            continue
        if not widths or widths[0] < 2:
            continue
        even = sum(width == widths[0] for width in widths) / len(widths)
        if (round(even, 1), widths[0]) > score:
            best, score = delimiter, (round(even, 1), widths[0])
    return best
