"""What runs by itself: evidence whose source was withdrawn is seen to be gone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from takehold.gaps.operations import citing

LOOK_AFTER: Final = "look after evidence"


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    return (LOOK_AFTER,) if citing.due(now) else ()


def run(_job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    citing.look_after(now)
