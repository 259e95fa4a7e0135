"""Inside the sandbox: what is in a file, from its first rows (and the whole of a column whose dates leave a doubt)."""

# ruff: noqa: S608 - SQL of our own: columns by number, texts quoted by sql.literal

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from takehold.evidence import times
from takehold.evidence.limits import Limits
from takehold.evidence.readers.csv import CsvTable
from takehold.evidence.readers.opening import Opened, open_table
from takehold.evidence.sentences import packed
from takehold.evidence.sql import literal
from takehold.evidence.staging import load
from takehold.evidence.workbench import engine as new_engine

Report = Callable[[float], None]

MARKERS: Final = ("?", "N/A", "n/a", "#N/A", "NULL", "null", "(empty)", "(blank)")
"""Cells that stand for "nothing" in exports that are known."""

_LOOKED_AT: Final = 20_000
_CELLS: Final = 2_000_000
_SHOWN: Final = 20
_SAMPLES: Final = 5
_WIDE: Final = 200
_COUNTED: Final = 64_000_000
_NUMBER: Final = re.compile(r"[+-]?(\d{1,3}([ ,.']\d{3})+|\d+)([.,]\d+)?([eE][+-]?\d+)?")
_YES_NO: Final = frozenset(("true", "false", "yes", "no", "y", "n", "ja", "nein", "oui", "non"))


@dataclass(slots=True)
class _Sample:
    """The first rows of a file: lines, cells by column, and whether that was all."""

    columns: list[list[str | None]]
    broken: int
    rows: int
    whole: bool


def perform(
    files: Sequence[str], request: dict[str, Any], scratch: str, limits: Limits, report: Report
) -> dict[str, Any]:
    """Look into the one file. The sandbox calls this."""
    path, folder = Path(files[0]), Path(scratch)
    opened = open_table(path, None, folder, limits, sheet=request.get("sheet"))
    report(0.3)
    sample = _sample(opened)
    report(0.6)
    columns = [_column(name, cells) for name, cells in zip(opened.table.columns, sample.columns, strict=True)]
    _settle_dates(columns, opened, sample, path, folder, limits)
    records, exact = _records(opened, sample, path)
    report(1.0)
    table = opened.table
    shown = [[_cut(cell) for cell in cells[:_SHOWN]] for cells in sample.columns]
    return {
        "format": opened.format.value,
        "packing": opened.packing,
        "encoding": table.text.encoding if isinstance(table, CsvTable) else None,
        "delimiter": table.delimiter if isinstance(table, CsvTable) else None,
        **_sheets(table),
        "columns": columns,
        "records": records,
        "exact": exact,
        "rows": [list(row) for row in zip(*shown, strict=True)],
        "looked_at": sample.rows,
        "broken": sample.broken,
        "cautions": [[caution.code, packed(caution.text)] for caution in table.cautions],
    }


def _sheets(table: object) -> dict[str, Any]:
    """Sheets with their records where there are some, and the one that was looked at."""
    sizes = table.sizes() if hasattr(table, "sizes") else {}
    return {
        "sheets": list(sizes),
        "sheet_records": [max(0, rows - 1) for rows, _columns in sizes.values()],
        "sheet": getattr(table, "sheet", None),
    }


def _sample(opened: Opened) -> _Sample:
    names = opened.table.columns
    most = max(_SHOWN, min(_LOOKED_AT, _CELLS // max(1, len(names))))
    found = _Sample([[] for _ in names], 0, 0, whole=True)
    for batch in opened.table.batches(names):
        good = batch.filter(batch.column("broken").is_null())
        found.broken += batch.num_rows - good.num_rows
        for place, cells in enumerate(found.columns):
            cells.extend(good.column(place + 2).to_pylist())
        found.rows += good.num_rows
        if found.rows >= most:
            found.whole = False
            break
    return found


def _column(name: str, cells: Sequence[str | None]) -> dict[str, Any]:
    values = Counter(
        cell for cell in cells if cell is not None and cell.strip() and cell.strip() not in MARKERS
    )
    marks = sorted({cell.strip() for cell in cells if cell is not None and cell.strip() in MARKERS})
    often = [value for value, _ in values.most_common(_SHOWN * 10)]
    kinds: Counter[str] = Counter()
    formats = times.candidates(often) if any(any(map(str.isdigit, value)) for value in often[:5]) else []
    for value in often:
        kinds[_kind(value, dated=bool(formats))] += values[value]
    total = len(cells)
    return {
        "name": name,
        "samples": [_cut(value) for value in often[:_SAMPLES]],
        "kinds": [kind for kind, _ in kinds.most_common()],
        "missing": 1 - values.total() / total if total else 1.0,
        "distinct": len(values),
        "formats": formats,
        "iso": bool(often) and all(times.is_iso(value) for value in often),
        "aware": any(re.fullmatch(times.AWARE, value.strip()) for value in often),
        "markers": marks,
    }


def _kind(value: str, *, dated: bool) -> str:
    if times.is_iso(value):
        return "time"
    if value.strip().lower() in _YES_NO:
        return "yes/no"
    if dated and not value.strip().isdigit():
        return "time"
    return "number" if _NUMBER.fullmatch(value.strip()) else "text"


def _settle_dates(
    columns: list[dict[str, Any]], opened: Opened, sample: _Sample, path: Path, scratch: Path, limits: Limits
) -> None:
    """Where the first rows leave open which number is the day, look at all of them."""
    open_ones = [column for column in columns if len(column["formats"]) > 1]
    if not open_ones:
        return
    engine = new_engine(scratch, [path], limits)
    load(engine, opened, [column["name"] for column in open_ones], "doubtful", limits)
    markers = ", ".join(literal(marker) for marker in ("", *MARKERS))
    for place, column in enumerate(open_ones):
        order = times.order_of(
            engine, f"select c{place} as v from doubtful where trim(c{place}) not in ({markers})"
        )
        column["formats"] = list(order.formats) if order is not None else []
        column["example"] = order.example if order is not None else None
    engine.close()


def _records(opened: Opened, sample: _Sample, path: Path) -> tuple[int, bool]:
    known = opened.table.records()
    if known is not None:
        return known, True
    if sample.whole:
        return sample.rows + sample.broken, True
    if isinstance(opened.table, CsvTable) and path.stat().st_size > _COUNTED:
        return opened.table.text.lines - 1, False
    return sum(batch.num_rows for batch in opened.table.batches(())), True


def _cut(cell: str | None) -> str | None:
    return cell if cell is None or len(cell) <= _WIDE else cell[: _WIDE - 1] + "…"
