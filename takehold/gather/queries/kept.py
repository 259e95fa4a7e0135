"""Where an uploaded file lies: one folder a draft."""

from __future__ import annotations

import uuid
from pathlib import Path


def folder(home: Path, draft_id: uuid.UUID) -> Path:
    """The draft's own folder in quarantine."""
    return home / "quarantine" / "drafts" / draft_id.hex


def path(home: Path, draft_id: uuid.UUID, stored: str) -> Path:
    """Where the draft's file lies."""
    return folder(home, draft_id) / stored
