"""Surveys that go to one group and speak of nobody else: an offer of help, and the same questions inside first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

HELP: Final = "help"
"""The template of surveys behind offers of help: two minutes on what stands in the way and what would help."""
INSIDE: Final = "inside"
"""The template of those that ask the people who bring a change whether they agree themselves."""
APART: Final = (HELP, INSIDE)
"""What they say is told of the groups they were made to, and is no part of what a change's surveys say."""


@dataclass(frozen=True, slots=True)
class HelpOffer:
    """One offer of help: where it stands, and until when it can be answered. ``answered``: "you said, we did" is written."""

    wave_id: UUID
    is_open: bool
    answered: bool
    opened_on: date
    closes_on: date

    @property
    def owed(self) -> bool:
        """Whether it has closed and those who were asked wait to hear what becomes of it."""
        return not self.is_open and not self.answered


@dataclass(frozen=True, slots=True)
class InsideAsked:
    """One asking of those who bring a change: where it stands, and until when it can be answered."""

    wave_id: UUID
    initiative_id: int
    is_open: bool
    opened_on: date
    closes_on: date
