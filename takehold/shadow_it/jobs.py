"""What runs by itself: logs are read; the look, on the day that was booked, whether the need behind a tool is met."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from takehold.shadow_it.operations import following, reading_logs

MET: Final = "whether the need behind a tool is met: "


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    return (*reading_logs.due(now), *(f"{MET}{check}" for check in following.due(now)))


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    if job.startswith(MET):
        following.look(check_id=int(job.removeprefix(MET)), now=now)
    else:
        reading_logs.run(job, now=now)
