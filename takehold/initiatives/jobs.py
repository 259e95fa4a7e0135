"""What runs by itself: behaviours are looked at again when their source changed, and once a day; so are reports."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from takehold.initiatives import operations, queries

REPORT = "report"


def due(now: datetime) -> tuple[int | str, ...]:
    """Ids of the behaviours to look at again, and reports whose names are to be settled."""
    return (*queries.due_behaviours(now=now), *(f"{REPORT} {each}" for each in queries.due_reports(now=now)))


def run(job: int | str, *, now: datetime, home: Path | None = None) -> None:
    """Look at one again, unless somebody else is at it."""
    if isinstance(job, str):
        operations.tell_report(int(job.removeprefix(f"{REPORT} ")), now)
        return
    operations.refresh_under_lease(job, now)


def take_over() -> None:
    """This process has become the only clock of the folder: nobody else can be at anything."""
    operations.free_leases()
