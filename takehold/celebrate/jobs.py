"""What runs by itself: changes whose verdicts are new are looked through for wins; what is past its time goes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from takehold.celebrate.operations import expiry, finding

LOOK = "wins of "
CLEAR = "clear wins"


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    found = (CLEAR,) if expiry.due(now) else ()
    return (*found, *(f"{LOOK}{slug}" for slug in finding.due(now)))


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    if job == CLEAR:
        expiry.clear(now)
        return
    finding.look(slug=job.removeprefix(LOOK), now=now)
