"""How far people agree on an ordered scale, and whether they stand in two camps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

COVERAGE: Final = 0.9
FEWEST_ANSWERS: Final = 20
CAMPS: Final = 1.3
"""Esteban and Ray's alpha, between 1 and 1.6: how much it counts to have many of one's own opinion."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """``agreement``: van der Eijk's A, 1 all alike, 0 evenly spread, -1 two camps at the ends.

    ``polarisation``: Esteban and Ray's, 0 all alike, 1 two equal camps at the ends. Both None under 20 answers.
    """

    n: int
    agreement: Interval | None
    polarisation: Interval | None
