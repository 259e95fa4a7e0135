"""What runs by itself: behaviours are looked at again when their source changed, and once a day; so are reports;
a change that is business as usual is looked at again after 3, 6 and 12 months, and taken up again when it slips. Answers
remembered for programs are forgotten."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from takehold.initiatives import operations, queries
from takehold.initiatives.operations import sending
from takehold.initiatives.operations.rhythm import look_again
from takehold.initiatives.queries.rhythm import due_looks

REPORT, SETTLED, SENT = "report", "settled", "forget answers given to programs"


def due(now: datetime) -> tuple[int | str, ...]:
    """Ids of the behaviours to look at again, reports whose names are to be settled, settled changes, and old answers."""
    return (
        *queries.due_behaviours(now=now),
        *(f"{REPORT} {each}" for each in queries.due_reports(now=now)),
        *(f"{SETTLED} {each}" for each in due_looks(now=now)),
        *((SENT,) if sending.old(now) else ()),
    )


def run(job: int | str, *, now: datetime, home: Path | None = None) -> None:
    """Look at one again, unless somebody else is at it."""
    if not isinstance(job, str):
        operations.refresh_under_lease(job, now)
    elif job == SENT:
        sending.forget_old(now)
    elif job.startswith(SETTLED):
        look_again(int(job.removeprefix(f"{SETTLED} ")), now)
    else:
        operations.tell_report(int(job.removeprefix(f"{REPORT} ")), now)


def take_over() -> None:
    """This process has become the only clock of the folder: nobody else can be at anything."""
    operations.free_leases()
