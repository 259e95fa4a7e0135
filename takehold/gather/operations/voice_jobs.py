"""What runs by itself for voices: who is on duty is told, and words whose time is over are removed."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from takehold.gather.operations.duty import tell_duty
from takehold.gather.operations.voices_expiry import expire
from takehold.gather.queries.desk import untold
from takehold.gather.queries.expired import anything_expired

TELL_DUTY: Final = "voices tell duty"
EXPIRE: Final = "voices expire"


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    found = (TELL_DUTY,) if untold() else ()
    return (*found, EXPIRE) if anything_expired(now=now) else found


def run(job: str, *, now: datetime) -> None:
    """Do it."""
    if job == TELL_DUTY:
        for each in untold():
            tell_duty(say_id=each, now=now)
    elif job == EXPIRE:
        expire(now=now)
    else:
        raise ValueError(f"{job!r} is none of {TELL_DUTY!r}, {EXPIRE!r}")
