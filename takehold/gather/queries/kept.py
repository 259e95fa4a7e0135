"""Where an uploaded file lies: one folder a draft."""

from __future__ import annotations

import uuid
from pathlib import Path

from takehold.gather.models import Draft


def folder(home: Path, draft_id: uuid.UUID) -> Path:
    """The draft's own folder in quarantine."""
    return home / "quarantine" / "drafts" / draft_id.hex


def path(home: Path, draft_id: uuid.UUID, stored: str) -> Path:
    """Where the draft's file lies."""
    return folder(home, draft_id) / stored


def kept_files() -> tuple[str, ...]:
    """Files of drafts, as seen from the data folder; they may go at any time."""
    rows = Draft.objects.exclude(stored_name="").order_by("id").values_list("id", "stored_name")
    return tuple(f"quarantine/drafts/{draft.hex}/{name}" for draft, name in rows)
