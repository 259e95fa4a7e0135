"""The puller: asks a system page after page from where the last reading ended, and hands records on in batches.

Every page is asked for from the moment of the last record seen, not by counting from the start: records that change
meanwhile move, and what is counted is then skipped. Only where a whole page shares one moment is it paged through.
It is done when asking again from the last moment brings nothing new and no page follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from takehold.gather.sources.calling import Answer, Ask, CallBroken
from takehold.gather.sources.connecting import Connector, Page, Question, Strange

PAGE: Final = 1000
BATCH: Final = 10_000
OVERLAP_MINUTES: Final = 5
EDGE: Final = 2_000
TRIES: Final = 4
PATIENCE_SECONDS: Final = 20
MOST_EMPTY: Final = 200
Fetch = Callable[[Ask], Answer]
Sleep = Callable[[float], None]


class SignInRefused(Exception):
    """The system does not take our account or token (any more); ``str()`` is a sentence."""


class Later(Exception):
    """The system asked to be left alone for so many ``seconds``; ``str()`` is a sentence."""

    def __init__(self, sentence: str, seconds: float) -> None:
        super().__init__(sentence)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a system was read: the last moment, and what was seen in the minutes before it."""

    at: str = ""
    edge: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Batch:
    """Records as plain columns, not seen before, with where the reading stands behind them. ``last``: no more follow."""

    rows: tuple[Mapping[str, str], ...]
    cursor: Cursor
    pages: int
    last: bool


def read(
    connector: Connector,
    question: Question,
    cursor: Cursor,
    *,
    fetch: Fetch,
    sleep: Sleep,
    batch: int = BATCH,
) -> Iterator[Batch]:
    """Batches of what changed since the cursor.

    Raises:
        SignInRefused, Later, Strange, CallBroken, CallRefused: with a sentence; batches handed out before stay good.
    """
    since = connector.earlier(cursor.at, OVERLAP_MINUTES) if cursor.at else question.since
    walk = _Walk(connector, cursor, fetch, sleep)
    ask: Ask | None = connector.ask(replace(question, since=since))
    barren = 0
    while ask is not None:
        page = walk.page(ask)
        fresh, moved = walk.take(page)
        if moved:
            ask = connector.ask(replace(question, since=walk.at))
        else:
            ask = page.next
        barren = 0 if fresh else barren + 1
        if barren > MOST_EMPTY:
            raise Strange(_("The system says without end that more follows, but sends nothing."))
        if len(walk.rows) >= batch:
            yield walk.hand_out(last=False)
    yield walk.hand_out(last=True)


def first(
    connector: Connector, question: Question, *, fetch: Fetch, sleep: Sleep
) -> tuple[Mapping[str, str], ...]:
    """The records of one page."""
    walk = _Walk(connector, Cursor(), fetch, sleep)
    walk.take(walk.page(connector.ask(question)))
    return tuple(walk.rows)


class _Walk:
    """Where one reading stands."""

    def __init__(self, connector: Connector, cursor: Cursor, fetch: Fetch, sleep: Sleep) -> None:
        self.connector, self.fetch, self.sleep = connector, fetch, sleep
        self.at = cursor.at
        self.seen: dict[str, str] = dict.fromkeys(cursor.edge, cursor.at)
        self.rows: list[dict[str, str]] = []
        self.pages = 0

    def page(self, ask: Ask) -> Page:
        """One page, tried a few times."""
        for attempt in range(TRIES):
            try:
                answer = self.fetch(ask)
                if _worth_waiting(answer, self.sleep, attempt):
                    continue
                found = self.connector.page(ask, answer)
            except (CallBroken, Strange):
                if attempt == TRIES - 1:
                    raise
                self.sleep(2.0**attempt)
                continue
            self.pages += 1
            return found
        raise Later(_("The system is busy. It is asked again later."), 15 * 60)

    def take(self, page: Page) -> tuple[int, bool]:
        """How many records were new, and whether the last moment moved on."""
        fresh, before = 0, self.at
        for record in page.records:
            moment = self.connector.stamp(record)
            key = f"{self.connector.identity(record)}@{moment}"
            if key in self.seen:
                continue
            self.seen[key] = moment
            self.rows.append(self.connector.row(record))
            fresh += 1
            self.at = max(self.at, moment)
        return fresh, self.at > before

    def hand_out(self, *, last: bool) -> Batch:
        """What came since the last time."""
        rows, self.rows = tuple(self.rows), []
        pages, self.pages = self.pages, 0
        start = self.connector.earlier(self.at, OVERLAP_MINUTES) if self.at else ""
        edge = [key for key, moment in self.seen.items() if moment >= start]
        return Batch(rows, Cursor(self.at, frozenset(edge[-EDGE:])), pages, last)


def _worth_waiting(answer: Answer, sleep: Sleep, attempt: int) -> bool:
    """Whether to try again after a pause that was taken; an answer to read otherwise. Raises what is neither."""
    if answer.status == 200:
        return False
    if answer.status in (401, 403):
        raise SignInRefused(
            _("The system refuses the account or its token (%(status)s). It may have expired.")
            % {"status": answer.status}
        )
    if answer.status == 429 or answer.status >= 500:
        asked = _asked_to_wait(answer)
        if asked is not None and asked > PATIENCE_SECONDS:
            raise Later(_("The system asked us to wait. It is asked again then."), asked)
        sleep(asked if asked is not None else 2.0**attempt)
        return True
    if 300 <= answer.status < 400:
        raise Strange(_("The address leads elsewhere. Enter the address that it leads to."))
    raise Strange(_("The system answered with the error %(status)s.") % {"status": answer.status})


def _asked_to_wait(answer: Answer) -> float | None:
    said = answer.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(min(int(said), 86_400))
    try:
        gap = parsedate_to_datetime(said) - parsedate_to_datetime(answer.headers["date"])
        return max(0.0, min(86_400.0, gap.total_seconds()))
    except (KeyError, TypeError, ValueError):
        return None


def plain(cursor: Cursor) -> dict[str, Any]:
    """As it is stored."""
    return {"at": cursor.at, "edge": sorted(cursor.edge)}


def from_plain(stored: Mapping[str, Any]) -> Cursor:
    """As it was stored."""
    return Cursor(str(stored.get("at", "")), frozenset(stored.get("edge", ())))


def today(now: datetime) -> str:
    """A name for a file of this moment."""
    return now.astimezone(UTC).strftime("%Y%m%d-%H%M%S")
