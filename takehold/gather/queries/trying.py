"""A mapping tried on the file before anything is imported: its first records for the preview, the whole file where
it is small enough for counting. What was read is kept beside the file until the mapping changes."""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import hashlib
import shutil
import tempfile
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from takehold.evidence import engines, measures, reading
from takehold.evidence import recipe as recipes
from takehold.evidence.facts import Behaviour, Condition, Format, Reading, Recipe, Test
from takehold.gather.facts import Draft, RuleCount, Sample

LARGEST: Final = {"": 40_000_000, "gz": 6_000_000, "zip": 6_000_000}
"""Up to this size in bytes, by packing, a file is read whole before its import; about three seconds."""
MEMORY: Final = "300MB"
EVENTS: Final = "events.parquet"
MOST_COLUMNS: Final = 300
"""Of wider files only the columns that are tested are carried along."""
FORGOTTEN: Final = 600.0
"""Seconds after which the reading of an earlier mapping is removed."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a trial reading gave. ``folder`` holds events.parquet."""

    reading: Reading
    folder: Path


def small_enough(size: int, packing: str) -> bool:
    """Whether the file may be read whole while somebody waits."""
    return size <= LARGEST.get(packing, min(LARGEST.values()))


def whole(draft: Draft, file: Path, behaviours: Sequence[Behaviour] = ()) -> Tried | None:
    """The whole file read by the draft's mapping, with what ``behaviours`` test; None where it is too large for that.

    ``reading.Refused`` says in a sentence why the mapping does not fit.
    """
    recipe = draft.recipe
    if recipe is None or not file.exists() or not small_enough(draft.size, draft.sample.packing):
        return None
    needed = dataclasses.replace(recipe, behaviours=tuple(behaviours)).attributes()
    names = draft.sample.names if len(draft.sample.names) <= MOST_COLUMNS else needed
    return tried(file=file, recipe=recipe, names=names)


def first_records(
    sample: Sample, recipe: Recipe, rows: int = 20
) -> tuple[Reading, tuple[Mapping[str, object], ...]]:
    """The first records as they would be read. ``reading.Refused`` says in a sentence why the mapping does not fit.

    Said again at once where the page is opened again: reading them takes a process of its own.
    """
    return _first(sample.names, sample.rows[:rows], recipes.dump(recipe))


@lru_cache(maxsize=16)
def _first(
    names: tuple[str, ...], rows: tuple[tuple[str, ...], ...], mapping: str
) -> tuple[Reading, tuple[Mapping[str, object], ...]]:
    import pyarrow.parquet as pq

    recipe = recipes.parse(mapping)
    with tempfile.TemporaryDirectory(prefix="takehold-preview-") as name:
        folder = Path(name)
        _write(folder / "first.csv", names, rows)
        found = reading.read([folder / "first.csv"], as_csv(recipe), folder / "out")
        part = reading.table_name(recipe.source.shape)
        return found, tuple(pq.read_table(folder / "out" / part).to_pylist())


def as_csv(recipe: Recipe) -> Recipe:
    """The same mapping for records that were written out as CSV text."""
    plain = dataclasses.replace(recipe.source, format=Format.CSV, encoding="utf-8", delimiter=",", sheet=None)
    return dataclasses.replace(recipe, source=plain)


def tried(*, file: Path, recipe: Recipe, names: Sequence[str]) -> Tried:
    """Read the whole file with all its columns, once a mapping; behaviours tried later are answered from it."""
    wide = _with_every_column(recipe, names)
    folder = file.parent / f"trial-{hashlib.sha256(recipes.dump(wide).encode()).hexdigest()[:16]}"
    if (folder / EVENTS).exists():
        return Tried(_known(folder), folder)
    made = file.parent / f"reading-{uuid.uuid4().hex}"
    try:
        found = reading.read([file], wide, made)
        with contextlib.suppress(
            OSError
        ):  # somebody else's reading of the same was quicker: theirs is as good
            made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    _forget(file.parent, folder)
    return Tried(found, folder)


def _with_every_column(recipe: Recipe, names: Sequence[str]) -> Recipe:
    """The mapping with a stand-in that tests every column, so that all are carried along."""
    tests = tuple(Test(name, "present") for name in names)
    every = Behaviour(key="every-column", name="every column", new_way=Condition(tests))
    return recipes.parse(recipes.dump(dataclasses.replace(recipe, behaviours=(every,))))


def _forget(where: Path, kept: Path) -> None:
    """Remove readings of earlier mappings that nobody has looked at for a while."""
    for old in where.glob("trial-*"):
        with contextlib.suppress(OSError):
            if old != kept and time.time() - old.stat().st_mtime > FORGOTTEN:
                shutil.rmtree(old)


def counted(
    trial: Tried, behaviours: Sequence[Behaviour], renames: Mapping[str, Mapping[str, str]] | None = None
) -> dict[str, tuple[int, int]]:
    """Chances and new way of each behaviour in what was tried, by its key.

    ``renames``: key -> words of the activity that the behaviour takes for one, beside those of the mapping.
    """
    found = rule_counts(trial, behaviours, renames)
    return {behaviour.key: (one.cases, one.kept) for behaviour, one in zip(behaviours, found, strict=True)}


def activities(trial: Tried, most: int) -> list[tuple[str, int]]:
    """Steps and how often each occurs, the most frequent first, at most so many."""
    backend = engines.connect(memory=MEMORY, threads=1)
    events = engines.table(backend, [trial.folder / EVENTS])
    counts = events.group_by("activity").aggregate(rows=events.count())
    rows = counts.order_by([counts.rows.desc(), counts.activity]).limit(most).to_pyarrow().to_pylist()
    return [(str(row["activity"] or ""), int(row["rows"])) for row in rows]


def rule_counts(
    trial: Tried, behaviours: Sequence[Behaviour], renames: Mapping[str, Mapping[str, str]] | None = None
) -> list[RuleCount]:
    """How many chances or cases each behaviour finds and how many of them keep it, as the import will count them.

    ``renames``: as for ``counted``.
    """
    backend = engines.connect(memory=MEMORY, threads=1)
    events = engines.table(backend, [trial.folder / EVENTS])
    last = events.day.max().to_pyarrow().as_py()
    found = []
    for behaviour in behaviours:
        words = (renames or {}).get(behaviour.key)
        named = events.mutate(activity=events.activity.substitute(dict(words))) if words else events
        before = measures.closed_before(behaviour, last) if last else None
        rows = measures.evidence(named, behaviour, closed_before=before)
        names = ("chances", "new_way", "pending", "vacuous")
        sums = rows.aggregate(**{name: rows[name].sum() for name in names}).to_pyarrow().to_pylist()[0]
        found.append(RuleCount(*(int(sums[name] or 0) for name in names)))
    return found


def _known(folder: Path) -> Reading:
    """The reading of what is kept: only the number of events is needed again."""
    import pyarrow.parquet as pq

    rows = pq.read_metadata(folder / EVENTS).num_rows
    return Reading((), "", rows, 0, 0, (), rows, 0, None, None)


def _write(path: Path, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(names)
        writer.writerows(rows)
