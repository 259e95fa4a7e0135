"""What runs by itself: closing rounds and working out their results, and questions whom people turn to, after their last day, telling whose idea is in use, and what is shown next in open ones."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from takehold.cocreation.operations import canvass_closing, closing, freezing, live_mails, weighing

CLOSE: Final = "a round whose last day is over: "
FREEZE: Final = "the result of a round that closed: "
NAMED: Final = "whom people turn to, after its last day: "
LIVE: Final = "tell of ideas in use"
WEIGH: Final = "what is shown next in a round: "


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    over = tuple(f"{CLOSE}{each}" for each in closing.overdue(now))
    told_of = tuple(f"{FREEZE}{each}" for each in freezing.waiting())
    named = tuple(f"{NAMED}{each}" for each in canvass_closing.overdue(now))
    told = (LIVE,) if live_mails.due(now) else ()
    return (*over, *told_of, *named, *told, *(f"{WEIGH}{each}" for each in weighing.stale(now)))


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it."""
    if job.startswith(CLOSE):
        closing.close_overdue(round_id=int(job.removeprefix(CLOSE)), now=now)
    elif job.startswith(FREEZE):
        freezing.freeze(round_id=int(job.removeprefix(FREEZE)), now=now)
    elif job.startswith(NAMED):
        canvass_closing.close_overdue(canvass_id=int(job.removeprefix(NAMED)), now=now)
    elif job == LIVE:
        live_mails.send(now)
    else:
        weighing.weigh(round_id=int(job.removeprefix(WEIGH)))
