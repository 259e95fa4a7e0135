"""Seeded damage to good files: never a crash, never a hang, every record accounted for, no row nobody wrote."""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from takehold.evidence.tests.test_xlsx import workbook

from .test_bad_files import warm

# ruff: noqa: T201 - the printed tally is the result

ROWS = [
    [f"INC{i:04}", ("New", "Done")[i % 2], f"2024-01-{i % 28 + 1:02} 10:00", f'Ward "{i % 5}", wing {i % 3}']
    for i in range(60)
]
HEAD = ["case", "activity", "at", "team"]


def seeds(folder: Path) -> dict[str, bytes]:
    """One good file of each kind."""
    quoted = "".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in [HEAD, *ROWS]
    )
    table = folder / "seed.parquet"
    pq.write_table(pa.table({name: [row[i] for row in ROWS] for i, name in enumerate(HEAD)}), table)
    events = "".join(
        f'<trace><string key="concept:name" value="{row[0]}"/><event><string key="concept:name" value="{row[1]}"/></event></trace>\n'
        for row in ROWS
    )
    return {
        "csv": quoted.encode(),
        "tsv": "".join("\t".join(row).replace('"', "") + "\r\n" for row in [HEAD, *ROWS]).encode(),
        "jsonl": "".join(json.dumps(dict(zip(HEAD, row, strict=True))) + "\n" for row in ROWS).encode(),
        "xes": f"<log>{events}</log>".encode(),
        "parquet": table.read_bytes(),
        "xlsx": workbook(folder / "seed.xlsx", S=[HEAD, *ROWS]).read_bytes(),
        "csv.gz": gzip.compress(quoted.encode(), mtime=0),
    }


def flip(content: bytearray, rng: random.Random) -> None:
    for _ in range(rng.randint(1, 8)):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)


def cut(content: bytearray, rng: random.Random) -> None:
    del content[rng.randrange(len(content)) :]


def drop(content: bytearray, rng: random.Random) -> None:
    start = rng.randrange(len(content))
    del content[start : start + rng.randint(1, 40)]


def repeat(content: bytearray, rng: random.Random) -> None:
    start = rng.randrange(len(content))
    content[start:start] = content[start : start + rng.randint(1, 200)]


def insert(content: bytearray, rng: random.Random) -> None:
    marks = [
        b'"',
        b"\r",
        b"\n",
        b"\0",
        b",",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"'",
        b"\t",
        b"<",
        b"&",
        b"{",
        b"]]>",
        b"\xf0\x9f",
        b"\x1a",
    ]
    for _ in range(rng.randint(1, 5)):
        start = rng.randrange(len(content) + 1)
        content[start:start] = rng.choice(marks)


DAMAGE: tuple[Callable[[bytearray, random.Random], None], ...] = (flip, cut, drop, repeat, insert)


def mutants(folder: Path, count: int, seed: int) -> list[Path]:
    rng, good = random.Random(seed), seeds(folder)
    paths = []
    for number in range(count):
        kind = rng.choice(sorted(good))
        content = bytearray(good[kind])
        rng.choice(DAMAGE)(content, rng)
        paths.append(folder / f"m{number}.{kind}")
        paths[-1].write_bytes(content)
    return paths


def survive(folder: Path, count: int, seed: int) -> None:
    """Read ``count`` mutants and hold each outcome to what must hold."""
    paths = mutants(folder, count, seed)
    tally: Counter[str] = Counter()
    for path, outcome in zip(paths, warm(paths), strict=True):
        kind = path.name.split(".", 1)[1]
        assert "crashed" not in outcome, (path.name, outcome)
        assert "hung" not in outcome, (path.name, outcome)
        if "refused" in outcome:
            assert outcome["detail"] is None, (path.name, outcome)
            tally[f"{kind} refused"] += 1
            continue
        assert outcome["count"] == len(outcome["rows"]) + len(outcome["broken"])
        assert outcome["records"] in (None, outcome["count"])
        if kind in (
            "parquet",
            "xlsx",
            "csv.gz",
        ):  # their own checksums or counts guard every cell but the free bytes
            assert outcome["count"] <= len(ROWS) * 2
        tally[f"{kind} read"] += 1
    print(f"{count} mutants of seed {seed}: {dict(sorted(tally.items()))}; crashes 0, hangs 0")


def test_two_hundred_mutants(tmp_path: Path) -> None:
    survive(tmp_path, 200, 20160229)


@pytest.mark.long
def test_two_thousand_mutants(tmp_path: Path) -> None:
    survive(tmp_path, 2_000, 7)
