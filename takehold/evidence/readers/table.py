"""What every reader hands on: named columns, and batches of numbered rows of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol

import pyarrow as pa

from takehold.evidence.facts import Caution
from takehold.evidence.limits import Limits, Refused
from takehold.evidence.sentences import Sentence, nearest

Row = tuple[int, Sequence[str | None]]
"""Line and cells. A row that cannot be read carries its reason instead: ``(line, Broken(reason))``."""

_BATCH_ROWS: Final = 16_384
_BATCH_CELLS: Final = 200_000


class Broken(Sentence):
    """Why a row could not be read, in words. Stands in the place of its cells."""


class Table(Protocol):
    """An opened file. ``cautions`` is complete only after the last batch."""

    columns: tuple[str, ...]
    cautions: list[Caution]
    typed: bool
    """Times come from the format itself as ISO 8601 text, whatever a recipe says of the others."""

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """All rows in file order: ``line``, ``broken`` (null, or why as ``one_text``), then a text column ``c0``... per name."""
        ...

    def records(self) -> int | None:
        """How many records there are, where that is known without reading them."""
        ...


def schema(width: int) -> pa.Schema:
    """Of the batches for ``width`` wanted columns."""
    fields = [("line", pa.int64()), ("broken", pa.string())]
    return pa.schema(fields + [(f"c{i}", pa.string()) for i in range(width)])


def packed(
    rows: Iterable[tuple[int, Sequence[str | None] | Broken]], width: int, limits: Limits
) -> Iterator[pa.RecordBatch]:
    """Rows of ``width`` cells to record batches. Refuses more rows than the limits allow."""
    form, total = schema(width), 0
    size = max(256, min(_BATCH_ROWS, _BATCH_CELLS // max(1, width)))
    lines: list[int] = []
    reasons: list[str | None] = []
    cells: list[Sequence[str | None]] = []
    blank: tuple[None, ...] = (None,) * width

    def flush() -> pa.RecordBatch:
        columns = list(zip(*cells, strict=True)) if width else []
        arrays = [pa.array(lines, pa.int64()), pa.array(reasons, pa.string())]
        arrays += [_texts(column) for column in columns]
        return pa.record_batch(arrays, schema=form)

    for line, found in rows:
        lines.append(line)
        if isinstance(found, Broken):
            reasons.append(found.one_text())
            cells.append(blank)
        else:
            reasons.append(None)
            cells.append(found)
        if len(lines) >= size:
            total += len(lines)
            check_rows(total, limits)
            yield flush()
            lines, reasons, cells = [], [], []
    if lines:
        check_rows(total + len(lines), limits)
        yield flush()


def _texts(values: Sequence[str | None]) -> pa.Array:
    """A text column. Half a surrogate pair (possible in JSON) becomes the replacement character."""
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        return pa.array(
            [None if v is None else v.encode("utf-8", "replace").decode() for v in values], pa.string()
        )


def check_rows(count: int, limits: Limits) -> None:
    """Refuse more rows than are read at once."""
    if count > limits.rows:
        raise Refused(
            "The file has more than {most} rows; that is the most that is read at once. Export a shorter period.",
            most=limits.rows,
        )


def check_columns(count: int, limits: Limits) -> None:
    """Refuse wider tables than are read."""
    if count > limits.columns:
        raise Refused(
            "The file has {count} columns; at most {most} are read. Export only the columns you need.",
            count=count,
            most=limits.columns,
        )


def too_long(line: int, limits: Limits) -> Refused:
    """Of a cell beyond the limit."""
    return Refused(
        "A cell in line {line} holds more than {most} characters. Often a quotation mark is never closed "
        "there. Correct the line, or export without that column.",
        line=line,
        most=limits.cell,
    )


def headings(cells: Sequence[str | None]) -> tuple[str, ...]:
    """Names for columns: trimmed, never empty, never twice."""
    names: list[str] = []
    seen: set[str] = set()
    for place, cell in enumerate(cells, 1):
        stem = " ".join((cell or "").replace("\x00", "").split()) or f"column {place}"
        name, again = stem, 2
        while name in seen:
            name, again = f"{stem} ({again})", again + 1
        names.append(name)
        seen.add(name)
    return tuple(names)


def places(names: Sequence[str], columns: Sequence[str]) -> list[int]:
    """Where the wanted columns stand. Refuses with what was found when one is missing."""
    where = {name: place for place, name in enumerate(columns)}
    missing = [name for name in names if name not in where]
    if missing:
        raise no_column(missing[0], columns)
    return [where[name] for name in names]


def no_column(name: str, columns: Sequence[str]) -> Refused:
    """Of a column that the mapping names and the file lacks."""
    shown = ", ".join(f"“{column[:60]}”" for column in columns[:30])
    more = Sentence(" and {count} more", count=len(columns) - 30) if len(columns) > 30 else ""
    return Refused(
        "The file has no column “{column}”.{hint} It has {shown}{more}. "
        "Correct the column mapping, or export the missing column.",
        column=name[:60],
        hint=nearest(name, columns),
        shown=shown,
        more=more,
    )
