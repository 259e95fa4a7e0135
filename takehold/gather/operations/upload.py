"""The first step: a file is taken into quarantine and looked at in a throw-away process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from takehold.audit import operations as audit
from takehold.evidence.inspection import inspect
from takehold.evidence.limits import Refused
from takehold.gather.facts import Draft
from takehold.gather.models import Draft as DraftRow
from takehold.gather.operations import quarantine
from takehold.gather.queries import draft_rows, kept, rights, sample
from takehold.people.facts import Viewer


def upload(
    *,
    viewer: Viewer,
    slug: str,
    filename: str,
    chunks: Iterable[bytes],
    now: datetime,
    home: Path,
    announced: int = 0,
) -> Draft:
    """Take a file for a change. ``UploadRefused`` says in a sentence why not; then nothing is kept."""
    initiative = rights.initiative_to_gather_for(viewer, slug)
    stored = quarantine.store(home=home, filename=filename, chunks=chunks, announced=announced)
    found = _looked_at(home, stored)
    with transaction.atomic():
        row = DraftRow.objects.create(
            id=stored.draft_id,
            initiative_slug=initiative.slug,
            uploaded_by_id=viewer.person_id,
            created_at=now,
            updated_at=now,
            filename=stored.name,
            stored_name=stored.stored_name,
            size=stored.size,
            sha256=stored.sha256,
            signature=signature(str(found["format"]), [str(c["name"]) for c in found["columns"]]),
            inspection=found,
        )
        audit.record(
            actor=viewer.actor,
            action="file uploaded",
            subject=f"change:{initiative.slug}",
            now=now,
            details={"bytes": stored.size, "sha256": stored.sha256},
        )
    return draft_rows.fact(row)


def _looked_at(home: Path, stored: quarantine.Stored) -> dict[str, Any]:
    """What is in the file; whatever goes wrong, nothing of it is kept."""
    try:
        return sample.to_json(inspect(kept.path(home, stored.draft_id, stored.stored_name)))
    except Refused as error:
        quarantine.discard(home=home, draft_id=stored.draft_id)
        said = str(error).replace(stored.stored_name, stored.name)  # by the name it was given, not ours
        raise quarantine.UploadRefused(said) from error
    except BaseException:
        quarantine.discard(home=home, draft_id=stored.draft_id)
        raise


def discard_draft(*, viewer: Viewer, draft_id: UUID, now: datetime, home: Path) -> str:
    """Throw a file away before its import; returns the slug of its change. A started one stays as it is."""
    row = draft_rows.row(viewer=viewer, draft_id=draft_id)
    slug: str = row.initiative_slug
    if row.state in draft_rows.OPEN:
        quarantine.discard(home=home, draft_id=row.id)
        with transaction.atomic():
            audit.record(
                actor=viewer.actor, action="file discarded", subject=f"change:{slug}", now=now, details={}
            )
            row.delete()
    return slug


def signature(kind: str, names: Sequence[str]) -> str:
    """The same for every export with the same columns, whatever their order."""
    return hashlib.sha256(json.dumps([kind, sorted(names)]).encode()).hexdigest()
