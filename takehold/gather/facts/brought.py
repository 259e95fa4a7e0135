"""A survey that was run elsewhere, on its way in: its columns, what they mean, and what was promised there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

ELSEWHERE: Final = "elsewhere"


class Meaning(StrEnum):
    """What a column is. Ratings by their scale."""

    LEAVE = "leave"
    GROUP = "group"
    RATING_5 = "1-5"
    RATING_7 = "1-7"
    RATING_10 = "0-10"
    CHOICE = "choice"
    LINE = "line"


SCALES: Final = {Meaning.RATING_5: (1, 5), Meaning.RATING_7: (1, 7), Meaning.RATING_10: (0, 10)}


@dataclass(frozen=True, slots=True)
class Export:
    """Finished answers of one survey. Who answered, from where and how quickly was dropped when the file was read.

    ``days``: of each answer, None where none is known (surveys without dates say 1980-01-01). ``left``: columns that were
    dropped. ``unfinished``: answers that were not sent off, and left out.
    """

    survey: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    days: tuple[date | None, ...]
    left: tuple[str, ...] = ()
    unfinished: int = 0


@dataclass(frozen=True, slots=True)
class ColumnBrought:
    """One question: how many answered it, answers that at least five gave (none of free lines), what it seems to be."""

    number: int
    title: str
    answered: int
    values: tuple[str, ...]
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of one column."""

    meaning: Meaning
    element: str = ""
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class BroughtInput:
    """What a person says of the whole survey."""

    slug: str
    title: str
    opens_on: date
    closes_on: date
    promise: str
    promise_text: str
    columns: tuple[Said, ...]


class NotBrought(Exception):
    """The file or what was said of it cannot be taken. ``str()`` is a sentence."""
