"""What runs by itself: on the day that was booked somebody looks whether an action worked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from takehold.bridge.operations import checks

LOOK: Final = "whether an action worked: "


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    return tuple(f"{LOOK}{action}" for action in checks.due(now))


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    checks.look(action_id=int(job.removeprefix(LOOK)), now=now)
