"""What runs by itself: changes whose verdicts are new are looked through for wins."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from takehold.celebrate.operations import finding

LOOK = "wins of "


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    return tuple(f"{LOOK}{slug}" for slug in finding.due(now))


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    finding.look(slug=job.removeprefix(LOOK), now=now)
