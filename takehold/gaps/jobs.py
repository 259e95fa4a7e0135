"""What runs by itself: evidence whose source was withdrawn is seen to be gone; changed sources have their cases looked at;
once a day what figures and surveys say of open gaps is looked at again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from takehold.gaps.operations import citing, looking, processes

LOOK_AFTER: Final = "look after evidence"
CASES: Final = "how cases run: "
GAPS: Final = "what is said of gaps: "


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    found = (LOOK_AFTER,) if citing.due(now) else ()
    gaps = (f"{GAPS}{change}" for change in looking.due(now))
    return (*found, *(f"{CASES}{source}" for source in processes.due(now)), *gaps)


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    if job.startswith(CASES):
        processes.look(source_id=int(job.removeprefix(CASES)), now=now, home=home)
    elif job.startswith(GAPS):
        looking.look(initiative_id=int(job.removeprefix(GAPS)), now=now)
    else:
        citing.look_after(now)
