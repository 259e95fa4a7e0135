"""What surveys ask of one person, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OpenSurvey:
    """A survey that waits for a person. ``token``: of the person's own door, for nobody else. ``is_offer``: an offer of
    help, which can be declined."""

    title: str
    change: str
    closes_on: date
    token: str
    is_offer: bool = False


@dataclass(frozen=True, slots=True)
class Promised:
    """One "you said, we did" (``done``) or "we did not, because"."""

    survey: str
    said: str
    done: bool
    answer: str
    on: date
