"""What runs by itself: files leave quarantine when their time is over."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from takehold.gather import operations, queries
from takehold.gather.operations import voice_jobs


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    drafts = ("expire drafts",) if queries.drafts_to_expire(now=now) else ()
    return (*voice_jobs.due(now), *drafts)


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    if job.startswith("voices "):
        voice_jobs.run(job, now=now)
        return
    operations.expire_drafts(now=now, home=home)
