"""What runs by itself: files leave quarantine when their time is over."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from takehold.gather import operations, queries


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    return ("expire drafts",) if queries.drafts_to_expire(now=now) else ()


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    operations.expire_drafts(now=now, home=home)
