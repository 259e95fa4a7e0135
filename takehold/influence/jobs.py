"""What runs by itself: mails of soundings, and forgetting who answered when they are over."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from takehold.influence.operations import sounding_mails, soundings

MAILS: Final = "mails of soundings"
FORGET: Final = "a sounding that is over: "


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    mails = (MAILS,) if sounding_mails.due(now) else ()
    return (*mails, *(f"{FORGET}{each}" for each in soundings.due(now)))


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    if job == MAILS:
        sounding_mails.send(now)
    else:
        soundings.forget(sounding_id=int(job.removeprefix(FORGET)), now=now)
