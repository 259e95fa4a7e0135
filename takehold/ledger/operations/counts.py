"""Ready-made counts (team, period, done, of), which are additive from the start.

A re-export that gives another number for a team and period is a correction: what is stored is the difference.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ibis

from takehold.evidence.facts import EVIDENCE_SCHEMA, Reading, Recipe
from takehold.ledger.models import Import, Measure
from takehold.ledger.operations.deriving import COUNTED, summed
from takehold.ledger.operations.files import Written, write_segment
from takehold.ledger.operations.lease import Lease
from takehold.ledger.operations.measures import register_measure
from takehold.ledger.operations.recording import Coming, MeasuresChanged, Outcome, record
from takehold.ledger.queries.engine import Tables, opened
from takehold.ledger.queries.manifest import COUNTS, EVIDENCE, live, paths, segments_folder


def bring_in(row: Import, recipe: Recipe, reading: Reading, held: Lease, home: Path, work: Path) -> None:
    """Fold ``work/counts.parquet`` into the source and record it, with the measure it feeds."""
    behaviour = recipe.behaviours[0]
    now = held.clock.now()
    register_measure(source_id=row.source_id, behaviour=behaviour, recipe_sha256=row.recipe_sha256, now=now)
    folder = segments_folder(home)
    with opened(home) as tables:
        fresh = tables.kept(summed([tables.evidence([str(work / "counts.parquet")])], []))
        before = tables.evidence(paths(live(kind=COUNTS, source_id=row.source_id, home=home)))
        before = tables.kept(summed([before.filter(before.behaviour == behaviour.key)], []))
        change = _change(tables, fresh, before)
        written = write_segment(tables, change, folder=folder, source_id=row.source_id)
        size = fresh.aggregate(rows=fresh.count(), first=fresh.day.min(), last=fresh.day.max())
        seen = size.to_pyarrow().to_pylist()[0]
        known = int(change.semi_join(before, ["team", "day"]).count().to_pyarrow().as_py())
        total = written.rows if written else 0
        outcome = Outcome(
            reading, labels=_labels(change), new=total - known, corrected=known,
            duplicates=reading.duplicates + seen["rows"] - total, first=seen["first"], last=seen["last"],
        )  # fmt: skip
        _record(row, behaviour.key, outcome, written, change, tables, held, folder)


def _record(
    row: Import, key: str, outcome: Outcome, written: Written | None, change: Any, tables: Tables, held: Lease,
    folder: Path,
) -> None:  # fmt: skip
    from dataclasses import replace

    coming = [Coming(COUNTS, written)] if written else []
    done: set[int] = set()
    while True:
        for pk, feeds in Measure.objects.filter(source_id=row.source_id).values_list("pk", "behaviour_key"):
            if pk in done:
                continue
            done.add(pk)
            copy = (
                write_segment(tables, change, folder=folder, source_id=row.source_id)
                if feeds == key
                else None
            )
            if copy is not None:
                coming.append(Coming(EVIDENCE, copy, pk))
        try:
            record(row.pk, replace(outcome, coming=tuple(coming), measure_ids=frozenset(done)), held)
        except MeasuresChanged:
            continue
        return


def _change(tables: Tables, fresh: Any, before: Any) -> Any:
    """New less old, for teams and periods that the file names; equal ones are left away."""
    both = fresh.left_join(before, ["team", "day"], rname="was_{name}")
    fields = {name: both[name] - both[f"was_{name}"].fill_null(0) for name in COUNTED if name != "old_way"}
    was = both.was_old_way
    old = ibis.ifelse(
        both.old_way.isnull() & was.isnull(), ibis.null("int64"), both.old_way.fill_null(0) - was.fill_null(0)
    )
    rows = both.select("behaviour", "team", "day", actor=ibis.null("int64"), old_way=old, **fields)
    return tables.kept(summed([rows.select(*EVIDENCE_SCHEMA.names)], []))


def _labels(change: Any) -> dict[str, int]:
    counted = change.group_by("team").aggregate(n=change.chances.sum()).to_pyarrow().to_pylist()
    return {row["team"] or "": row["n"] for row in counted if row["n"]}
