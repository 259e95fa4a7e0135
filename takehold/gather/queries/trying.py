"""A mapping tried on the file before anything is imported: its first records for the preview, the whole file where
it is small enough for counting. What was read is kept beside the file until the mapping changes."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import shutil
import tempfile
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from takehold.evidence import engines, measures, reading
from takehold.evidence import recipe as recipes
from takehold.evidence.facts import Behaviour, Format, Reading, Recipe, Shape
from takehold.gather.facts import Sample

LARGEST: Final = {"": 40_000_000, "gz": 6_000_000, "zip": 6_000_000}
"""Up to this size in bytes, by packing, a file is read whole before its import; about three seconds."""
MEMORY: Final = "300MB"


@dataclass(frozen=True, slots=True)
class Tried:
    """What a trial reading gave. ``folder`` holds events.parquet."""

    reading: Reading
    folder: Path


def small_enough(size: int, packing: str) -> bool:
    """Whether the file may be read whole while somebody waits."""
    return size <= LARGEST.get(packing, min(LARGEST.values()))


def first_records(sample: Sample, recipe: Recipe, rows: int = 20) -> tuple[Reading, list[dict[str, object]]]:
    """The first records as they would be read. ``reading.Refused`` says in a sentence why the mapping does not fit."""
    import pyarrow.parquet as pq

    with tempfile.TemporaryDirectory(prefix="takehold-preview-") as name:
        folder = Path(name)
        _write(folder / "first.csv", sample.names, sample.rows[:rows])
        found = reading.read([folder / "first.csv"], as_csv(recipe), folder / "out")
        part = "counts.parquet" if recipe.source.shape is Shape.COUNTS else "events.parquet"
        return found, pq.read_table(folder / "out" / part).to_pylist()


def as_csv(recipe: Recipe) -> Recipe:
    """The same mapping for records that were written out as CSV text."""
    plain = dataclasses.replace(recipe.source, format=Format.CSV, encoding="utf-8", delimiter=",", sheet=None)
    return dataclasses.replace(recipe, source=plain)


def tried(*, file: Path, recipe: Recipe) -> Tried:
    """Read the whole file; the same again is answered from what is kept."""
    key = hashlib.sha256(recipes.dump(recipe).encode()).hexdigest()[:16]
    folder = file.parent / f"trial-{key}"
    note = folder / "reading"
    if not note.exists():
        for old in file.parent.glob("trial-*"):
            shutil.rmtree(old, ignore_errors=True)
        made = file.parent / f"trial-{uuid.uuid4().hex}"
        try:
            found = reading.read([file], recipe, made)
            (made / "reading").write_text("")
            made.rename(folder)
        except OSError:
            shutil.rmtree(made, ignore_errors=True)
            if not note.exists():
                raise
    else:
        found = None
    return Tried(found or _known(folder), folder)


def counted(trial: Tried, behaviours: Sequence[Behaviour]) -> dict[str, tuple[int, int]]:
    """Chances and new way of each behaviour in what was tried, by its key."""
    backend = engines.connect(memory=MEMORY, threads=1)
    events = engines.table(backend, [trial.folder / "events.parquet"])
    found = {}
    for behaviour in behaviours:
        rows = measures.evidence(events, behaviour)
        sums = (
            rows.aggregate(chances=rows.chances.sum(), new_way=rows.new_way.sum()).to_pyarrow().to_pylist()[0]
        )
        found[behaviour.key] = (int(sums["chances"] or 0), int(sums["new_way"] or 0))
    return found


def _known(folder: Path) -> Reading:
    """The reading of what is kept: only the number of events is needed again."""
    import pyarrow.parquet as pq

    rows = pq.read_metadata(folder / "events.parquet").num_rows
    return Reading((), "", rows, 0, 0, (), rows, 0, None, None)


def _write(path: Path, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(names)
        writer.writerows(rows)
