"""The way from files to a report, and from evidence rows to a verdict."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib
import importlib.metadata
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from takehold.analysis.facts import BehaviourVerdict, Coded, Period, Terms
from takehold.evidence import measures
from takehold.evidence.facts import Behaviour, Reading, Recipe, Shape
from takehold.evidence.recipe import dump
from takehold.evidence.reckoning import units, valued
from takehold.evidence.reckoning.folding import folded
from takehold.evidence.reckoning.knowing import cautions_of, of_the_library, total
from takehold.evidence.reckoning.valued import ValueReport

FOLD_DAYS = 182
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class BehaviourReport:
    """One behaviour's verdict and what it rests on.

    Attributes:
        rows: evidence rows in canonical order; ``inputs_sha256`` is of them.
        definition: the recipe of this behaviour alone, as canonical TOML; ``definition_version`` is its hash.
        pending: cases that are still open. vacuous: cases that no rule spoke of.
        folded: unit shown -> teams that it holds, where small teams are told together.
        cautions: what to know beside the verdict, added to the verdict's own.
    """

    behaviour: Behaviour
    verdict: BehaviourVerdict
    rows: pa.Table
    inputs_sha256: str
    definition: str
    definition_version: str
    pending: int = 0
    vacuous: int = 0
    folded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cautions: tuple[Coded, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All behaviours of one recipe over one reading; of a file of values its ``reports`` instead."""

    reading: Reading
    recipe: Recipe
    as_of: date
    behaviours: tuple[BehaviourReport, ...]
    engine: str
    code_version: str
    reports: tuple[ValueReport, ...] = ()


def reckon(
    paths: Sequence[Path],
    recipe: Recipe,
    *,
    as_of: date | None = None,
    engine: str = "duckdb",
    budget: float = 12.0,
    memory: str = "400MB",
    progress: Progress | None = None,
) -> Report:
    """Read files by a recipe and judge each of its behaviours.

    Args:
        paths: files of one source; what they have in common is counted once.
        as_of: the day of the verdict, by default the last day in the files.
        budget: false alerts accepted in a year.
        memory: the most that DuckDB may hold.
        progress: called with the share done while the files are read.

    Raises:
        takehold.evidence.reading.Refused: a file that cannot be read; ``str()`` is a sentence.
    """
    from takehold.evidence.reading import read, table_name

    with tempfile.TemporaryDirectory(prefix="takehold-") as folder:
        home = Path(folder)
        loading = threading.Thread(target=_load, daemon=True)
        loading.start()
        reading = read(paths, recipe, home, progress=progress)
        loading.join()
        if recipe.source.shape is Shape.VALUES:
            told = valued.report_of(pq.read_table(home / table_name(Shape.VALUES)), recipe, as_of)
            return Report(reading, recipe, told.as_of, (), engine, code_version(), (told,))
        found = _counted(home, recipe, reading, engine, memory)
    until = as_of or _last_day(found, recipe, reading)
    streams = sum(len(set(rows["team"].to_pylist())) + 1 for rows, _ in found)
    behaviours = tuple(
        verdict_of(rows, behaviour, recipe, as_of=until, budget=budget, streams=streams, cautions=cautions)
        for behaviour, (rows, cautions) in zip(recipe.behaviours, found, strict=True)
    )
    return Report(reading, recipe, until, behaviours, engine, code_version())


def verdict_of(
    rows: pa.Table,
    behaviour: Behaviour,
    recipe: Recipe,
    *,
    as_of: date,
    budget: float = 12.0,
    streams: int = 1,
    cautions: tuple[Coded, ...] = (),
) -> BehaviourReport:
    """Judge evidence rows: the same rows give the same digits, wherever they were counted or kept."""
    from takehold.analysis.verdict import judge

    rows = units.canonical(rows)
    cells = units.grid(rows, as_of)
    people = units.people_of(cells, as_of, FOLD_DAYS)
    shown = folded({number: name for number, name in enumerate(cells.names) if name}, people)
    period = units.grain(rows) if recipe.source.shape is Shape.COUNTS else Period.DAY
    terms = Terms(as_of, behaviour.target, behaviour.go_live, budget, streams)
    whole, *each = (
        units.unit(cells, name, teams, as_of, period, behaviour.go_live)
        for name, teams in (("", range(len(cells.names))), *shown)
    )
    alone = dump(dataclasses.replace(recipe, behaviours=(behaviour,)))
    known = cautions_of(rows, cells, as_of, known=bool(people))
    return BehaviourReport(
        behaviour=behaviour,
        verdict=judge(each, terms, whole=whole),
        rows=rows,
        inputs_sha256=sha256_of(rows),
        definition=alone,
        definition_version=hashlib.sha256(alone.encode()).hexdigest(),
        pending=total(rows, "pending"),
        vacuous=total(rows, "vacuous"),
        folded={name: tuple(cells.names[t] for t in teams) for name, teams in shown if len(teams) > 1},
        cautions=(*cautions, *of_the_library(behaviour), *known),
    )


def shareable(one: BehaviourReport) -> pa.Table:
    """The evidence rows as they may leave: without persons, and small teams under the name that they are told by."""
    unit_of = {team: unit for unit, teams in one.folded.items() for team in teams}
    names = pa.array([unit_of.get(team, team) for team in one.rows["team"].to_pylist()], pa.string())
    rows = one.rows.set_column(one.rows.schema.get_field_index("team"), "team", names)
    nobody = pa.nulls(rows.num_rows, pa.int64())
    return units.canonical(rows.set_column(rows.schema.get_field_index("actor"), "actor", nobody))


def sha256_of(rows: pa.Table) -> str:
    """Hash of evidence rows in canonical order: values joined by the unit separator, one line a row, null as nothing."""
    columns = [pc.fill_null(rows[name].cast(pa.string()), "") for name in rows.column_names]
    lines = pc.binary_join_element_wise(*columns, "\x1f").to_pylist() if rows.num_rows else []
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def code_version() -> str:
    """Version of the installed package."""
    try:
        return importlib.metadata.version("takehold")
    except importlib.metadata.PackageNotFoundError:
        return "0"


def _load() -> None:
    """Import what counting and judging need, while the reading process works: it saves a second or two.

    Pandas is nowhere used, but Arrow imports it with the first Python value that it converts.
    """
    for name in ("ibis.backends.duckdb", "takehold.analysis.verdict", "pandas", "pyarrow.acero"):
        importlib.import_module(name)


def _counted(
    home: Path, recipe: Recipe, reading: Reading, engine: str, memory: str
) -> list[tuple[pa.Table, tuple[Coded, ...]]]:
    """Evidence rows of each behaviour, with the cautions of counting."""
    if recipe.source.shape is Shape.COUNTS:
        return [(pq.read_table(home / "counts.parquet"), ())]
    from takehold.evidence import engines

    backend = engines.connect(engine, memory=memory, scratch=home)
    events = engines.table(backend, [home / "events.parquet"])
    people = recipe.columns.actor is not None
    last = _local(reading, recipe)
    return [
        measures.collect(
            backend, events, behaviour, people=people, last_day=last, size=reading.events, memory=memory
        )
        for behaviour in recipe.behaviours
    ]


def _last_day(found: Sequence[tuple[pa.Table, object]], recipe: Recipe, reading: Reading) -> date:
    if recipe.source.shape is Shape.COUNTS:
        rows = found[0][0]
        days = rows["day"].to_pylist()
        if days:
            return units.last_day(max(days), units.grain(rows))
    return _local(reading, recipe)


def _local(reading: Reading, recipe: Recipe) -> date:
    """The last day in the files, in the recipe's time zone; the first of January 1970 when there is none."""
    return reading.last.astimezone(ZoneInfo(recipe.source.timezone)).date() if reading.last else units.EPOCH
