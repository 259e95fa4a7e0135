"""Files that survive a power cut: written under another name, synced, renamed, and the folder synced."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow.parquet as pq

from takehold.ledger.queries.engine import PREFIX, Tables


@dataclass(frozen=True, slots=True)
class Written:
    """A segment that lies in its place and that no manifest names yet. ``path`` is relative to the folder."""

    path: str
    full: Path
    rows: int
    bytes: int
    columns: tuple[str, ...]
    day_min: date
    day_max: date


def keep_chunks(chunks: Iterable[bytes], target: Path) -> tuple[str, int]:
    """Write an upload durably and give its SHA-256 and size. A broken upload leaves nothing under its name."""
    make_folder(target.parent)
    part = target.with_name(f".{target.name}.part")
    digest, size = sha256(), 0
    try:
        with part.open("wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
    return digest.hexdigest(), size


def write_segment(tables: Tables, rows: Any, *, folder: Path, source_id: int) -> Written | None:
    """Write rows as one segment, durably, under a name nobody knows yet. None when there are no rows."""
    place = folder / str(source_id)
    make_folder(place)
    name = f"{uuid4().hex}.parquet"
    part = place / f".{name}.part"
    tables.backend.to_parquet(rows, part, compression="zstd")
    metadata = pq.read_metadata(part)
    if not metadata.num_rows:
        part.unlink()
        return None
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(place / name)
    sync_folder(place)
    first, last = _days(metadata)
    return Written(
        path=f"{source_id}/{name}", full=place / name, rows=metadata.num_rows, bytes=(place / name).stat().st_size,
        columns=tuple(c for c in metadata.schema.to_arrow_schema().names if c.startswith(PREFIX)),
        day_min=first, day_max=last,
    )  # fmt: skip


def make_folder(folder: Path) -> None:
    """Make a folder, and make it durable: a synced file in a folder that a power cut takes away is lost with it."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _days(metadata: Any) -> tuple[date, date]:
    """The first and the last day, from the statistics of the row groups."""
    place = metadata.schema.to_arrow_schema().get_field_index("day")
    groups = [metadata.row_group(n).column(place).statistics for n in range(metadata.num_row_groups)]
    return min(g.min for g in groups), max(g.max for g in groups)
