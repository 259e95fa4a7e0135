"""10,000 new events into a large base, twenty times, and the figures of 500 teams fresh after each.

python -m benchmarks.ledger.folding FOLDER: one line of JSON. A batch has 1,000 events that are there already and
9,000 new ones, all spread over four months of the base. The clock runs from the moment the events are read (the
sandbox hands over a Parquet file) until manifest, evidence and labels are committed and synced.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.ledger import generate, site

BATCHES, NEW, OLD = 20, 9_000, 1_000


def batch(files: list[Path], number: int) -> pa.Table:
    """Events of four months in the middle: known ones as they stand, new ones under case numbers of their own."""
    rng = np.random.default_rng(number)
    middle = files[len(files) // 2 - 2 : len(files) // 2 + 2] or files
    parts = []
    for path in middle:
        table = pq.ParquetFile(path)
        group = table.read_row_group(int(rng.integers(table.num_row_groups)))
        parts.append(
            group.take(pa.array(rng.choice(group.num_rows, (NEW + OLD) // len(middle), replace=False)))
        )
    mixed = pa.concat_tables(parts)
    order = rng.permutation(mixed.num_rows)
    known, fresh = mixed.take(order[:OLD]), mixed.take(order[OLD:])
    ids = generate.splitmix64(np.arange(fresh.num_rows) + (number + 1) * 10**12).view(np.int64)
    cases = pa.array([f"NEW{number:03}{n:06}" for n in range(fresh.num_rows)])
    fresh = fresh.set_column(0, "event_id", pa.array(ids)).set_column(1, "case_id", cases)
    return pa.concat_tables([known, fresh]).sort_by("occurred_at")


def main() -> None:
    """Set up, fold, ask."""
    files = sorted(Path(sys.argv[1]).glob("*.parquet"))
    home = Path(tempfile.mkdtemp(prefix="ledger-bench-", dir=files[0].parent.parent)) / "home"
    site.opened(home)
    began = time.perf_counter()
    source_id, measure_id = site.based_on(home, files)
    derived = time.perf_counter() - began
    folds, worked, fresh = [], [], []
    for number in range(BATCHES + 1):
        took, cpu = fold(home, source_id, batch(files, number), number)
        folds.append(took)
        worked.append(cpu)
        fresh.append(ask(source_id, measure_id))
    result = {
        "derive_whole_seconds": round(derived, 2), "batches": BATCHES,
        "fold_median": round(statistics.median(folds[1:]), 3), "fold_cpu_median": round(statistics.median(worked[1:]), 3), "fold_max": round(max(folds[1:]), 3),
        "figures_median": round(statistics.median(fresh[1:]), 3), "figures_max": round(max(fresh[1:]), 3),
        "mb": site.peak_mb(),
    }  # fmt: skip
    print(json.dumps(result))
    shutil.rmtree(home.parent)


def fold(home: Path, source_id: int, events: pa.Table, number: int) -> tuple[float, float]:
    """Seconds for one batch, by the wall and of the processor."""
    from takehold.evidence.facts import Reading
    from takehold.evidence.recipe import parse
    from takehold.ledger.models import Import
    from takehold.ledger.operations import events as operation
    from takehold.ledger.operations import lease

    work = home / "work" / str(number)
    work.mkdir(parents=True)
    pq.write_table(events, work / "events.parquet", compression="zstd")
    recipe = parse(site.RECIPE)
    reading = Reading(("f",), "", events.num_rows, 0, 0, (), events.num_rows, 0, None, None)
    with lease.held(source_id, clock=lease.Clock(site.NOW), home=home) as held:
        assert held is not None
        began, worked = time.perf_counter(), time.process_time()
        row = Import.objects.create(
            source_id=source_id, filename="f", state="reading", recipe_text="", recipe_sha256=uuid4().hex,
            content_sha256=uuid4().hex, stored_as="", uploaded_by="", created_at=site.NOW,
        )  # fmt: skip
        operation.bring_in(row, recipe, reading, held, home, work)
        took, cpu = time.perf_counter() - began, time.process_time() - worked
    row.refresh_from_db()
    assert (row.events_new, row.events_corrected, row.duplicates) == (NEW, 0, OLD)
    return took, cpu


def ask(source_id: int, measure_id: int) -> float:
    """Seconds for the figures of 500 teams, straight after a change: nothing of it is cached."""
    from takehold.ledger import queries
    from takehold.ledger.facts import LabelSpan, Scope

    labels = [label for label, _ in queries.labels(source_id=source_id)]
    spans = [LabelSpan(label, f"Team {n}", frozenset({n})) for n, label in enumerate(labels)]
    scope = Scope(frozenset(range(len(labels))), frozenset({measure_id}), 5)
    began = time.perf_counter()
    found = queries.figures(
        scope=scope, measure_id=measure_id, spans=spans, as_of=date(2025, 1, 1) + timedelta(300)
    )
    took = time.perf_counter() - began
    assert sum(int(u.daily.chances.sum()) for u in found.units) > 0
    return took


if __name__ == "__main__":
    main()
