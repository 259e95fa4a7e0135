"""What runs by itself: mails that wait go out; chats are told; changes whose verdicts are new are looked through for wins; what is past its time goes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from takehold.celebrate.operations import expiry, finding, mailing, posting

LOOK = "wins of "
CLEAR = "clear wins"
MAIL = "mail wins"
CHATS = "tell chats"


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    found = {CLEAR: expiry.due(now), MAIL: mailing.due(), CHATS: posting.due(now)}
    return (*(job for job, waits in found.items() if waits), *(f"{LOOK}{slug}" for slug in finding.due(now)))


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    if job == CLEAR:
        expiry.clear(now)
    elif job == MAIL:
        mailing.send(now)
    elif job == CHATS:
        posting.tell(now)
    else:
        finding.look(slug=job.removeprefix(LOOK), now=now)
