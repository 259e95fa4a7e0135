"""OCEL 2.0 event logs: events that belong to several objects, read as the events of one chosen type of object.

Each event is one row for each object of that type that it belongs to; the object is the case. A mapping names the type
where others name a sheet. Relations between objects are not followed, so a log may be as circular as it likes.

Source: OCEL 2.0 Specification (Berti et al. 2023), JSON and SQLite form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa

from takehold.evidence.facts import Caution
from takehold.evidence.limits import Limits, Refused
from takehold.evidence.readers.ocel_json import JsonLog
from takehold.evidence.readers.ocel_log import Event, Log
from takehold.evidence.readers.ocel_sqlite import SqliteLog
from takehold.evidence.readers.table import Row, check_columns, no_column, packed, too_long
from takehold.evidence.sentences import Sentence

CASE: Final = "ocel:oid"
OWN: Final = (CASE, "ocel:activity", "ocel:timestamp", "ocel:eid")
OBJECT: Final = "object:"
"""Before the name of an attribute of the object that is the case."""
RELATED: Final = "related:"
"""Before the name of another type: ids of the event's objects of that type."""


class OcelTable:
    """An opened log under one type of object. ``sheet`` is that type; ``sheets`` are all that events belong to."""

    typed = True

    def __init__(self, path: Path, sheet: str | None, limits: Limits) -> None:
        """Read objects and count the events of each type; by default the type with the most is the case."""
        self.limits = limits
        self.cautions: list[Caution] = []
        self._log = opened(path)
        self._objects = self._log.objects()
        names: dict[str, None] = {}
        self._rows: Counter[str] = Counter()
        self._events = 0
        for each in self._log.events():
            if isinstance(each, Event):
                self._events += 1
                names.update(dict.fromkeys(each.attributes))
                known = [kind for one in each.objects if (kind := self._objects.types.get(one)) is not None]
                self._rows.update(known)
        if not self._rows:
            raise Refused("The log holds no event that belongs to an object, so there is no case to follow.")
        self.sheets = tuple(sorted(self._rows, key=lambda kind: (-self._rows[kind], kind)))
        self.sheet = self._choose(sheet)
        own = {
            name
            for one, of in self._objects.attributes.items()
            if self._objects.types.get(one) == self.sheet
            for name in of
        }
        others = sorted(kind for kind in self.sheets if kind != self.sheet)
        self.columns = (
            *OWN,
            *(name for name in sorted(names) if name not in OWN),
            *(OBJECT + name for name in sorted(own)),
            *(RELATED + kind for kind in others),
        )
        check_columns(len(self.columns), limits)

    def _choose(self, sheet: str | None) -> str:
        if sheet is not None:
            if sheet not in self.sheets:
                shown = ", ".join(f"“{name[:60]}”" for name in self.sheets[:20])
                raise Refused(
                    "No event of the log belongs to an object of the type “{sheet}”. It has {shown}.",
                    sheet=sheet[:60],
                    shown=shown,
                )
            return sheet
        if len(self.sheets) > 1:
            self.cautions.append(
                Caution(
                    "sheets",
                    Sentence(
                        "The log's events belong to objects of {count} types. Each “{sheet}” was taken for a case.",
                        count=len(self.sheets),
                        sheet=self.sheets[0][:60],
                    ),
                )
            )
        return self.sheets[0]

    def sizes(self) -> dict[str, tuple[int, int]]:
        """Rows (with one for a heading, as sheets have it) and columns of each type."""
        return {kind: (self._rows[kind] + 1, len(self.columns)) for kind in self.sheets}

    def records(self) -> int | None:
        """Not known before all events are read: those that cannot be read count too."""
        return None

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Each event for each of its objects of the chosen type, in file order."""
        for name in names:
            if name not in self.columns:
                raise no_column(name, self.columns)
        return packed(self._cells(names), len(names), self.limits)

    def _cells(self, names: Sequence[str]) -> Iterator[Row]:
        left = 0
        for each in self._log.events():
            if not isinstance(each, Event):
                yield each
                continue
            cases = [one for one in dict.fromkeys(each.objects) if self._objects.types.get(one) == self.sheet]
            left += not cases
            for case in cases:
                row = self._row(each, case)
                cells = [row.get(name) for name in names]
                if any(cell is not None and len(cell) > self.limits.cell for cell in cells):
                    raise too_long(each.line, self.limits)
                yield each.line, cells
        if left and not any(caution.code == "ocel_left" for caution in self.cautions):
            self.cautions.append(
                Caution(
                    "ocel_left",
                    Sentence(
                        "{left} of {count} events belong to no “{sheet}” and are in no case.",
                        left=left,
                        count=self._events,
                        sheet=self.sheet[:60],
                    ),
                )
            )

    def _row(self, event: Event, case: str) -> dict[str, str]:
        row = {name: text for name, text in event.attributes.items() if name not in OWN}
        row |= dict(zip(OWN, (case, event.activity, event.at, event.id), strict=True))
        row |= {OBJECT + name: text for name, text in self._objects.attributes.get(case, {}).items()}
        related: dict[str, list[str]] = {}
        for one in dict.fromkeys(event.objects):
            kind = self._objects.types.get(one)
            if kind is not None and kind != self.sheet:
                related.setdefault(RELATED + kind, []).append(one)
        return row | {name: ", ".join(ids) for name, ids in related.items()}


def opened(path: Path) -> Log:
    """The log by its first bytes: a database, or JSON."""
    with path.open("rb") as handle:
        start = handle.read(16)
    return SqliteLog(path) if start.startswith(b"SQLite format 3") else JsonLog(path)
