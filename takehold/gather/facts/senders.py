"""Systems that send, as pages show them, and why something that was sent is not taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID


class Wrong(StrEnum):
    """Why what was sent is not taken."""

    UNREADABLE = "unreadable"
    NO_EVENT = "no event"
    MISSING = "missing"
    VERSION = "version"
    TIME = "time"
    LARGE = "large"
    MANY = "many"
    FORM = "form"
    FULL = "full"
    OFTEN = "often"


STATUS: Final[Mapping[Wrong, int]] = {Wrong.LARGE: 413, Wrong.FORM: 415, Wrong.FULL: 429, Wrong.OFTEN: 429}
"""Of those that are not answered 400."""


class NotTaken(Exception):
    """Nothing of what was sent is kept. ``about`` names a part of it, never its content."""

    def __init__(self, code: Wrong, about: str = "") -> None:
        super().__init__(code, about)
        self.code, self.about = code, about

    @property
    def status(self) -> int:
        """What is answered."""
        return STATUS.get(self.code, 400)


@dataclass(frozen=True, slots=True)
class Arrived:
    """One event as it was sent: a fingerprint of its id, and its parts as plain columns; none where it counts nowhere."""

    key: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one call: events kept now, and events that were here already; all of them by their ``keys``."""

    new: int
    known: int
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Away:
    """Something that was turned away."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class SenderFact:
    """One system that sends. ``waiting``: events that nobody counted yet; ``columns``: what they have, as examples."""

    id: UUID
    kind: str
    kind_name: str
    name: str
    path: str
    change: str
    slug: str
    source_id: int | None
    draft_id: UUID | None
    mapped: bool
    waiting: int
    last_at: datetime | None
    away: tuple[Away, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
