"""One question to four engines over the same files, each in a process of its own: checksums, seconds, memory.

The question: evidence of one behaviour, by team, day and person. A chance is one step in eight ("Resolved"); the new
way is that the priority was confirmed. python -m benchmarks.ledger.engines ENGINE FOLDER prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.ledger import site

KEYS = ("team", "day", "actor")
CHANCE, FLAG = "Resolved", "x_priority_confirmed"


def takehold(files: list[str], out: Path) -> None:
    """The product's own path: the measure as an Ibis expression, on its engine with its limits."""
    from takehold.evidence import engines, measures
    from takehold.evidence.facts import Behaviour, Condition, Test

    behaviour = Behaviour(
        "confirmed", "Priority confirmed", opportunity=Condition((Test("activity", "is", CHANCE),)),
        new_way=Condition((Test("priority_confirmed", "is", "true"),)),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        backend = engines.connect(memory="800MB", threads=2, scratch=Path(scratch))
        events = backend.read_parquet(files)
        backend.to_parquet(measures.evidence(events, behaviour, people=True), out, compression="zstd")


def duckdb_sql(files: list[str], out: Path) -> None:
    """Written by hand for DuckDB."""
    import duckdb

    with tempfile.TemporaryDirectory() as scratch:
        engine = duckdb.connect(config={"memory_limit": "800MB", "threads": 2, "temp_directory": scratch})
        engine.execute("set preserve_insertion_order = false; set enable_progress_bar = false")
        engine.execute(
            f"copy (select team, day, actor, count(*) as chances, count(*) filter (where {FLAG} = 'true') as new_way "
            f"from read_parquet({files!r}) where activity = '{CHANCE}' group by all) to '{out}' (compression zstd)"
        )


def polars(files: list[str], out: Path) -> None:
    """Written by hand for Polars' streaming engine."""
    import polars as pl

    chances = pl.scan_parquet(files).filter(pl.col("activity") == CHANCE)
    rows = chances.group_by(KEYS).agg(
        pl.len().cast(pl.Int64).alias("chances"),
        (pl.col(FLAG) == "true").sum().cast(pl.Int64).alias("new_way"),
    )
    rows.collect(engine="streaming").write_parquet(out, compression="zstd")


def pandas(files: list[str], out: Path) -> None:
    """As in a notebook: the columns needed, all rows in memory."""
    import pandas as pd

    events = pd.read_parquet(files, columns=[*KEYS, "activity", FLAG])
    chances = events[events.activity == CHANCE]
    chances = chances.assign(new_way=(chances[FLAG] == "true").astype("int64"))
    rows = chances.groupby(list(KEYS), observed=True).new_way.agg(chances="size", new_way="sum").reset_index()
    rows.to_parquet(out, compression="zstd")


ENGINES: dict[str, Callable[[list[str], Path], None]] = {
    "takehold": takehold, "duckdb-sql": duckdb_sql, "polars": polars, "pandas": pandas,
}  # fmt: skip


def checked(out: Path) -> dict[str, Any]:
    """What every engine must agree on."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    rows = pq.read_table(out, columns=["team", "actor", "day", "chances", "new_way"])
    mixed = pc.sum(pc.multiply(rows["chances"], pc.cast(pc.cast(rows["day"], "int32"), "int64"))).as_py()
    return {
        "rows": rows.num_rows, "chances": pc.sum(rows["chances"]).as_py(), "new_way": pc.sum(rows["new_way"]).as_py(),
        "teams": pc.count_distinct(rows["team"]).as_py(), "people": pc.count_distinct(rows["actor"]).as_py(),
        "days_times_chances": mixed,
    }  # fmt: skip


LIBRARIES = {
    "takehold": ("ibis.backends.duckdb", "takehold.evidence.measures", "pandas"), "duckdb-sql": ("duckdb",),
    "polars": ("polars",), "pandas": ("pandas", "pyarrow.parquet"),
}  # fmt: skip


def main() -> None:
    """Import first, then the clock; memory is the most the process ever held, before the check."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    for library in LIBRARIES[name]:
        import_module(library)
    files = sorted(map(str, folder.glob("*.parquet")))
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary) / "rows.parquet"
        began, worked = time.perf_counter(), time.process_time()
        ENGINES[name](files, out)
        seconds, cpu = time.perf_counter() - began, time.process_time() - worked
        memory = site.peak_mb()
        answer = checked(out)
    print(json.dumps({"seconds": round(seconds, 3), "cpu": round(cpu, 3), "mb": memory, "answer": answer}))


if __name__ == "__main__":
    main()
