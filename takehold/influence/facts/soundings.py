"""Soundings: three questions of one minute to trusted colleagues, answered to the leader alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Form(StrEnum):
    """By name: a note between two people. As a group: told together, from five answers on."""

    NAMED = "named"
    GROUP = "group"


class Course(StrEnum):
    """What the leader should do differently first."""

    SLOWER = "slower"
    EXPLAIN = "explain"
    LISTEN = "listen"
    SHOW = "show"
    SHAPE = "shape"
    PLAN = "plan"
    ON = "on"


@dataclass(frozen=True, slots=True)
class SoundingInput:
    """What a leader asks about, in which form, and whom: keys or mail addresses."""

    about: str
    form: Form
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SoundingAnswer:
    """One answer: how it lands and whether one would say openly what goes wrong, 1 to 5; what to do differently first.

    ``note``: a free line, by name only.
    """

    lands: int
    openly: int
    course: Course
    note: str = ""


@dataclass(frozen=True, slots=True)
class NamedLine:
    """An answer by name, as the leader reads it."""

    person: str
    on: date
    said: SoundingAnswer


@dataclass(frozen=True, slots=True)
class Together:
    """What was said in all. Shares are bands in per cent; ``n`` is a band for a group. ``courses``: what was named most,
    first; of a group as bands."""

    n: str
    lands: str
    openly: str
    courses: tuple[tuple[Course, str], ...]


@dataclass(frozen=True, slots=True)
class SoundingFact:
    """A sounding of the reader.

    Attributes:
        asked: how many were asked; people: their names, by name alone (a leader knows whom it asked either way).
        open: whether answers still come in. A group tells nothing until it is over, not even how many answered.
        told: what was said together; None while it is open as a group, or where fewer than ``least`` answered.
    """

    id: int
    about: str
    form: Form
    opened_on: date
    closes_on: date
    asked: int
    open: bool
    least: int
    told: Together | None
    lines: tuple[NamedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What was named most, and what helped before among attempts of its kind: (approach, audience, what, change)."""

    course: Course
    helped: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sounding that waits for the reader's answer: who asks, about what, until when, and the way in."""

    leader: str
    about: str
    form: Form
    closes_on: date
    token: str


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that the reader gave by name, which can be taken back."""

    id: int
    leader: str
    about: str
    on: date


@dataclass(frozen=True, slots=True)
class Soundings:
    """What a reader finds: own soundings, the newest first, whether it turned, what is suggested; and what waits."""

    may_ask: bool
    mine: tuple[SoundingFact, ...]
    turned: str
    suggestion: Suggestion | None
    waiting: tuple[Waiting, ...]
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """What a colleague reads before answering. ``used``: it was answered; ``over``: no answers are taken any more."""

    leader: str
    about: str
    form: Form
    closes_on: date
    least: int
    used: bool
    over: bool
