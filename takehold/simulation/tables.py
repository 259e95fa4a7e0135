"""A table as columns of text, the way it stands in a file, and its CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Text = NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns of text of one length. ``name`` is the file's name."""

    name: str
    columns: Mapping[str, Sequence[str]]

    def __len__(self) -> int:
        """Number of rows."""
        return len(next(iter(self.columns.values()), ()))

    def csv(self) -> str:
        """The table as CSV text: a header line, commas, line ends of one character."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(zip(*self.columns.values(), strict=True))
        return out.getvalue()


def table(name: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    """A table out of rows. Dates become ISO text, None an empty cell."""
    text = [["" if cell is None else _text(cell) for cell in row] for row in rows]
    turned = list(zip(*text, strict=True)) if text else [()] * len(header)
    return Table(name, dict(zip(header, turned, strict=True)))


def moments(minutes: NDArray[np.int64], day0: date, style: str = "iso") -> list[str]:
    """Time stamps to the minute, ``minutes`` after the beginning of ``day0``.

    ``iso`` gives 2026-03-09 14:05, ``european`` 09/03/2026 14:05. A negative entry gives an empty cell.
    """
    stamps = np.datetime64(day0, "m") + minutes.astype("timedelta64[m]")
    iso = np.char.replace(np.datetime_as_string(stamps, unit="m"), "T", " ").tolist()
    if style == "european":
        iso = [f"{s[8:10]}/{s[5:7]}/{s[:4]}{s[10:]}" for s in iso]
    return [s if m >= 0 else "" for s, m in zip(iso, minutes.tolist(), strict=True)]


def _text(cell: object) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell)
