"""What runs by itself: a look whether an action worked on the day that was booked, how much old paths are used, and how
long it holds after an action ended."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from takehold.bridge.operations import checks, holding, paths

LOOK: Final = "whether an action worked: "
OLD_WAY: Final = "how much the old way is gone: "
HOLDS: Final = "how long it holds after an action ended: "


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    looks = [f"{LOOK}{action}" for action in checks.due(now)]
    watched = [f"{HOLDS}{action}" for action in holding.due(now)]
    return (*looks, *(f"{OLD_WAY}{change}" for change in paths.due(now)), *watched)


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    if job.startswith(OLD_WAY):
        paths.count(initiative_id=int(job.removeprefix(OLD_WAY)), now=now)
    elif job.startswith(HOLDS):
        holding.watch(action_id=int(job.removeprefix(HOLDS)), now=now)
    else:
        checks.look(action_id=int(job.removeprefix(LOOK)), now=now)
