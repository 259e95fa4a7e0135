"""Connected systems as pages show them. Secrets never leave the operations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

WATCHED: Final = "folder"
"""The kind of a feed that is a folder on the server: looked into, not called."""


@dataclass(frozen=True, slots=True)
class PullFact:
    """One reading: how many records came, and what went wrong in a sentence. Of a folder: one ``file``, ``ended`` once read."""

    started_at: datetime
    records: int
    pages: int
    trouble: str
    import_id: UUID | None
    file: str = ""
    ended: bool = True


@dataclass(frozen=True, slots=True)
class LyingFile:
    """A file that still lies in a watched folder: taken and being read, or seen and not still for long enough."""

    name: str
    taken: bool


@dataclass(frozen=True, slots=True)
class FeedFact:
    """One connected system. ``read_up_to``: when the last record that was read had changed, in the system's words."""

    id: UUID
    kind: str
    kind_name: str
    name: str
    address: str
    change: str
    slug: str
    source_id: int | None
    paused: bool
    trouble: str
    trouble_since: datetime | None
    last_good_at: datetime | None
    next_at: datetime | None
    read_up_to: str
    every_minutes: int
    pulls: tuple[PullFact, ...] = ()
    folder: bool = False
    lying: tuple[LyingFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Silence:
    """A connected system that is paused or in trouble: nothing of it was read since ``since``. For whoever reads the
    figures it feeds, so without what went wrong."""

    source_id: int
    name: str
    kind_name: str
    paused: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule over two steps of a ticket, and the sentence that says what people should do. ``kind`` as in a column mapping."""

    sentence: str
    kind: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class FeedInput:
    """What a person says of a system. ``columns``: further columns of theirs; ``behaviours``: keys of ready ones.

    ``went``: keys of ready ones that are counted from how tickets went; ``rule``: one of their own over the same steps.
    Either of them makes the history of tickets be read as well.
    """

    kind: str
    name: str
    slug: str
    said: Mapping[str, str]
    secrets: Mapping[str, str]
    behaviours: tuple[str, ...]
    columns: tuple[str, ...] = ()
    since: date | None = None
    went: tuple[str, ...] = ()
    rule: OwnRule | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """What one page brought: names of columns and the first rows. Nothing of it is kept. ``steps``: how those tickets went."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lacking: tuple[str, ...]
    steps: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class HostFact:
    """A host in one's own network that may be called."""

    id: int
    host: str
    by: str
    at: datetime
