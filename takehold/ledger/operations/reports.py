"""Performance reports: a value of each label and period. The newest file that names one is right about it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from django.db import transaction

from takehold.evidence.facts import Reading, Recipe, Shape
from takehold.evidence.reading import table_name
from takehold.ledger.models import Import, Measure, ReportedValue
from takehold.ledger.operations.lease import Lease
from takehold.ledger.operations.measures import register_measure
from takehold.ledger.operations.recording import MeasuresChanged, Outcome, record

AT_ONCE = 2_000
Key = tuple[str, date]
Said = tuple[float, int | None, float | None]
"""A mean, of how many, and how far they spread."""


def bring_in(row: Import, recipe: Recipe, reading: Reading, held: Lease, home: Path, work: Path) -> None:
    """Put ``work/values.parquet`` in its place, with the record of the import, in one transaction."""
    found = register_measure(
        source_id=row.source_id,
        behaviour=recipe.behaviours[0],
        recipe_sha256=row.recipe_sha256,
        now=held.clock.now(),
    )
    rows = pq.read_table(work / table_name(Shape.VALUES)).to_pylist()
    days = [each["day"] for each in rows]
    while True:
        try:
            with transaction.atomic():
                new, corrected = _kept(found.id, rows, row)
                changed = sum(new.values()) + corrected
                outcome = Outcome(
                    reading, measure_ids=_measures(row.source_id), labels=new, new=sum(new.values()), corrected=corrected,
                    duplicates=reading.duplicates + len(rows) - changed, first=min(days), last=max(days),
                )  # fmt: skip
                record(row.pk, outcome, held)
        except MeasuresChanged:
            continue
        return


def _kept(measure_id: int, rows: list[dict[str, Any]], batch: Import) -> tuple[Counter[str], int]:
    """Write what is new or another value than before. How many are new, by label, and how many were corrected."""
    before = _before(measure_id, rows)
    new: Counter[str] = Counter()
    corrected = 0
    coming = []
    for each in rows:
        key, said = (each["team"], each["day"]), (each["mean"], each["n"], each["sd"])
        if before.get(key) == said:
            continue
        if key in before:
            corrected += 1
        else:
            new[each["team"]] += 1
        coming.append(
            ReportedValue(
                measure_id=measure_id,
                label=key[0],
                day=key[1],
                mean=said[0],
                n=said[1],
                sd=said[2],
                batch=batch,
            )
        )
    ReportedValue.objects.bulk_create(
        coming, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["measure", "label", "day"],
        update_fields=["mean", "n", "sd", "batch"],
    )  # fmt: skip
    return new, corrected


def _before(measure_id: int, rows: list[dict[str, Any]]) -> dict[Key, Said]:
    """What is known of these labels within the time that the rows speak of; years before it are not read."""
    days = [each["day"] for each in rows]
    labels = sorted({each["team"] for each in rows})
    known = ReportedValue.objects.filter(measure_id=measure_id, day__gte=min(days), day__lte=max(days))
    found: dict[Key, Said] = {}
    for at in range(0, len(labels), AT_ONCE):
        some = known.filter(label__in=labels[at : at + AT_ONCE])
        for label, day, mean, n, sd in some.values_list("label", "day", "mean", "n", "sd"):
            found[label, day] = (mean, n, sd)
    return found


def _measures(source_id: int) -> frozenset[int]:
    return frozenset(Measure.objects.filter(source_id=source_id).values_list("pk", flat=True))
