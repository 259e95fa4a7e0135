"""A source, and exports as a ticket system writes them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.conf import settings

from takehold.evidence.facts import EVENT_SCHEMA, Reading, Recipe, Rejection, Shape, attribute
from takehold.evidence.limits import Refused
from takehold.evidence.recipe import parse
from takehold.ledger import operations, queries
from takehold.ledger.facts import ImportFact, LabelSpan, MeasureFact, Scope
from takehold.ledger.operations import imports as operations_imports

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EVENTS = """
[source]
format = "csv"
shape = "events"
[columns]
case = "number"
activity = "state"
at = "at"
team = "group"
"""
CASES = """
[source]
format = "csv"
shape = "cases"
[columns]
case = "number"
at = "opened"
team = "group"
"""
COUNTS = """
[source]
format = "csv"
shape = "counts"
[columns]
team = "group"
period = "week"
done = "done"
of = "of"
[[behaviour]]
key = "checked"
name = "Checked"
"""
CONFIRM = """
[[behaviour]]
key = "confirm"
name = "Priority confirmed"
opportunity = { state = "Resolved" }
new_way = { confirmed = "true" }
target = 0.9
"""
LAST = """
[[behaviour]]
key = "last"
name = "Confirmed at the last resolution"
opportunity = { state = "Resolved" }
new_way = { confirmed = "true" }
once_per = "case"
"""
LINES = """
[[behaviour]]
key = "lines"
name = "Starts new"
per = "case"
[[behaviour.rule]]
kind = "init"
a = "New"
"""


@dataclass
class Desk:
    """A source with what is done to it in tests."""

    home: Path
    source_id: int
    measures: dict[str, MeasureFact] = field(default_factory=dict)
    now: datetime = NOW

    def learn(self, recipe: str) -> None:
        """Register the recipe's behaviours."""
        parsed = parse(recipe)
        for behaviour in parsed.behaviours:
            self.measures[behaviour.key] = operations.register_measure(
                source_id=self.source_id, behaviour=behaviour, recipe_sha256=parsed.sha256, now=self.now
            )

    def upload(self, text: str, recipe: str, name: str = "export.csv") -> ImportFact:
        return operations.accept_upload(
            source_id=self.source_id,
            filename=name,
            chunks=[text.encode()],
            recipe_text=recipe,
            uploaded_by="person:1",
            now=self.now,
        )

    def bring(self, text: str, recipe: str) -> ImportFact:
        fact = self.upload(text, recipe)
        return operations.run_import(import_id=fact.id, now=self.now, home=self.home)

    def counted(self, key: str, as_of: date = date(2026, 12, 31)) -> dict[str, tuple[int, int, int | None]]:
        """Chances, new way, old way by label."""
        labels = [label for label, _ in queries.labels(source_id=self.source_id)]
        spans = [LabelSpan(label, label or "-", frozenset({1})) for label in labels]
        found = queries.figures(scope=self.scope, measure_id=self.measures[key].id, spans=spans, as_of=as_of)
        return {
            u.unit: (int(u.daily.chances.sum()), int(u.daily.new_way.sum()),
                     None if u.daily.old_way is None else int(u.daily.old_way.sum()))
            for u in found.units
            if u.daily.chances.sum() or u.pending
        }  # fmt: skip

    @property
    def scope(self) -> Scope:
        return Scope(frozenset({1, 2, 3}), frozenset(m.id for m in self.measures.values()), 5)


really_read = operations_imports.reading.read


def read_here(paths: Sequence[Path], recipe: Recipe, out: Path, **_: Any) -> Reading:
    """A reader for small CSVs inside this process; what the real one does is tested where it lives.

    ``test_operations_imports`` uses the real one, in its sandbox.
    """
    if recipe.source.shape == Shape.COUNTS:
        return really_read(paths, recipe, out)
    rows = list(csv.DictReader(io.StringIO(paths[0].read_text())))
    parts, names = recipe.columns, recipe.attributes()
    lines = []
    for n, row in enumerate(rows):
        if lacking := [name for name in names if name not in row]:
            raise Refused(f"There is no column {lacking}")
        with suppress(ValueError):
            at = datetime.fromisoformat(row[parts.at or ""]).replace(tzinfo=UTC)
            key = "|".join([row[parts.case or ""], row[parts.activity or ""], at.isoformat()])
            ident = int.from_bytes(sha256(key.encode()).digest()[:8], "big", signed=True)
            own = [row[name] or None for name in names]
            lines.append([ident, row["number"], row["state"], at, at.date(), row["group"], None, n, *own])
    schema = pa.schema([*EVENT_SCHEMA, *((attribute(name), pa.string()) for name in names)])
    columns = [list(column) for column in zip(*lines, strict=True)]
    pq.write_table(pa.table(columns, schema=schema), out / "events.parquet")
    bad = len(rows) - len(lines)
    rejections = tuple(Rejection(n, "has no time") for n in range(bad))
    return Reading(("f",), "", len(lines), bad, 0, rejections, len(lines), 0, None, None)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files are read inside this process."""
    monkeypatch.setattr(operations_imports.reading, "read", read_here)


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Iterator[Desk]:
    before = settings.HOME
    settings.HOME = tmp_path
    source = operations.register_source(key="desk", name="Service desk", kind="upload", now=NOW)
    yield Desk(tmp_path, source.id)
    settings.HOME = before


def export(rows: Sequence[Sequence[Any]], header: str = "number,state,at,group,confirmed") -> str:
    """A CSV of these rows."""
    return "\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n"
