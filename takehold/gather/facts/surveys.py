"""What a survey asks, and where one stands: from its plan to "you said, we did"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

LANGUAGES: Final[Mapping[str, str]] = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
}
"""Languages in which respondents are asked, each by its own name."""
RIGHT_TO_LEFT: Final = ("ar",)

RATING, RADIO, CHECKBOX, BOOLEAN = "rating", "radiogroup", "checkbox", "boolean"
COMMENT, DROPDOWN, RANKING, PANEL = "comment", "dropdown", "ranking", "panel"
KINDS: Final = (RATING, RADIO, CHECKBOX, BOOLEAN, COMMENT, DROPDOWN, RANKING)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen."""

    value: Any
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question in one language. ``shown_if``: conditions of SurveyJS, all of which must hold.

    ``low`` and ``high`` name the ends of a rating. ``most``: the longest comment, in characters.
    """

    name: str
    kind: str
    title: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    shown_if: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    most: int = 1000
    element: str = ""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A survey's questions in one language, in their order. ``languages``: those in which every text is there."""

    title: str
    description: str
    language: str
    languages: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A ready-made survey to begin from: its key, its name, what it is for, how many questions, minutes it takes."""

    key: str
    name: str
    purpose: str
    questions: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Survey:
    """One asking of a survey, as its page shows it. ``why_not``: what keeps it from opening, in sentences.

    ``mailed``, ``bounced``, ``without_mail`` are numbers of people and never names; empty once it is closed. ``moved``:
    how often and why the last day was moved while it was open; None where that was not looked up (lists, plans).
    ``reasons``: why the change is made, for what is printed.
    """

    id: UUID
    slug: str
    change: str
    title: str
    template: str
    moment: str
    state: str
    promise: str
    promise_version: str
    promise_text: Mapping[str, str]
    promise_sha256: str
    languages: tuple[str, ...]
    tree: str
    k_scores: int
    k_comments: int
    opens_on: date
    closes_on: date
    opened_at: datetime | None
    closed_at: datetime | None
    answered_at: datetime | None
    version: int
    team_ids: frozenset[int]
    channels: tuple[str, ...]
    may_edit: bool
    definition: Mapping[str, Any] = field(default_factory=dict)
    you_said: tuple[YouSaidFact, ...] = ()
    mail: MailCount | None = None
    audience: Audience | None = None
    why_not: tuple[str, ...] = ()
    moved: tuple[MovedDay, ...] | None = None
    created_at: datetime | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YouSaidFact:
    """What was said, and what was done about it or why not."""

    said: str
    done: bool
    answer: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class MovedDay:
    """That the last day was moved, and why. ``reason`` may be empty where people got longer."""

    was: date
    day: date
    reason: str
    at: datetime

    @property
    def earlier(self) -> bool:
        """Whether people got less time."""
        return self.day < self.was


@dataclass(frozen=True, slots=True)
class MailCount:
    """Invitations by what became of their mail: numbers alone. ``goes_out``: whether a mail server is set up."""

    invited: int
    waiting: int
    sent: int
    bounced: int
    without_address: int
    goes_out: bool = True


@dataclass(frozen=True, slots=True)
class Audience:
    """Who would be asked on a day. ``full``: asked less than four weeks before, or, ``planned`` of them, to be asked by a
    survey that was planned earlier and opens within four weeks; all are free again on ``all_free_on``.
    """

    people: int
    full: int
    all_free_on: date | None
    without_address: int
    groups: int
    planned: int = 0

    @property
    def asked(self) -> int:
        """Who would be asked."""
        return self.people - self.full

    @property
    def lately(self) -> int:
        """Who was asked less than four weeks before."""
        return self.full - self.planned


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which asking makes sense. ``survey``: the one that is there for it already."""

    key: str
    template: str
    opens_on: date
    closes_on: date
    survey: UUID | None = None
    past: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a planner says of a survey."""

    title: str
    template: str
    moment: str
    languages: tuple[str, ...]
    promise: str
    tree: str
    opens_on: date
    closes_on: date
    team_ids: frozenset[int] = frozenset()
    channels: tuple[str, ...] = ()
    k_scores: int = 5
    k_comments: int = 10


@dataclass(frozen=True, slots=True)
class Door:
    """A way into a survey that was found good. ``kind``: invited, or the kind of open link.

    ``person_id`` stands only where the survey is with names.
    """

    wave_id: UUID
    cell_id: int
    kind: str
    nonce: UUID
    used: bool
    invitation_id: int | None = None
    person_id: int | None = None
    closes_on: date | None = None


class NotASurvey(Exception):
    """The JSON is no survey that can be asked here. ``str()`` is a sentence."""


class MayNotOpen(Exception):
    """The survey may not open now. ``str()`` is a sentence."""


class NotAStep(Exception):
    """A survey goes forward only: planned, open, closed, answered. ``str()`` is a sentence."""


class DoorShut(Exception):
    """No way in: ``why`` is unknown, used, closed or lost."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
