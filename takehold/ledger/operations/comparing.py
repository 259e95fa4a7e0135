"""What a file would change, if it came in now: read as an import reads it, held against what is stored, nothing kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from takehold.evidence import reading
from takehold.evidence.facts import Shape
from takehold.evidence.recipe import parse
from takehold.ledger.operations import folding
from takehold.ledger.operations.imports import wider_with, without_persons
from takehold.ledger.queries.engine import opened
from takehold.ledger.queries.manifest import EVENTS, live


@dataclass(frozen=True, slots=True)
class Compared:
    """Of ``records`` read: those not there yet, those that correct an earlier one, those there already, those that
    cannot be read."""

    records: int
    new: int
    corrected: int
    unchanged: int
    rejected: int


def compare(*, source_id: int, chunks: Iterable[bytes], recipe_text: str, home: Path) -> Compared:
    """Read JSON lines in the sandbox and weigh them. Raises ``Refused`` as an import is refused.

    The file lies in a folder of its own for as long as that takes, and is gone afterwards whatever happens.
    """
    (home / "work").mkdir(parents=True, exist_ok=True)
    work = Path(mkdtemp(prefix="weighing-", dir=home / "work"))
    try:
        lines = work / "records.jsonl"
        with lines.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
        recipe = wider_with(without_persons(parse(recipe_text)), source_id)
        read = reading.read([lines], recipe, work)
        timeless = recipe.source.shape == Shape.CASES or recipe.columns.id is not None
        with opened(home) as tables:
            fresh = folding.batch(tables, work / "events.parquet", timeless=timeless)
            if fresh is None:
                return Compared(read.rows_read + read.rows_rejected, 0, 0, 0, read.rows_rejected)
            found = folding.weighed(tables, fresh, live(kind=EVENTS, source_id=source_id, home=home))
        same = found.duplicates + read.duplicates
        return Compared(
            read.rows_read + read.rows_rejected, found.new, found.corrected, same, read.rows_rejected
        )
    finally:
        shutil.rmtree(work, ignore_errors=True)
