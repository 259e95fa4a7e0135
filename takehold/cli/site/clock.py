"""The clock: asks every room what is due and does it, one worker at a time.

What is to be done is always a query over the rooms' own rows, so a killed worker loses nothing: the next tick finds
the same work. One clock a data folder, held by a lock on a file that the operating system releases on any death.
"""

from __future__ import annotations

import fcntl
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Final

from django.db import close_old_connections

log = logging.getLogger("takehold.jobs")
LOCK: Final = "jobs.lock"
ALIVE: Final = "jobs.alive"


class ClockTaken(Exception):
    """Another process already runs the jobs of this folder."""


def modules() -> tuple[ModuleType, ...]:
    """The ``jobs`` module of each room that has one, the lowest room first."""
    from takehold.alignment import jobs as alignment
    from takehold.bridge import jobs as bridge
    from takehold.celebrate import jobs as celebrate
    from takehold.cocreation import jobs as cocreation
    from takehold.gaps import jobs as gaps
    from takehold.gather import jobs as gather
    from takehold.governance import jobs as governance
    from takehold.influence import jobs as influence
    from takehold.initiatives import jobs as initiatives
    from takehold.ledger import jobs as ledger
    from takehold.overview import jobs as overview
    from takehold.people import jobs as people
    from takehold.shadow_it import jobs as shadow_it

    return (
        ledger,
        people,
        initiatives,
        gather,
        influence,
        alignment,
        cocreation,
        governance,
        gaps,
        bridge,
        shadow_it,
        celebrate,
        overview,
    )


@contextmanager
def lease(home: Path) -> Iterator[None]:
    """Hold the clock of this folder, or raise ``ClockTaken``."""
    handle = os.open(home / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ClockTaken from error
        yield
    finally:
        os.close(handle)


class Resting:
    """What failed a moment ago is left alone for a while: a fault is told once a minute, not once a second."""

    def __init__(self, pause: timedelta = timedelta(minutes=1)) -> None:
        """Args: how long."""
        self.pause = pause
        self.until: dict[str, datetime] = {}

    def rests(self, what: str, now: datetime) -> bool:
        """Whether it is still left alone."""
        return now < self.until.get(what, now)

    def failed(self, what: str, now: datetime) -> None:
        """Leave it alone from now on."""
        self.until = {key: at for key, at in self.until.items() if at > now}
        self.until[what] = now + self.pause


def tick(
    rooms: Sequence[ModuleType], now: Callable[[], datetime], home: Path, resting: Resting | None = None
) -> int:
    """Do what is due, lowest room first; how many jobs went well. One failing job does not hold back the others."""
    resting = resting or Resting()
    done = 0
    for room in rooms:
        close_old_connections()
        if resting.rests(room.__name__, now()):
            continue
        try:
            due = [job for job in room.due(now()) if not resting.rests(f"{room.__name__} {job}", now())]
        except Exception:
            log.exception("%s could not say what is due", room.__name__)
            resting.failed(room.__name__, now())
            continue
        done += sum(run_one(room, job, now, home, resting) for job in due)
    close_old_connections()
    return done


def run_one(room: ModuleType, job: object, now: Callable[[], datetime], home: Path, resting: Resting) -> bool:
    """One job; a fault is logged and the job, found due again, waits for a minute. Whether it went well."""
    try:
        room.run(job, now=now(), home=home)
    except Exception:
        log.exception("a job of %s failed: %s", room.__name__, job)
        resting.failed(f"{room.__name__} {job}", now())
        return False
    return True


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def take_over(rooms: Sequence[ModuleType]) -> None:
    """Tell the rooms that keep leases that whoever held them is gone: a killed worker holds nothing up."""
    for room in rooms:
        if hasattr(room, "take_over"):
            try:
                room.take_over()
            except Exception:
                log.exception("%s could not take back its leases", room.__name__)
            close_old_connections()


def run(home: Path, stop: threading.Event, *, every: float = 1.0, patience: float = 5.0) -> None:
    """Tick until told to stop. Waits its turn while another process holds the clock of this folder."""
    rooms, resting = modules(), Resting()
    while not stop.is_set():
        try:
            with lease(home):
                take_over(rooms)
                while not stop.is_set():
                    begun = time.monotonic()
                    (home / ALIVE).write_text(utc_now().isoformat())
                    busy = tick(rooms, utc_now, home, resting)
                    stop.wait(0.05 if busy else max(every - (time.monotonic() - begun), 0.05))
        except ClockTaken:
            stop.wait(patience)
