"""What runs by itself: behaviours are looked at again when their source changed, and once a day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from takehold.initiatives import operations, queries


def due(now: datetime) -> tuple[int, ...]:
    """Ids of the behaviours to look at again."""
    return queries.due_behaviours(now=now)


def run(job: int, *, now: datetime, home: Path | None = None) -> None:
    """Look at one again, unless somebody else is at it."""
    operations.refresh_under_lease(job, now)


def take_over() -> None:
    """This process has become the only clock of the folder: nobody else can be at anything."""
    operations.free_leases()
