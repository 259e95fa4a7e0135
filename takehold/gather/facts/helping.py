"""An offer of help: two minutes for every member of a group, on what stands in the way and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

HELP: Final = "help"
"""The template of the surveys behind such offers."""


@dataclass(frozen=True, slots=True)
class HelpOffer:
    """One such offer: where it stands, and until when it can be answered. ``answered``: "you said, we did" is written."""

    wave_id: UUID
    is_open: bool
    answered: bool
    opened_on: date
    closes_on: date

    @property
    def owed(self) -> bool:
        """Whether it has closed and those who were asked wait to hear what becomes of it."""
        return not self.is_open and not self.answered
