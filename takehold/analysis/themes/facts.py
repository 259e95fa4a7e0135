"""Themes of comments: what a person might code, how far two coders agree, and whether a theme grows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

COVERAGE: Final = 0.9
RELIABLE_ALPHA: Final = 0.8
TENTATIVE_ALPHA: Final = 0.667
"""Krippendorff (2004): rely on .800 and more; from .667 only tentative conclusions."""
FEWEST_MENTIONS: Final = 10
FEWEST_PERIODS: Final = 4
FEWEST_UNITS: Final = 10


class Level(StrEnum):
    """What kind of values coders give."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


class Growth(StrEnum):
    """Whether a theme comes up more often than it did."""

    GROWING = "growing"
    SHRINKING = "shrinking"
    STEADY = "no change seen"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class DoubleCoding:
    """How far coders agree. ``alpha``: Krippendorff's, None where nothing varies. ``units``: coded by two at least."""

    alpha: float | None
    units: int
    pairs: int

    @property
    def reliable(self) -> bool:
        """Whether conclusions may rest on the codes."""
        return self.alpha is not None and self.alpha >= RELIABLE_ALPHA


class Reliance(StrEnum):
    """What may rest on codes, by Krippendorff's bounds."""

    RELY = "rely"
    TENTATIVE = "tentative"
    APART = "apart"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """One code: ``both`` gave it to as many units, ``one`` of the two alone to as many. ``alpha``: of giving it or not."""

    code: str
    both: int
    one: int
    alpha: float | None


@dataclass(frozen=True, slots=True)
class SetAgreement:
    """How far two coders give the same sets of codes. ``alpha`` is between ``low`` and ``high``, sure to 90 %.

    All None where nothing varies, or fewer than ``FEWEST_UNITS`` units were coded by both. ``codes``: the most disputed first.
    """

    reliance: Reliance
    units: int
    alpha: float | None
    low: float | None
    high: float | None
    codes: tuple[CodeAgreement, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code for a comment, for a person to accept or not. ``likeness`` 0 to 1; ``shared``: the words that made it;
    ``alike``: how many of the nearest comments carry it."""

    code: str
    likeness: float
    shared: tuple[str, ...]
    alike: int = 1


@dataclass(frozen=True, slots=True)
class ThemeGrowth:
    """How often a theme comes up, and how that changes from one period to the next.

    ``rate``: mentions per comment over the last period with comments, between ``rate_low`` and ``rate_high``. ``factor``: by
    what the odds of its being mentioned multiply a period (1: no change), between ``low`` and ``high``; None where it
    cannot be told.
    """

    growth: Growth
    mentions: int
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    factor: float | None
    low: float | None
    high: float | None
