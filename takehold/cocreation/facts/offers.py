"""Stepping forward: nobody is picked from a list, people say so themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Forward(StrEnum):
    """To try it out first, or to help to put right what one said is wrong."""

    PILOT = "pilot"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class OfferFact:
    """Who stepped forward, as those who lead read it, and the person itself."""

    id: int
    kind: Forward
    person: str
    note: str
    on: date
    about: str = ""
