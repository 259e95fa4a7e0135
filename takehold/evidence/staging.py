"""Inside the sandbox: the rows of all files as text, in one engine, in file order."""

# ruff: noqa: S608 - SQL of our own: columns by number, texts quoted by sql.literal

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from takehold.evidence.facts import Caution, Format, Source
from takehold.evidence.limits import Limits
from takehold.evidence.readers.csv import CsvTable
from takehold.evidence.readers.opening import Opened, open_table
from takehold.evidence.readers.table import places
from takehold.evidence.sql import one

Report = Callable[[float], None]


@dataclass(slots=True)
class Stage:
    """The rows of all files as text: ``raw_0``, ``raw_1``, ... with line, broken and c0, c1, ... by ``names``."""

    engine: duckdb.DuckDBPyConnection
    names: tuple[str, ...]
    files: list[str] = field(default_factory=list)
    typed: list[bool] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)

    def column(self, name: str) -> str:
        """Where a named column stands in the raw tables."""
        return f"c{self.names.index(name)}"


def stage_file(stage: Stage, path: Path, source: Source, scratch: Path, limits: Limits) -> None:
    """Add one file to the stage."""
    number = len(stage.files)
    room = scratch / f"file-{number}"
    room.mkdir()
    opened = open_table(path, source, room, limits)
    load(stage.engine, opened, stage.names, f"raw_{number}", limits)
    stage.files.append(path.name)
    stage.typed.append(opened.table.typed)
    known = {caution.text for caution in stage.cautions}
    stage.cautions += [caution for caution in opened.table.cautions if caution.text not in known]


def load(
    engine: duckdb.DuckDBPyConnection, opened: Opened, names: Sequence[str], table: str, limits: Limits
) -> None:
    """Make ``table`` of all rows, in file order: line, broken, c0, c1, ... for the wanted columns."""
    reader = opened.table
    if (
        isinstance(reader, CsvTable)
        and opened.format in (Format.CSV, Format.TSV)
        and _quick(engine, reader, names, table)
    ):
        return
    batches = reader.batches(names)
    first = next(batches, None)
    if first is None:
        columns = "".join(f", c{place} varchar" for place in range(len(names)))
        engine.execute(f"create table {table} (line bigint, broken varchar{columns})")
        return
    _put(engine, first, f"create table {table} as select * from batch")
    for batch in batches:
        _put(engine, batch, f"insert into {table} select * from batch")


def _quick(engine: duckdb.DuckDBPyConnection, reader: CsvTable, names: Sequence[str], table: str) -> bool:
    wanted = places(names, reader.columns)
    values = "".join(f", c{place} as c{number}" for number, place in enumerate(wanted))
    return reader.quick(engine, table, f"null::bigint as line, null::varchar as broken{values}")


def _put(engine: duckdb.DuckDBPyConnection, batch: pa.RecordBatch, statement: str) -> None:
    engine.register("batch", pa.Table.from_batches([batch]))
    engine.execute(statement)
    engine.unregister("batch")


def total(stage: Stage) -> int:
    """Records in all files, read or not."""
    return sum(one(stage.engine, f"select count(*) from raw_{number}") for number in range(len(stage.files)))
