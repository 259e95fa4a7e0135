"""Files handed in: kept durably in quarantine before anybody is told that they arrived."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import uuid4

from django.conf import settings

from takehold.ledger.facts import ImportFact, ImportState
from takehold.ledger.models import Import
from takehold.ledger.operations.files import keep_chunks
from takehold.ledger.queries.imports import fact

SUFFIX: Final = re.compile(r"\.[a-z0-9]{1,8}")


def accept_upload(
    *,
    source_id: int,
    filename: str,
    chunks: Iterable[bytes],
    recipe_text: str,
    uploaded_by: str,
    now: datetime,
    persons: bool = False,
) -> ImportFact:
    """Keep a file and note that it waits. Once this returns, neither a kill nor a power cut loses it.

    ``persons``: the column that the mapping names for persons may be read; the caller answers for that. Otherwise it
    is left out. The same content under the same column mapping is answered as already imported, and is not kept twice.
    """
    home = Path(settings.HOME)
    ident = uuid4()
    stored_as = ident.hex + "".join(SUFFIX.findall(filename.lower()[-40:])[-2:])
    target = quarantine(home) / stored_as
    content, size = keep_chunks(chunks, target)
    recipe = sha256(recipe_text.encode()).hexdigest()
    before = repeated(source_id=source_id, content=content, recipe=recipe)
    row = Import(
        id=ident, source_id=source_id, filename=Path(filename.replace("\\", "/")).name[-255:], recipe_text=recipe_text,
        recipe_sha256=recipe, content_sha256=content, stored_as=stored_as, bytes=size, uploaded_by=uploaded_by,
        created_at=now, persons=persons,
    )  # fmt: skip
    if before is not None:
        row.state, row.finished_at, row.original_kept = ImportState.REPEATED, now, False
        copy_figures(before, row)
        target.unlink()
    row.save(force_insert=True)
    return fact(row)


def repeated(*, source_id: int, content: str, recipe: str) -> Import | None:
    """The finished import of the same content under the same mapping."""
    same = Import.objects.filter(source_id=source_id, content_sha256=content, recipe_sha256=recipe)
    return same.filter(state=ImportState.DONE).first()


def copy_figures(before: Import, row: Import) -> None:
    """What the first import of the same file said of its rows; nothing of it is new now."""
    row.rows_read, row.rows_rejected = before.rows_read, before.rows_rejected
    row.duplicates = before.duplicates + before.events_new + before.events_corrected
    row.first_day, row.last_day, row.progress = before.first_day, before.last_day, 1.0


def quarantine(home: Path) -> Path:
    """Where uploads wait and stay for 30 days."""
    return home / "quarantine"
