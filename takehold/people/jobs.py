"""What runs by itself: files that held an erased person are removed, what is left in the database's files is wiped, and sessions that ended and keys that expired go."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.utils import timezone

from takehold.people.operations import forgetting
from takehold.people.queries.identity import unwiped
from takehold.people.queries.sessions import any_ended, any_expired

WIPE: Final = "wipe"
SESSIONS: Final = "sessions"
KEYS: Final = "keys"
AFTER: Final = timedelta(hours=1)


class StillInUse(Exception):
    """Somebody reads or writes just now; the clock tries again in a minute."""


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment. Sessions are looked at an hour after their end, so that a run is worth it."""
    found = {
        WIPE: unwiped(),
        SESSIONS: any_ended(before=now - AFTER),
        KEYS: any_expired(on=timezone.localdate(now)),
    }
    return tuple(job for job, waits in found.items() if waits)


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    if job == WIPE:
        forgetting.write_list()
        forgetting.remove_files()
        if not forgetting.wipe(now=now):
            raise StillInUse("the database's files could not be written anew yet")
    elif job == SESSIONS:
        forgetting.end_sessions(now=now)
    elif job == KEYS:
        forgetting.drop_keys(on=timezone.localdate(now))
    else:
        raise ValueError(f"{job!r} is none of {WIPE!r}, {SESSIONS!r}, {KEYS!r}")
