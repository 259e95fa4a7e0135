"""Is it one or two people, or widespread? The answer without anybody in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

FEWEST_PEOPLE: Final = 10
FEWEST_CHANCES: Final = 10
PLAIN_CHANCES: Final = 20


class Spread(StrEnum):
    """What may be said of an excess over what is usual."""

    NO_EXCESS = "no excess seen"
    FEW = "concentrated in few people"
    WIDE = "widespread"
    CANNOT_TELL = "cannot tell"


class Sureness(StrEnum):
    """How plainly it may be said: "probably" from 10 chances a person on, plainly from 20."""

    NOTHING = ""
    PROBABLY = "probably"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class SpreadVerdict:
    """What is said of a group. Who they are is not in it, nor a figure of any one person.

    ``people``: those with chances; ``chances``: the median a person. ``few``: probability that the top two hold most of
    the excess; ``wide``: probability that half of the people are above the reference; ``excess``: probability that
    there is an excess at all. The three are None where nothing may be said yet: ``because`` then is "people" or
    "chances", the thing there is too little of.
    """

    spread: Spread
    sureness: Sureness
    people: int
    chances: float
    excess: float | None = None
    few: float | None = None
    wide: float | None = None
    because: str = ""
