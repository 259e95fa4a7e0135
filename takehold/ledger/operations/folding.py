"""What a batch of events changes: what is new, what was there already, what corrects an earlier event.

Only ids and what may differ are read of the stored events, and only of files whose days overlap the batch, because
time is part of the id. Where the id does not hang on time (an id column, one row per case) every file is asked.
An equal id is not believed blindly: it is the same event only if case, activity and time agree, else two hashes
collided and the event is new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import ibis

from takehold.ledger.facts import StoredSegment
from takehold.ledger.operations.files import Written, write_segment
from takehold.ledger.queries.engine import CANONICAL, PREFIX, Tables, with_attributes
from takehold.ledger.queries.manifest import paths

FILE: Final = "filename"
EXACT: Final = ("event_id", "case_id", "occurred_at")
SORTED_UP_TO: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class Batch:
    """The events that were read. ``timeless``: their id does not hang on their time."""

    table: Any
    columns: tuple[str, ...]
    rows: int
    first: date
    last: date
    timeless: bool

    @property
    def identity(self) -> tuple[str, ...]:
        """What two events must share, beside the id, to be the same; cheap to read of many files."""
        return ("case_id",) if self.timeless else ("activity",)

    @property
    def around(self) -> tuple[date, date]:
        """Its days and one more on either side: another time zone gives the same moment another day."""
        return self.first - timedelta(days=1), self.last + timedelta(days=1)

    @property
    def content(self) -> tuple[str, ...]:
        """What may differ between an event and its correction."""
        moving = ("activity", "occurred_at") if self.timeless else ()
        return (*moving, "day", "team", *self.columns)


@dataclass(frozen=True, slots=True)
class Folded:
    """Segments that come and go. ``old`` is the earlier form of the corrected events, a table of the engine."""

    added: tuple[Written, ...]
    rewritten: tuple[Written, ...] = ()
    retired: tuple[StoredSegment, ...] = ()
    old: Any | None = None
    new: int = 0
    corrected: int = 0
    duplicates: int = 0


def batch(tables: Tables, path: Path, *, timeless: bool) -> Batch | None:
    """The events of a file made by ``evidence.reading``; None when it holds none."""
    table = tables.files([str(path)])
    columns = tuple(name for name in table.columns if name.startswith(PREFIX))
    size = table.aggregate(rows=table.count(), first=table.day.min(), last=table.day.max())
    seen = size.to_pyarrow().to_pylist()[0]
    if not seen["rows"]:
        return None
    table = with_attributes(table, columns)
    if timeless:  # the last row of an id in the file is the newest
        place = ibis.row_number().over(group_by=["event_id", "case_id"], order_by=table.ordinal.desc())
        table = tables.kept(table.mutate(place=place).filter(lambda t: t.place == 0).drop("place"))
    return Batch(table, columns, seen["rows"], seen["first"], seen["last"], timeless)


def fold(
    tables: Tables, fresh: Batch, stored: Sequence[StoredSegment], *, folder: Path, source_id: int
) -> Folded:
    """Write the segments that the batch asks for. The manifest is not touched; a crash leaves orphans only."""
    near = _near(fresh, stored)
    same, old = _known(tables, fresh, near) if near else (None, None)
    rows = fresh.table.anti_join(same, "event_id") if same is not None else fresh.table
    outputs = [rows] if old is None else list(_outputs(fresh, rows, old, near))
    if fresh.rows <= SORTED_UP_TO:
        outputs = [output.order_by("day") for output in outputs]
    written = [write_segment(tables, output, folder=folder, source_id=source_id) for output in outputs]
    added = tuple(w for w in written if w is not None)
    total = sum(w.rows for w in added)
    if old is None:
        return Folded(added, new=total, duplicates=fresh.rows - total)
    corrected = int(old.count().to_pyarrow().as_py())
    retired, rewritten = _without(tables, near, old, folder=folder, source_id=source_id)
    return Folded(added, rewritten, retired, old, total - corrected, corrected, fresh.rows - total)


def weighed(tables: Tables, fresh: Batch, stored: Sequence[StoredSegment]) -> Folded:
    """What ``fold`` would say of the batch, as numbers alone; nothing is written."""
    near = _near(fresh, stored)
    same, old = _known(tables, fresh, near) if near else (None, None)
    rows = fresh.table.anti_join(same, "event_id") if same is not None else fresh.table
    total = int(rows.count().to_pyarrow().as_py())
    corrected = int(old.count().to_pyarrow().as_py()) if old is not None else 0
    return Folded((), new=total - corrected, corrected=corrected, duplicates=fresh.rows - total)


def _near(fresh: Batch, stored: Sequence[StoredSegment]) -> list[StoredSegment]:
    """The files in which an event of the batch may lie."""
    first, last = fresh.around
    return [s for s in stored if fresh.timeless or (s.day_min <= last and s.day_max >= first)]


def _known(tables: Tables, fresh: Batch, near: Sequence[StoredSegment]) -> tuple[Any | None, Any | None]:
    """Ids that are stored with the same content, and the stored form of those that are not."""
    carried = {name for segment in near for name in segment.columns}
    stored = tables.files(paths(near), filename=True)
    if not fresh.timeless:
        stored = stored.filter(stored.day.between(*fresh.around))
    wanted = [*fresh.identity, *(c for c in fresh.content if c in carried or not c.startswith(PREFIX))]
    poorer = [str(s.path) for s in near if not set(fresh.columns) <= set(s.columns)]
    pairs = tables.kept(_compared(fresh, stored.select("event_id", *wanted, FILE), poorer))
    found = (
        pairs.aggregate(all=pairs.count(), changed=pairs.count(where=pairs.changed))
        .to_pyarrow()
        .to_pylist()[0]
    )
    if not found["all"]:
        return None, None
    if not found["changed"]:
        return pairs.select("event_id"), None
    changed = pairs.filter(pairs.changed)
    old = tables.kept(_confirmed(tables, fresh, changed, near))
    same = pairs.filter(~pairs.changed).select("event_id")
    return tables.kept(same), old if old.count().to_pyarrow().as_py() else None


def _compared(fresh: Batch, stored: Any, poorer: Sequence[str]) -> Any:
    """Each event of the batch that is stored, and whether its content differs.

    One in a ``poorer`` file, without a column of the batch, always does: "not kept" is not the same as "empty".
    """
    ours = fresh.table.select(
        "event_id", *fresh.identity, *(c for c in fresh.content if c in fresh.table.columns)
    )
    pairs = ours.join(stored, ["event_id", *fresh.identity], rname="stored_{name}")
    differing = pairs[FILE].isin(poorer) if poorer else ibis.literal(False)
    for name in fresh.content:
        other = pairs[f"stored_{name}"] if name in stored.columns else ibis.null("string")
        differing = differing | ~pairs[name].identical_to(other)
    return pairs.select("event_id", pairs[FILE], changed=differing)


def _confirmed(tables: Tables, fresh: Batch, changed: Any, near: Sequence[StoredSegment]) -> Any:
    """The stored form of corrected events, whole, with the file it lies in. A mere collision is not among them."""
    files = {str(name) for name in changed.select(FILE).distinct().to_pyarrow()[FILE].to_pylist()}
    concerned = [s for s in near if str(s.path) in files]
    attributes = sorted({c for s in concerned for c in s.columns} | set(fresh.columns))
    stored = tables.files(paths(concerned), filename=True)
    stored = stored.mutate(**{a: ibis.null("string") for a in attributes if a not in stored.columns})
    exact = ["event_id", "case_id"] if fresh.timeless else list(EXACT)
    return (
        stored.select(*CANONICAL, *attributes, FILE)
        .semi_join(changed, ["event_id", FILE])
        .semi_join(fresh.table, exact)
    )


def _outputs(fresh: Batch, rows: Any, old: Any, near: Sequence[StoredSegment]) -> Iterator[Any]:
    """Rows of each new segment. A corrected event keeps the attributes that this batch does not carry."""
    lies_in = {str(s.path): tuple(sorted(set(s.columns) - set(fresh.columns))) for s in near}
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in old.select(FILE).distinct().to_pyarrow()[FILE].to_pylist():
        groups.setdefault(lies_in[name], []).append(name)
    groups.pop((), None)
    richer = [name for names in groups.values() for name in names]
    yield rows.anti_join(old.filter(old[FILE].isin(richer)), "event_id") if richer else rows
    for extra, names in groups.items():
        earlier = old.filter(old[FILE].isin(names)).select("event_id", *extra)
        yield rows.join(earlier, "event_id").select(*CANONICAL, *fresh.columns, *extra)


def _without(
    tables: Tables, near: Sequence[StoredSegment], old: Any, *, folder: Path, source_id: int
) -> tuple[tuple[StoredSegment, ...], tuple[Written, ...]]:
    """The files that hold corrected events, and their replacements without them."""
    files = set(old.select(FILE).distinct().to_pyarrow()[FILE].to_pylist())
    retired = tuple(s for s in near if str(s.path) in files)
    rewritten = []
    for segment in retired:
        kept = tables.events([str(segment.path)], segment.columns).anti_join(old, list(EXACT))
        rewritten.append(write_segment(tables, kept.order_by("day"), folder=folder, source_id=source_id))
    return retired, tuple(w for w in rewritten if w is not None)
