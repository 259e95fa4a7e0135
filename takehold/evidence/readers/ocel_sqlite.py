"""OCEL 2.0 as a SQLite database: only its plain tables are read, nothing in it is ever run."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from takehold.evidence.limits import Refused
from takehold.evidence.readers.jsonl import text_of
from takehold.evidence.readers.ocel_log import Event, Objects
from takehold.evidence.readers.table import Broken
from takehold.evidence.sentences import gettext_noop

NEEDED: Final = ("event", "object", "event_object", "event_map_type", "object_map_type")
KINDS: Final = ("ocel_id", "ocel_type")
_NOT_VALUES: Final = frozenset(("ocel_id", "ocel_time", "ocel_changed_field"))
_MOST_TYPES: Final = 1_000


class SqliteLog:
    """The log in its database, opened for reading alone. Views and virtual tables are not believed."""

    def __init__(self, path: Path) -> None:
        """Open, and check that it is a log."""
        try:
            self._db = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
            self._db.text_factory = lambda raw: raw.decode("utf-8", "replace")
            for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "mmap_size=0"):
                self._db.execute(f"PRAGMA {pragma}")
            rows = self._db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        except sqlite3.Error:
            raise damaged() from None
        self._tables = {
            str(name).lower(): str(name)
            for name, sql in rows
            if not str(sql).upper().lstrip().startswith("CREATE VIRTUAL")
        }
        if any(name not in self._tables for name in NEEDED):
            raise Refused(
                "This is {word_kind}, which is not read. Export the data as CSV, XLSX, Parquet, JSON Lines, XES or OCEL 2.0.",
                word_kind=gettext_noop("a database file"),
            )

    def objects(self) -> Objects:
        """Each object with the newest value of each of its attributes."""
        found = Objects()
        for one, kind in self._rows("object", KINDS):
            found.types[str(one)] = str(kind)
        for _kind, table in self._of_types("object"):
            names = self._columns(table)
            order = " ORDER BY ocel_time" if "ocel_time" in names else ""
            for row in self._rows(table, names, order):
                said = dict(zip(names, row, strict=True))
                values = found.attributes.setdefault(str(said.get("ocel_id")), {})
                for name, cell in said.items():
                    if name not in _NOT_VALUES and (text := text_of(_plain(cell))) is not None:
                        values[name] = text
        return found

    def events(self) -> Iterator[Event | tuple[int, Broken]]:
        """In the order in which they stand in the database."""
        related: dict[str, list[str]] = defaultdict(list)
        for event, one in self._rows("event_object", ("ocel_event_id", "ocel_object_id")):
            related[str(event)].append(str(one))
        told: dict[str, dict[str, Any]] = {}
        for _kind, table in self._of_types("event"):
            names = self._columns(table)
            for row in self._rows(table, names):
                said = dict(zip(names, row, strict=True))
                told[str(said.get("ocel_id"))] = said
        for line, (event, kind) in enumerate(self._rows("event", KINDS), 1):
            said = told.get(str(event), {})
            at = text_of(_plain(said.get("ocel_time")))
            if event is None or kind is None or not at:
                yield line, Broken("is no event with an id, a type and a time")
                continue
            attributes = {
                name: text
                for name, cell in said.items()
                if name not in _NOT_VALUES and (text := text_of(_plain(cell))) is not None
            }
            yield Event(line, str(event), str(kind), at, attributes, tuple(related[str(event)]))

    def _of_types(self, what: str) -> list[tuple[str, str]]:
        """Each type of event or object with the table that holds its attributes."""
        found = []
        for kind, short in self._rows(f"{what}_map_type", ("ocel_type", "ocel_type_map")):
            table = self._tables.get(f"{what}_{short}".lower())
            if table is not None:
                found.append((str(kind), table))
            if len(found) > _MOST_TYPES:
                raise Refused("The log names more than {most} types. It is damaged.", most=_MOST_TYPES)
        return found

    def _columns(self, table: str) -> tuple[str, ...]:
        try:
            return tuple(str(row[1]) for row in self._db.execute(f"PRAGMA table_info({_name(table)})"))
        except sqlite3.Error:
            raise damaged() from None

    def _rows(self, table: str, columns: Sequence[str], order: str = "") -> Iterator[tuple[Any, ...]]:
        missing = [name for name in columns if name not in self._columns(table)]
        if missing:
            raise Refused(
                "The table “{table}” of the log has no column “{column}”. Export the log again as OCEL 2.0.",
                table=table[:60],
                column=missing[0][:60],
            )
        wanted, of = ", ".join(_name(each) for each in columns), _name(self._tables.get(table, table))
        try:
            yield from self._db.execute(f"SELECT {wanted} FROM {of}{order}")  # noqa: S608 - quoted names
        except (sqlite3.Error, OverflowError):
            raise damaged() from None


def _plain(cell: object) -> object:
    """A cell as JSON could hold it: bytes are no value here."""
    return None if isinstance(cell, bytes) else cell


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def damaged() -> Refused:
    """Of a database that cannot be read to its end."""
    return Refused("The database is damaged or cut off: it cannot be read to its end. Export the log again.")
