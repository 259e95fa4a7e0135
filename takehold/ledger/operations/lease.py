"""One importer per source. No database lock is held during the long work; the holder is checked again at commit.

Proof of life is a lock on a file in the data folder, which the operating system drops with the process, so that a
killed importer blocks nobody. Where the file system has no such locks, the expiry of the row decides.
"""

from __future__ import annotations

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

from takehold.ledger.models import Source

LASTS: Final = timedelta(minutes=10)


class LeaseLost(RuntimeError):
    """Somebody else took over in the meantime; nothing was recorded."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The caller's now, and how much time has passed since."""

    began: datetime
    started: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        """The caller's time, gone on."""
        return self.began + timedelta(seconds=time.monotonic() - self.started)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to change one source's segments. ``holder`` is what the row must still say at commit."""

    source_id: int
    holder: str
    clock: Clock

    def renew(self) -> None:
        """Put the expiry off.

        Raises:
            LeaseLost: when somebody else holds it now.
        """
        mine = Source.objects.filter(pk=self.source_id, lease_holder=self.holder)
        if not mine.update(lease_until=self.clock.now() + LASTS):
            raise LeaseLost(f"source {self.source_id}")


@contextmanager
def held(source_id: int, *, clock: Clock, home: Path) -> Iterator[Lease | None]:
    """The lease of a source, or None while somebody else is at work on it."""
    folder = home / "leases"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"source-{source_id}").open("a") as proof:
        alone = _locked(proof.fileno())
        if alone is False:
            yield None
            return
        lease = _taken(source_id, clock, certain=alone is True)
        try:
            yield lease
        finally:
            if lease is not None:
                Source.objects.filter(pk=source_id, lease_holder=lease.holder).update(
                    lease_holder="", lease_until=None
                )


def free(source_id: int, *, home: Path) -> bool:
    """Whether nobody alive works on the source just now."""
    path = home / "leases" / f"source-{source_id}"
    if not path.exists():
        return True
    with path.open("a") as proof:
        return _locked(proof.fileno()) is not False


def _locked(descriptor: int) -> bool | None:
    """True: nobody else alive holds it. False: somebody does. None: this file system cannot tell."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _taken(source_id: int, clock: Clock, *, certain: bool) -> Lease | None:
    holder = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:12]}"
    seen = Source.objects.values("lease_holder", "lease_until").get(pk=source_id)
    until = seen["lease_until"]
    if seen["lease_holder"] and not certain and until is not None and until > clock.now():
        return None
    unchanged = Source.objects.filter(pk=source_id, lease_holder=seen["lease_holder"])
    taken = unchanged.update(lease_holder=holder, lease_until=clock.now() + LASTS)
    return Lease(source_id, holder, clock) if taken else None
