"""How long each kind of thing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class Kept(StrEnum):
    """A kind of thing that a clock runs for."""

    ANSWERS = "answers"
    NOTES = "notes"
    HEARSAY = "hearsay"
    SAYS = "says"
    ACTORS = "actors"
    UPLOADS = "uploads"
    AUDIT = "audit"


DEFAULT_DAYS: Final[dict[Kept, int]] = {
    Kept.ANSWERS: 730,
    Kept.NOTES: 365,
    Kept.HEARSAY: 56,
    Kept.SAYS: 365,
    Kept.ACTORS: 91,
    Kept.UPLOADS: 30,
    Kept.AUDIT: 1096,
}
"""Days, where the organisation chose nothing: 24 months of answers, 12 of notes and says, 8 weeks of hearsay, a quarter
of the numbers that stand for persons in events, 30 days of uploads, 36 months of the audit."""

FEWEST_DAYS: Final = 7
MOST_DAYS: Final[dict[Kept, int]] = {
    Kept.ANSWERS: 1827,
    Kept.NOTES: 1096,
    Kept.HEARSAY: 91,
    Kept.SAYS: 1096,
    Kept.ACTORS: 366,
    Kept.UPLOADS: 30,
    Kept.AUDIT: 3653,
}
"""Longer is not offered: what is about persons is not kept for ever."""


QUESTION_DAYS: Final = 30
NAME_DAYS: Final = 730
TOLD_DAYS: Final = 365
"""Not to be set: a question whether somebody may be named goes unanswered, a name beside a win after two years, and a win
or a story that somebody told and nobody published after a year."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One kind and its days. ``set_by`` is empty where the default stands."""

    kind: Kept
    days: int
    default: int
    fewest: int
    most: int
    set_by: str = ""
    set_at: datetime | None = None
