"""What a directive rests on, as it leaves the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CitationKind(StrEnum):
    """A figure as it was measured on a day, or an attempt to persuade."""

    FIGURE = "figure"
    ATTEMPT = "attempt"


@dataclass(frozen=True, slots=True)
class CitationFact:
    """One thing that a directive cites. ``seen``: what it says, empty where this viewer may not read its change
    (``hidden``) or its source is gone (``withdrawn``). ``sha256``: of a figure's evidence; ``as_of``: its day."""

    id: int
    kind: CitationKind
    seen: str
    cited_on: date
    as_of: date | None
    sha256: str
    path: str
    hidden: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be cited: how it is named in a form, and what it says."""

    ref: str
    seen: str
