"""From files and a recipe to events (or ready-made counts) on disk, with every record accounted for."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from takehold.evidence.facts import (
    EVENT_SCHEMA,
    EVIDENCE_SCHEMA,
    READY_MADE,
    VALUE_SCHEMA,
    Caution,
    Reading,
    Recipe,
    Rejection,
    Shape,
    attribute,
)
from takehold.evidence.limits import DEFAULT_LIMITS, Limits, Refused
from takehold.evidence.plan import Plan, plan_of
from takehold.evidence.sandbox import Progress, run, weigh, workshop
from takehold.evidence.sentences import unpacked

__all__ = ["Refused", "fingerprint", "read", "table_name"]


def read(
    paths: Sequence[Path],
    recipe: Recipe,
    out: Path,
    *,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
    actor_key: str = "",
) -> Reading:
    """Parse ``paths`` in a throw-away process and write what they hold into the folder ``out``.

    Shapes events and cases: ``out/events.parquet``, EVENT_SCHEMA and one text column ``x_<name>`` per attribute,
    ordered by time, then file order. Shape counts: ``out/counts.parquet``, EVIDENCE_SCHEMA, one row per team and period.
    Shape values: ``out/values.parquet``, VALUE_SCHEMA, likewise.

    ``actor_key``: persons become the same numbers at each reading under the same key; empty: others at each reading.

    Of an event that comes more than once (a later file, or the same id) the last one counts.

    Raises:
        Refused: ``str()`` is a sentence for the person who chose the file. Then nothing is left in ``out``.
    """
    plan = replace(plan_of(recipe), actor_key=actor_key)
    weigh(paths, limits)
    made = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    try:
        with workshop(out) as scratch:
            request = plan.to_json()
            found = run("read", paths, request, scratch, limits=limits, progress=progress)
            name = table_name(plan.source.shape)
            reading = _reading(paths, found)
            _check(scratch / name, plan, reading)
            os.replace(scratch / name, out / name)
    except BaseException:
        if made:
            out.rmdir()
        raise
    return reading


def table_name(shape: Shape) -> str:
    """The file that a reading of this shape writes."""
    return f"{shape}.parquet" if shape in READY_MADE else "events.parquet"


def fingerprint(paths: Sequence[Path]) -> str:
    """SHA-256 over the files' contents, in order. Of one file: its own SHA-256."""
    digests = []
    for path in paths:
        with path.open("rb") as handle:
            digests.append(hashlib.file_digest(handle, "sha256").hexdigest())
    return digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _reading(paths: Sequence[Path], found: Mapping[str, Any]) -> Reading:
    """The process's answer, each value of the type it should have."""
    return Reading(
        files=tuple(path.name for path in paths),
        sha256=fingerprint(paths),
        rows_read=int(found["rows_read"]),
        rows_rejected=int(found["rows_rejected"]),
        duplicates=int(found["duplicates"]),
        rejections=tuple(
            Rejection(int(line), unpacked(reason), None if column is None else str(column), str(file))
            for line, reason, column, file in found["rejections"]
        ),
        events=int(found["events"]),
        cases=int(found["cases"]),
        first=_moment(found["first"]),
        last=_moment(found["last"]),
        cautions=tuple(Caution(str(code), unpacked(text)) for code, text in found["cautions"]),
    )


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(micros))


def _check(path: Path, plan: Plan, reading: Reading) -> None:
    """The process has read a hostile file: what it hands over must be what was asked for."""
    expected = VALUE_SCHEMA if plan.source.shape is Shape.VALUES else EVIDENCE_SCHEMA
    if plan.source.shape not in READY_MADE:
        carried = [pa.field(attribute(name), pa.string()) for name in plan.attributes]
        expected = pa.schema([*EVENT_SCHEMA, *carried])
    try:
        found = pq.read_metadata(path)
        sound = found.schema.to_arrow_schema().equals(expected) and found.num_rows == reading.events
    except (OSError, pa.ArrowException):
        sound = False
    if not sound or reading.rows_read != reading.events + reading.duplicates:
        raise Refused(
            "Reading the file gave a result that does not add up, so nothing was kept. "
            "Please report this, with the file if you may.",
            detail="the reader's output does not match its own account",
        )
