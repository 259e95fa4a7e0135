"""A hospital's tickets of any size, the same on every machine: every value is a hash (splitmix64) of its position.

python benchmarks/ledger/generate.py 10_000_000 /tmp/bench/10m

10,000 people in 500 teams of skewed size, 18 months, 8 steps a ticket, so that one step in eight is a chance
("Resolved"), and whether the priority was confirmed before it depends on the team, the person and the date:
teams adopt one after another, an eighth of the people never do, a third of the teams slip back for a while.
Files are cut by ticket number, about a month each, and sorted by time, as after the ledger's own compaction.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

STEPS = ("New", "Assigned", "In progress", "Awaiting user", "Escalated", "Reviewed", "Resolved", "Closed")
TEAMS, PEOPLE_A_TEAM, MONTHS = 500, 20, 18
BEGIN = np.datetime64("2024-01-01T00:00:00", "us")
SPAN_HOURS = MONTHS * 730
SCHEMA = pa.schema(
    [
        ("event_id", pa.int64()),
        ("case_id", pa.string()),
        ("activity", pa.string()),
        ("occurred_at", pa.timestamp("us", tz="UTC")),
        ("day", pa.date32()),
        ("team", pa.string()),
        ("actor", pa.int64()),
        ("ordinal", pa.int64()),
        ("x_priority_confirmed", pa.string()),
    ]
)


def splitmix64(values: np.ndarray) -> np.ndarray:
    """Steele, Lea, Flood (2014): a bijection of 64-bit integers that looks random."""
    z = values.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def uniform(values: np.ndarray, salt: int) -> np.ndarray:
    """Numbers in 0..1 from positions."""
    mixed = splitmix64(splitmix64(values) ^ np.uint64(salt * 0x9E3779B1))
    return (mixed >> np.uint64(11)).astype(np.float64) / float(1 << 53)


def events(first_case: int, last_case: int, all_cases: int) -> pa.Table:
    """The events of a range of tickets, sorted by time."""
    cases = np.repeat(np.arange(first_case, last_case, dtype=np.int64), len(STEPS))
    steps = np.tile(np.arange(len(STEPS), dtype=np.int64), last_case - first_case)
    position = cases * len(STEPS) + steps
    started = cases / all_cases * SPAN_HOURS
    hours = started + steps * 6.0 + uniform(position, 1) * 5.0
    seconds = (hours * 3600).astype(np.int64)
    team = (uniform(cases, 2) ** 1.6 * TEAMS).astype(np.int64)
    actor = team * PEOPLE_A_TEAM + (uniform(position, 3) * PEOPLE_A_TEAM).astype(np.int64)
    share = level(team, actor, hours)
    confirmed = uniform(position, 4) < share
    order = np.argsort(seconds, kind="stable")
    moment = BEGIN + seconds[order].astype("timedelta64[s]").astype("timedelta64[us]")
    names = pa.array([f"Group {n}" for n in range(TEAMS)])
    flags = pa.array(["false", "true"])
    return pa.table(
        [
            pa.array(splitmix64(position[order]).view(np.int64)),
            pc.binary_join_element_wise(
                "INC", pc.utf8_lpad(pa.array(cases[order]).cast(pa.string()), 9, "0"), ""
            ),
            pa.array(STEPS).take(pa.array(steps[order])),
            pa.array(moment).cast(pa.timestamp("us", tz="UTC")),
            pa.array(moment.astype("datetime64[D]")),
            names.take(pa.array(team[order])),
            pa.array(splitmix64(actor[order] + 7).view(np.int64)),
            pa.array(position[order]),
            flags.take(pa.array(confirmed[order].astype(np.int64))),
        ],
        schema=SCHEMA,
    )


def level(team: np.ndarray, actor: np.ndarray, hours: np.ndarray) -> np.ndarray:
    """How likely the new way is: before the team's start, after it, in a slip, and for those who never take it."""
    start = uniform(team, 5) * SPAN_HOURS * 0.6
    share = np.where(hours < start, 0.05, 0.6 + 0.35 * uniform(team, 6))
    slip_from = start + (0.2 + 0.4 * uniform(team, 7)) * SPAN_HOURS
    slipping = (uniform(team, 8) < 0.33) & (hours > slip_from) & (hours < slip_from + 2190)
    share = np.where(slipping, share * 0.4, share)
    return np.where(uniform(actor, 9) < 0.125, 0.03, share)


def write(rows: int, out: Path) -> Iterator[Path]:
    """Write the files one by one and name each."""
    out.mkdir(parents=True, exist_ok=True)
    cases = rows // len(STEPS)
    files = max(1, min(MONTHS, cases // 5_000))
    edges = [cases * n // files for n in range(files + 1)]
    for n, (low, high) in enumerate(itertools.pairwise(edges)):
        path = out / f"{n:03}.parquet"
        parts = range(low, high, 250_000)
        with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
            for part in parts:
                writer.write_table(events(part, min(part + 250_000, high), cases), row_group_size=122_880)
        yield path


if __name__ == "__main__":
    began = time.perf_counter()
    written = list(write(int(sys.argv[1]), Path(sys.argv[2])))
    size = sum(p.stat().st_size for p in written)
    print(f"{len(written)} files, {size / 1e6:,.0f} MB, {time.perf_counter() - began:.1f} s")
