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
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

from django.db import close_old_connections

log = logging.getLogger("takehold.jobs")
ROOMS: Final = ("ledger", "people", "initiatives", "gather", "overview")
LOCK: Final = "jobs.lock"
ALIVE: Final = "jobs.alive"


class ClockTaken(Exception):
    """Another process already runs the jobs of this folder."""


def modules() -> tuple[ModuleType, ...]:
    """The ``jobs`` module of each room that has one."""
    found = []
    for room in ROOMS:
        name = f"takehold.{room}.jobs"
        try:
            found.append(import_module(name))
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
    return tuple(found)


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


def tick(rooms: Sequence[ModuleType], now: Callable[[], datetime], home: Path) -> int:
    """Do everything that is due, lowest room first. One failing job does not hold back the others."""
    done = 0
    for room in rooms:
        close_old_connections()
        try:
            for job in room.due(now()):
                done += 1
                run_one(room, job, now, home)
        except Exception:
            log.exception("%s could not say what is due", room.__name__)
    close_old_connections()
    return done


def run_one(room: ModuleType, job: object, now: Callable[[], datetime], home: Path) -> None:
    """One job; a fault is logged and the job is found due again at the next tick."""
    try:
        room.run(job, now=now(), home=home)
    except Exception:
        log.exception("a job of %s failed: %s", room.__name__, job)


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def run(home: Path, stop: threading.Event, *, every: float = 1.0, patience: float = 5.0) -> None:
    """Tick until told to stop. Waits its turn while another process holds the clock of this folder."""
    rooms = modules()
    while not stop.is_set():
        try:
            with lease(home):
                while not stop.is_set():
                    begun = time.monotonic()
                    (home / ALIVE).write_text(utc_now().isoformat())
                    busy = tick(rooms, utc_now, home)
                    stop.wait(0.05 if busy else max(every - (time.monotonic() - begun), 0.05))
        except ClockTaken:
            stop.wait(patience)
