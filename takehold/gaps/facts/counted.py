"""What was written about how often, as it leaves the room: in steps of five, with ranges, and nothing where few were read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from takehold.analysis.themes.facts import Growth, Reliance
from takehold.gaps.facts.codebook import CodedTheme, Text

STEP: Final = 5
FEWEST_READ: Final = 10
"""Of fewer texts nothing is told, as of fewer answers no comment is released."""


class By(StrEnum):
    """What a period is: a survey, for comments; a month, for what was said and noted."""

    SURVEY = "survey"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Band:
    """A count in steps of five, both ends included. The first is 0 to 4: whether it was nobody is not told."""

    low: int
    high: int

    @property
    def few(self) -> bool:
        """Whether it is fewer than five."""
        return self.low == 0


def band(count: int) -> Band:
    """The step that a count lies in."""
    low = count // STEP * STEP
    return Band(low, low + STEP - 1)


@dataclass(frozen=True, slots=True)
class Point:
    """One period of one theme. ``low`` and ``high``: its share of what was read, from the steps alone; None: too few."""

    label: str
    on: date
    read: Band
    mentions: Band
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Series:
    """A theme over its periods, oldest first, and whether its share grows."""

    by: By
    points: tuple[Point, ...]
    growth: Growth


@dataclass(frozen=True, slots=True)
class Heard:
    """Messages of listened channels that hold a theme's words, and the weeks in which there were any. Counted, never read."""

    messages: int
    weeks: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ThemeTold:
    """A theme over everything that was read. ``series``: of each kind of period that there is. ``heard``: of channels."""

    theme: CodedTheme
    mentions: Band
    low: float
    high: float
    series: tuple[Series, ...]
    heard: Heard | None = None

    @property
    def grows(self) -> bool:
        """Whether it comes up more often than it did, by surveys or by months."""
        return any(each.growth is Growth.GROWING for each in self.series)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, as far as it was read. ``themes``: the most frequent first; empty while too few were read.

    ``nothing``: how many texts no theme fits. ``waiting``: how many were not read yet.
    """

    read: int
    waiting: int
    themes: tuple[ThemeTold, ...]
    nothing: Band


@dataclass(frozen=True, slots=True)
class Disputed:
    """A theme that one of two readers alone used: ``one`` times, and ``both`` used it ``both`` times."""

    theme: CodedTheme
    both: int
    one: int
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far two people read alike. ``wanted``: how many texts the sample has; ``second``: whether somebody was named.

    ``disputed``: where they do not, the two or three themes to be said anew; ``apart``: texts on which they differ, with
    the names of the themes of the one and of the other, for who may read them. ``readers``: names of the second ones.
    """

    reliance: Reliance
    units: int
    wanted: int
    alpha: float | None
    low: float | None
    high: float | None
    second: bool
    disputed: tuple[Disputed, ...]
    apart: tuple[tuple[Text, tuple[str, ...], tuple[str, ...]], ...]
    readers: tuple[str, ...] = ()
