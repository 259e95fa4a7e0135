"""The first step: a file is taken into quarantine and looked at in a throw-away process."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation

from takehold.audit import operations as audit
from takehold.evidence.inspection import inspect
from takehold.evidence.limits import Refused
from takehold.evidence.sentences import told
from takehold.gather.facts import Draft
from takehold.gather.models import Draft as DraftRow
from takehold.gather.models import DraftState
from takehold.gather.operations import quarantine
from takehold.gather.operations.mapping import open_row
from takehold.gather.queries import draft_rows, kept, lists, rights, sample
from takehold.people.facts import NotFound, Viewer


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
    try:
        found = _remembered(slug, kept.path(home, stored.draft_id, stored.stored_name), stored.name)
    except BaseException:
        quarantine.discard(home=home, draft_id=stored.draft_id)
        raise
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
            signature=_signature(found),
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


def choose_sheet(*, viewer: Viewer, draft_id: UUID, sheet: str, now: datetime, home: Path) -> Draft:
    """Look at another sheet of the workbook; what was decided of the first one is forgotten.

    ``UploadRefused`` says in a sentence why the sheet cannot be read; then everything stays as it was.
    """
    row = open_row(viewer=viewer, draft_id=draft_id)
    if sheet not in row.inspection["sheets"]:
        raise NotFound
    found = _looked_at(kept.path(home, row.id, row.stored_name), row.filename, sheet)
    row.inspection, row.signature, row.updated_at = found, _signature(found), now
    row.recipe_text, row.counts_for, row.state = "", {}, DraftState.UPLOADED
    row.source_id, row.apart = None, False
    row.save()
    return draft_rows.fact(row)


def _remembered(slug: str, path: Path, name: str) -> dict[str, Any]:
    """What is in the file; of a workbook, in the sheet that was chosen for this change the last time."""
    found = _looked_at(path, name)
    if len(found["sheets"]) > 1:
        for sheet, columns in lists.last_sheets(slug).items():
            if sheet == found["sheet"]:
                break
            if sheet in found["sheets"]:
                other = _looked_at(path, name, sheet)
                if _signature(other) == columns:
                    return other
    return found


def _looked_at(path: Path, name: str, sheet: str | None = None) -> dict[str, Any]:
    """What is in the file at ``path``; a refusal calls it by the ``name`` it was given, not by ours."""
    try:
        return sample.to_json(inspect(path, sheet=sheet))
    except Refused as error:
        raise quarantine.UploadRefused(told(error.sentence, translation).replace(path.name, name)) from error


def _signature(found: dict[str, Any]) -> str:
    return lists.signature([str(column["name"]) for column in found["columns"]])


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
