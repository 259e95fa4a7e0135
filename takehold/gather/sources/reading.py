"""The puller: asks a system page after page from where the last reading ended, and hands records on in batches.

Every page is asked for from the moment of the last record seen, not by counting from the start: records that change
meanwhile move, and what is counted is then skipped. Only where a whole page shares one moment is it paged through.
It is done when asking again from the last moment brings nothing new and no page follows.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from zlib import crc32

from django.utils.translation import gettext as _

from takehold.gather.sources.asking import Asker, Fetch, Later, Sleep
from takehold.gather.sources.calling import Ask
from takehold.gather.sources.connecting import Connector, Page, Question, SignInRefused, Stale, Strange
from takehold.gather.sources.history import told

__all__ = [
    "Batch", "Cursor", "Fetch", "Later", "SignInRefused", "Sleep", "first", "from_plain", "plain", "read", "today",
]  # fmt: skip
PAGE: Final = 1000
BATCH: Final = 10_000
BATCH_SECONDS: Final = 20.0
OVERLAP_MINUTES: Final = 5
EDGE: Final = 2_000
MOST_EMPTY: Final = 200
MOST_STALE: Final = 5


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a system was read: the last moment, and what was seen in the minutes before it."""

    at: str = ""
    edge: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Batch:
    """Records as plain columns, not seen before, with where the reading stands behind them. ``last``: no more follow.

    ``lacking``: columns that were asked for and that no record of the batch has at all. An empty one is there.
    """

    rows: tuple[Mapping[str, str], ...]
    cursor: Cursor
    pages: int
    last: bool
    lacking: tuple[str, ...] = ()


def read(
    connector: Connector,
    question: Question,
    cursor: Cursor,
    *,
    fetch: Fetch,
    sleep: Sleep,
    batch: int = BATCH,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Batch]:
    """Batches of what changed since the cursor; one is handed out after 20 seconds, however small.

    Raises:
        SignInRefused, Later, Strange, CallBroken, CallRefused: with a sentence; batches handed out before stay good.
    """
    asker = Asker(connector, question, fetch, sleep)
    walk = _Walk(connector, question, cursor, asker)
    begun = clock()
    try:
        for _page in _pages(walk, cursor):
            if len(walk.rows) >= batch or clock() - begun > BATCH_SECONDS:
                yield walk.hand_out(last=False)
                begun = clock()
        yield walk.hand_out(last=True)
    finally:
        asker.leave()


def _pages(walk: _Walk, cursor: Cursor) -> Iterator[Page]:
    """Page after page, each already taken in by the walk."""
    connector, question = walk.connector, walk.question
    since = connector.earlier(cursor.at, OVERLAP_MINUTES) if cursor.at else question.since
    begin = connector.ask(replace(question, since=since))
    ask: Ask | None = begin
    barren = stale = 0
    while ask is not None:
        try:
            page = walk.asker(ask, connector.page)
        except Stale as error:
            stale += 1
            if stale > MOST_STALE:
                raise Strange(_("The system loses again and again where its list had stood.")) from error
            ask = begin
            continue
        fresh, moved = walk.take(page)
        onward = connector.ask(replace(question, since=walk.at)) if moved else begin
        if onward != begin:
            ask = begin = onward
        else:
            ask = page.next
        barren = 0 if fresh else barren + 1
        if barren > MOST_EMPTY:
            raise Strange(_("The system says without end that more follows, but sends nothing."))
        yield page


def first(connector: Connector, question: Question, *, fetch: Fetch, sleep: Sleep) -> Batch:
    """What one page brings."""
    asker = Asker(connector, question, fetch, sleep)
    walk = _Walk(connector, question, Cursor(), asker)
    try:
        walk.take(asker(connector.ask(question), connector.page))
    finally:
        asker.leave()
    return walk.hand_out(last=True)


class _Walk:
    """Where one reading stands."""

    def __init__(self, connector: Connector, question: Question, cursor: Cursor, asker: Asker) -> None:
        self.connector, self.question, self.asker = connector, question, asker
        self.at = cursor.at
        self.seen: dict[str, str] = dict.fromkeys(cursor.edge, cursor.at)
        self.rows: list[Mapping[str, str]] = []
        self.columns: set[str] = set()
        self.records = self.calls = 0

    def take(self, page: Page) -> tuple[int, bool]:
        """How many records were new, and whether the last moment moved on."""
        before = self.at
        fresh: list[Mapping[str, Any]] = []
        moments = [self.connector.stamp(record) for record in page.records]
        rows = self.connector.rows(page.records)
        for record, moment, row in zip(page.records, moments, rows, strict=True):
            key = f"{self.connector.identity(record)}@{moment}#{crc32(repr(row).encode()):x}"
            if key in self.seen:
                continue
            self.seen[key] = moment
            self.columns.update(row)
            fresh.append(record)
            if not self.question.history:
                self.rows.append({name: row[name] for name in self.question.columns if name in row})
            self.at = max(self.at, moment)
        if self.question.history and fresh and self.columns.issuperset(self.question.columns):
            self.rows += told(self.connector, self.question, fresh, self.asker)
        self.records += len(fresh)
        return len(fresh), self.at > before

    def hand_out(self, *, last: bool) -> Batch:
        """What came since the last time."""
        gone = tuple(name for name in self.question.columns if name not in self.columns)
        lacking = gone if self.records else ()
        rows, self.rows, self.columns, self.records = tuple(self.rows), [], set(), 0
        pages, self.calls = self.asker.calls - self.calls, self.asker.calls
        start = self.connector.earlier(self.at, OVERLAP_MINUTES + 1) if self.at else ""
        edge = [key for key, moment in self.seen.items() if moment >= start]
        return Batch(rows, Cursor(self.at, frozenset(edge[-EDGE:])), pages, last, lacking)


def plain(cursor: Cursor) -> dict[str, Any]:
    """As it is stored."""
    return {"at": cursor.at, "edge": sorted(cursor.edge)}


def from_plain(stored: Mapping[str, Any]) -> Cursor:
    """As it was stored."""
    return Cursor(str(stored.get("at", "")), frozenset(stored.get("edge", ())))


def today(now: datetime) -> str:
    """A name for a file of this moment."""
    return now.astimezone(UTC).strftime("%Y%m%d-%H%M%S")
