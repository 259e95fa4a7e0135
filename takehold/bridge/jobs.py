"""What runs by itself: a look whether an action worked on the day that was booked, and how much old paths are used."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from takehold.bridge.operations import checks, paths

LOOK: Final = "whether an action worked: "
OLD_WAY: Final = "how much the old way is gone: "


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    looks = [f"{LOOK}{action}" for action in checks.due(now)]
    return (*looks, *(f"{OLD_WAY}{change}" for change in paths.due(now)))


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    if job.startswith(OLD_WAY):
        paths.count(initiative_id=int(job.removeprefix(OLD_WAY)), now=now)
    else:
        checks.look(action_id=int(job.removeprefix(LOOK)), now=now)
