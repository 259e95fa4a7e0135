"""How widespread something is, as far as figures tell; who it is is not among the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from takehold.gaps.facts.kinds import Spread


class Why(StrEnum):
    """Why it cannot be told. ``NOBODY_COUNTED``: persons are not looked at, as is usual."""

    TOLD = ""
    NOBODY_COUNTED = "persons are not counted"
    PEOPLE = "fewer than ten people"
    CHANCES = "fewer than ten chances a person"
    NO_EXCESS = "no more than usual"
    BETWEEN = "between the two"
    NOTHING_USUAL = "nothing to compare with"


@dataclass(frozen=True, slots=True)
class SpreadTold:
    """``sure``: in per cent that it is so, None where nothing is said. ``plain``: False where it is only probable, with few
    chances a person. ``on``: as of which day."""

    spread: Spread
    on: date
    sure: int | None = None
    plain: bool = False
    why: Why = Why.TOLD
