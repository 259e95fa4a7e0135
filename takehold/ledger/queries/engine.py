"""The manifest's files as tables of this thread's engine, and their names forgotten again afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import ibis
import pyarrow as pa
from django.conf import settings

from takehold.evidence import engines
from takehold.evidence.facts import EVENT_SCHEMA, EVIDENCE_SCHEMA

CANONICAL: Final = tuple(EVENT_SCHEMA.names)
PREFIX: Final = "x_"


class Tables:
    """Files as Ibis tables on one engine. Made by ``opened`` only."""

    def __init__(self, backend: Any) -> None:
        """Nothing is read yet."""
        self.backend = backend
        self._names: list[str] = []
        self._kept: list[str] = []

    def files(self, paths: Sequence[str], **options: Any) -> Any:
        """Parquet files as one table, columns matched by name."""
        name = f"f_{uuid4().hex}"
        self._names.append(name)
        return self.backend.read_parquet(
            list(paths), table_name=name, union_by_name=len(paths) > 1, **options
        )

    def events(self, paths: Sequence[str], attributes: Sequence[str]) -> Any:
        """Events with exactly these attribute columns; null where a file has none."""
        if not paths:
            schema = pa.schema([*EVENT_SCHEMA, *((name, pa.string()) for name in attributes)])
            return ibis.memtable(schema.empty_table())
        return with_attributes(self.files(paths), attributes)

    def kept(self, rows: Any) -> Any:
        """The rows computed once, as a temporary table that may spill to disk."""
        name = f"t_{uuid4().hex}"
        self._kept.append(name)
        return self.backend.create_table(name, rows, temp=True)

    def evidence(self, paths: Sequence[str]) -> Any:
        """Evidence rows or ready-made counts."""
        if not paths:
            return ibis.memtable(EVIDENCE_SCHEMA.empty_table())
        return self.files(paths).select(*EVIDENCE_SCHEMA.names)

    def forget(self) -> None:
        """Drop the names."""
        for name in self._names:
            self.backend.raw_sql(f'DROP VIEW IF EXISTS "{name}"')  # Ibis 12 leaves the name out of its own
        for name in self._kept:
            self.backend.raw_sql(f'DROP TABLE IF EXISTS "{name}"')


def with_attributes(table: Any, attributes: Sequence[str]) -> Any:
    """The canonical columns and these attributes; null where the table has none."""
    missing = {name: ibis.null("string") for name in attributes if name not in table.columns}
    return (table.mutate(**missing) if missing else table).select(*CANONICAL, *attributes)


@contextmanager
def opened(home: Path | None = None) -> Iterator[Tables]:
    """Tables on this thread's engine, for the length of one piece of work."""
    scratch = (home or Path(settings.HOME)) / "work" / "spill"
    tables = Tables(engines.connect(scratch=scratch))
    try:
        yield tables
    finally:
        tables.forget()
