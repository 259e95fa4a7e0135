"""What was said at /say/, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

MOST_LETTERS: Final = 4000
UNSAFE: Final = "unsafe"


@dataclass(frozen=True, slots=True)
class SayInput:
    """What somebody says. ``slug`` of a change and ``team_id`` where they were chosen; ``named``: with the own name."""

    kind: str
    text: str
    slug: str = ""
    team_id: int | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """Where incidents are reported here, and who is told of what is unsafe. Empty where nobody has said so yet."""

    report_where: str = ""
    report_link: str = ""
    duty_id: int | None = None
    duty: str = ""
    duty_called: str = ""
    lists_open: bool = False

    @property
    def is_set(self) -> bool:
        """Whether a reader learns where incidents are reported, and somebody is told."""
        return bool(self.report_where) and self.duty_id is not None


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be chosen on /say/: changes (slug, name) and teams (id, name) of at least the smallest group.

    ``places``: the teams under the part of the organisation they belong to, as a list of them is read.
    """

    changes: tuple[tuple[str, str], ...] = ()
    teams: tuple[tuple[int, str], ...] = ()
    places: tuple[tuple[str, tuple[tuple[int, str], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class SayReplyFact:
    """One answer, or a word back from the sender (``by_sender``, never with a name)."""

    on: date
    by_sender: bool
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class SayFact:
    """Something said. ``waits_since``: since when it waits for an answer, None when it does not; ``waits_days``: how
    many days that are on the day of who looks.

    ``text`` is empty after ``expires_on``. ``sender`` is a name only where it was said with one.
    """

    id: UUID
    kind: str
    kind_words: str
    state: str
    state_words: str
    text: str
    slug: str
    change: str
    team: str
    sender: str
    said_on: date
    waits_since: date | None
    answered_on: date | None
    expires_on: date
    replies: tuple[SayReplyFact, ...] = ()
    may_answer: bool = False
    may_close: bool = False
    waits_days: int = 0

    @property
    def unsafe(self) -> bool:
        """Whether it is of the kind that nobody may leave lying."""
        return self.kind == UNSAFE


@dataclass(frozen=True, slots=True)
class SaysPage:
    """Some of what was said, that which is unsafe and waits first. ``waiting`` and ``unsafe`` count all that wait,
    ``oldest`` and ``oldest_unsafe`` are the days on which the oldest of them were said."""

    rows: tuple[SayFact, ...]
    total: int
    waiting: int
    unsafe: int
    oldest_unsafe: date | None
    oldest: date | None
