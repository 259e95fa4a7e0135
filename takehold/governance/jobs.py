"""What runs by itself: the mails that tell of a directive, and telling those who joined since it was issued."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from takehold.governance.operations import directive_mails, directives_told

MAIL: Final = "mail directives"
JOINED: Final = "tell who joined of directive "


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    joined = tuple(f"{JOINED}{each}" for each in directives_told.due(now))
    return (*joined, *((MAIL,) if directive_mails.due(now) else ()))


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    if job == MAIL:
        directive_mails.send(now)
    else:
        directives_told.tell_who_joined(directive_id=int(job.removeprefix(JOINED)), now=now)
