"""An import of events, or of one row per case: folded into what is stored, and its evidence derived."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext as _

from takehold.evidence.facts import Behaviour, Reading, Recipe, Shape
from takehold.ledger.models import Import, Measure, Source
from takehold.ledger.operations import deriving, folding, persons
from takehold.ledger.operations.files import write_segment
from takehold.ledger.operations.lease import Lease
from takehold.ledger.operations.recording import Coming, MeasuresChanged, Outcome, record
from takehold.ledger.queries import definitions
from takehold.ledger.queries.engine import Tables, opened
from takehold.ledger.queries.manifest import EVENTS, EVIDENCE, live, segments_folder

DAYS_FOR_A_HABIT: Final = 14


def bring_in(row: Import, recipe: Recipe, reading: Reading, held: Lease, home: Path, work: Path) -> None:
    """Fold ``work/events.parquet`` into the source and record it."""
    timeless = recipe.source.shape == Shape.CASES or recipe.columns.id is not None
    if recipe.columns.actor is not None:
        persons.renumber(work / "events.parquet", source_id=row.source_id, now=held.clock.now())
    with opened(home) as tables:
        fresh = folding.batch(tables, work / "events.parquet", timeless=timeless)
        if fresh is None:
            record(row.pk, Outcome(reading, measure_ids=frozenset(_measures(row.source_id))), held)
            return
        stored = live(kind=EVENTS, source_id=row.source_id, home=home)
        folder = segments_folder(home)
        folded = folding.fold(tables, fresh, stored, folder=folder, source_id=row.source_id)
        held.renew()
        source = Source.objects.values("last_day").get(pk=row.source_id)
        change = deriving.Change(
            stored,
            folded,
            source["last_day"],
            max(source["last_day"] or fresh.last, fresh.last),
            people=persons.known(row.source_id),
        )
        outcome = Outcome(
            reading, tuple(Coming(EVENTS, w) for w in (*folded.added, *folded.rewritten)), folded.retired,
            labels=_labels(tables, folded), new=folded.new, corrected=folded.corrected,
            duplicates=folded.duplicates + reading.duplicates, first=fresh.first, last=fresh.last,
            usual_gap=_usual_gap(fresh.table),
        )  # fmt: skip
        _derive_and_record(row, tables, change, outcome, held, folder)


def _derive_and_record(
    row: Import, tables: Tables, change: deriving.Change, outcome: Outcome, held: Lease, folder: Path
) -> None:
    """Derive for every measure of the source; once more if one was added while we were at it."""
    done: set[int] = set()
    notes: list[str] = []
    while True:
        for measure_id, behaviour in _measures(row.source_id).items():
            if measure_id in done:
                continue
            done.add(measure_id)
            rows = deriving.delta(tables, behaviour, change)
            if not _carried(behaviour, change):
                notes.append(_uncovered(behaviour, change))
            written = (
                write_segment(tables, rows, folder=folder, source_id=row.source_id)
                if rows is not None
                else None
            )
            if written is not None:
                outcome = replace(outcome, coming=(*outcome.coming, Coming(EVIDENCE, written, measure_id)))
        outcome = replace(outcome, measure_ids=frozenset(done), note=" ".join(notes))
        try:
            record(row.pk, outcome, held)
        except MeasuresChanged:
            continue
        return


def _measures(source_id: int) -> dict[int, Behaviour]:
    rows = Measure.objects.filter(source_id=source_id).order_by("pk").values_list("pk", "definition")
    return {pk: definitions.from_json(plain) for pk, plain in rows}


def _carried(behaviour: Behaviour, change: deriving.Change) -> bool:
    needed = set(definitions.needs(behaviour))
    return all(needed <= set(written.columns) for written in change.folded.added)


def _uncovered(behaviour: Behaviour, change: deriving.Change) -> str:
    carried = {name for written in change.folded.added for name in written.columns}
    lacking = [name.removeprefix("x_") for name in definitions.needs(behaviour) if name not in carried]
    return _("This file has no column “%(columns)s”, so “%(name)s” was not counted from it.") % {
        "columns": "”, “".join(lacking), "name": behaviour.name,
    }  # fmt: skip


def _labels(tables: Tables, folded: folding.Folded) -> dict[str, int]:
    """How many more (or fewer) events carry each label now."""
    change: dict[str, int] = {}
    if folded.added:
        _tell(tables.events([str(w.full) for w in folded.added], ()), change, 1)
    if folded.old is not None:
        _tell(folded.old, change, -1)
    return {label: n for label, n in change.items() if n}


def _tell(events: Any, change: dict[str, int], sign: int) -> None:
    counted = events.group_by("team").aggregate(n=events.count()).to_pyarrow()
    for row in counted.to_pylist():
        label = row["team"] or ""
        change[label] = change.get(label, 0) + sign * row["n"]


def _usual_gap(events: Any) -> int | None:
    """Days between days with data, 95 of 100 times; None where there are too few to tell a habit."""
    days = events.select("day").distinct().to_pyarrow()["day"].to_numpy().astype("datetime64[D]")
    if len(days) < DAYS_FOR_A_HABIT:
        return None
    gaps = np.diff(np.sort(days)).astype(int)
    return max(1, int(np.percentile(gaps, 95)))
