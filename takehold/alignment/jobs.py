"""What runs by itself: when those inside were asked and it closed, what it came to is kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from takehold.alignment.operations import inside

INSIDE: Final = "what those inside said: "


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    return tuple(f"{INSIDE}{each.wave_id}" for each in inside.due())


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    inside.look(wave_id=UUID(job.removeprefix(INSIDE)), now=now)
