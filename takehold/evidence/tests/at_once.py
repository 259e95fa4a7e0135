"""For tests: read a file here and now, without a process of its own, and hand back plain rows."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from takehold.evidence import performing
from takehold.evidence.facts import READY_MADE, Behaviour, Columns, Condition, Format, Recipe, Shape, Source
from takehold.evidence.facts import Test as Check
from takehold.evidence.limits import DEFAULT_LIMITS, Limits
from takehold.evidence.plan import plan_of
from takehold.evidence.sentences import unpacked


def recipe(
    *,
    format: Format = Format.CSV,
    shape: Shape = Shape.EVENTS,
    columns: Columns | None = None,
    carried: Sequence[str] = (),
    values: dict[str, dict[str, str]] | None = None,
    **source: Any,
) -> Recipe:
    """A recipe for files with the columns case, activity, at, team (counts: team, period, done, of)."""
    usual = Columns(case="case", activity="activity", at="at", team="team")
    if shape is Shape.CASES:
        usual = Columns(case="case", at="at", team="team")
    if shape is Shape.COUNTS:
        usual = Columns(team="team", period="period", done="done", of="of")
    tests = tuple(Check(name, "present") for name in carried)
    return Recipe(
        Source(format, shape, **source),
        columns or usual,
        (Behaviour("k", "K", opportunity=Condition(tests)),),
        values or {},
    )


def perform(
    files: Path | Sequence[Path], plan: Recipe, limits: Limits = DEFAULT_LIMITS
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the reader tells, and the rows it wrote, in file order."""
    paths = [files] if isinstance(files, Path) else list(files)
    with tempfile.TemporaryDirectory() as scratch:
        told = performing.perform(
            [str(p) for p in paths], plan_of(plan).to_json(), scratch, limits, lambda share: None
        )
        told["rejections"] = [[line, unpacked(why), *rest] for line, why, *rest in told["rejections"]]
        told["cautions"] = [[code, unpacked(text)] for code, text in told["cautions"]]
        if plan.source.shape in READY_MADE:
            return told, pq.read_table(Path(scratch) / f"{plan.source.shape}.parquet").to_pylist()
        rows = pq.read_table(Path(scratch) / "events.parquet").to_pylist()
    return told, sorted(rows, key=lambda row: row["ordinal"])


def write(path: Path, text: str | bytes) -> Path:
    """A file with this content."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
