"""What managers and leads note, and the themes that several voices speak of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

MOST_LETTERS: Final = 4000
HEARSAY: Final = "hearsay"
OBSERVATION, MEETING, ONE_TO_ONE = "observation", "meeting", "one to one"
PAIR, TEAM, CHANGE = "pair", "team", "change"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What one tap on a kind sets."""

    formality: str
    certainty: str
    visibility: str


OF_KIND: Final[dict[str, Defaults]] = {
    OBSERVATION: Defaults("informal", "seen", CHANGE),
    MEETING: Defaults("formal", "told", TEAM),
    ONE_TO_ONE: Defaults("informal", "told", PAIR),
    HEARSAY: Defaults("informal", "heard", CHANGE),
}


@dataclass(frozen=True, slots=True)
class NoteInput:
    """A note as it is written; only ``kind`` and ``text`` are needed. What is empty follows from the kind."""

    kind: str
    text: str
    slug: str = ""
    team_id: int | None = None
    about_id: int | None = None
    theme: str = ""
    happened_on: date | None = None
    formality: str = ""
    certainty: str = ""
    visibility: str = ""


@dataclass(frozen=True, slots=True)
class NoteReplyFact:
    """What somebody added to a note."""

    on: date
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class NoteFact:
    """One note. ``mine``: the viewer wrote it; ``about_me``: it is about the viewer. Empty text: its time is over.

    In lists ``replies`` is empty and ``replied`` says how many there are.
    """

    id: UUID
    kind: str
    kind_words: str
    formality: str
    certainty: str
    visibility: str
    text: str
    author: str
    about: str
    team: str
    slug: str
    change: str
    theme: str
    happened_on: date
    expires_on: date
    replies: tuple[NoteReplyFact, ...] = ()
    replied: int = 0
    mine: bool = False
    about_me: bool = False
    may_reply: bool = False

    @property
    def of_a_person(self) -> bool:
        """Whether it is about a person: everybody else's reading of it is on record."""
        return bool(self.about) or self.about_me


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """A theme and the words by which it is found, for who keeps it. ``slug``: of its change."""

    id: int
    name: str
    words: tuple[str, ...]
    slug: str = ""


@dataclass(frozen=True, slots=True)
class ThemeFact:
    """A theme and how many voices of which kind speak of it. ``sides``: how many independent sources there are.

    ``shown`` is False while hearsay alone, of one side, speaks of it: then it is nobody's to read but its author's.
    """

    id: int
    name: str
    words: tuple[str, ...]
    slug: str
    change: str
    says: int
    notes: int
    hearsay: int
    messages: int
    shown: bool
    sides: int
    last: date | None = None
    weeks: tuple[tuple[date, int], ...] = ()
    note_ids: tuple[UUID, ...] = ()
    say_ids: tuple[UUID, ...] = ()

    @property
    def voices(self) -> int:
        """All together, each message of a channel as one."""
        return self.says + self.notes + self.hearsay + self.messages


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of each table are about a person; no words."""

    tables: tuple[tuple[str, int], ...] = field(default=())

    @property
    def total(self) -> int:
        """All together."""
        return sum(count for _name, count in self.tables)
