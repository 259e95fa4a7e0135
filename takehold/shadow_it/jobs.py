"""What runs by itself: the look, on the day that was booked, whether the need behind a tool is met."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from takehold.shadow_it.operations import following

MET: Final = "whether the need behind a tool is met: "


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    return tuple(f"{MET}{check}" for check in following.due(now))


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    following.look(check_id=int(job.removeprefix(MET)), now=now)
