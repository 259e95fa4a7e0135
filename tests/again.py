"""What a fixture writes into the database is written by its own operations once in a run, then put back as rows.

Most tests begin with the same small organisation. Making it goes through every check the product has; putting back the
rows that came of it goes through none and takes a twentieth of the time. Ids are the same as the first time.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, transaction

Made = TypeVar("Made")
Rows = dict[tuple[Any, ...], tuple[Any, ...]]
"""Rows of a table by their primary key."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns, and which of them (places) are its primary key."""

    name: str
    columns: tuple[str, ...]
    key: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: how many rows of the same ``tables`` it ``found``, what it ``added`` and ``changed``, what it ``made``."""

    found: tuple[int, ...]
    added: dict[Table, Rows]
    changed: dict[Table, Rows]
    made: Any

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple({**self.added, **self.changed})


_written: dict[Callable[..., Any], Written] = {}


def again(build: Callable[..., Made], *arguments: object) -> Made:
    """What ``build`` makes: by itself the first time, and wherever it finds other rows than then; else by its rows."""
    known = _written.get(build)
    if known is None:
        before = _read()
        made = build(*arguments)
        _written[build] = _between(before, _read(), made)
        return made
    if _sizes(known.tables) != known.found:
        return build(*arguments)
    _write(known)
    return deepcopy(known.made)  # type: ignore[no-any-return]


def _read() -> dict[Table, Rows]:
    """All that the database holds."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.django_table_names(only_existing=True, include_views=False):
            keys = connection.introspection.get_primary_key_columns(cursor, name)
            cursor.execute(f"SELECT * FROM {_quoted(name)}")
            columns = tuple(each[0] for each in cursor.description)
            table = Table(name, columns, tuple(columns.index(each) for each in keys))
            found[table] = {tuple(row[place] for place in table.key): tuple(row) for row in cursor.fetchall()}
    return found


def _between(before: dict[Table, Rows], after: dict[Table, Rows], made: object) -> Written:
    added, changed = {}, {}
    for table, rows in after.items():
        old = before[table]
        assert old.keys() <= rows.keys(), f"{table.name}: a fixture that removes rows cannot be put back"
        if new := {key: row for key, row in rows.items() if key not in old}:
            added[table] = new
        if other := {key: row for key, row in rows.items() if key in old and row != old[key]}:
            changed[table] = other
    found = tuple(len(before[table]) for table in {**added, **changed})
    return Written(found, added, changed, deepcopy(made))


def _sizes(tables: tuple[Table, ...]) -> tuple[int, ...]:
    counts = ", ".join(f"(SELECT count(*) FROM {_quoted(each.name)})" for each in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return tuple(cursor.fetchone())


def _write(known: Written) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in known.changed.items():
            kept = " AND ".join(f"{_quoted(table.columns[place])} = %s" for place in table.key)
            values = ", ".join(f"{_quoted(each)} = %s" for each in table.columns)
            for key, row in rows.items():
                cursor.execute(f"UPDATE {_quoted(table.name)} SET {values} WHERE {kept}", [*row, *key])
        for table, rows in known.added.items():
            names, marks = ", ".join(map(_quoted, table.columns)), ", ".join("%s" for _ in table.columns)
            cursor.executemany(
                f"INSERT INTO {_quoted(table.name)} ({names}) VALUES ({marks})",
                list(rows.values()),
            )
            counted = table.columns[0] == "id" and all(isinstance(row[0], int) for row in rows.values())
            if connection.vendor == "postgresql" and counted:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM {_quoted(table.name)}))",
                    [_quoted(table.name)],
                )


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
