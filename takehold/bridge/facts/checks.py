"""Whether an action worked, as it leaves the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from takehold.analysis.effect import Effect


@dataclass(frozen=True, slots=True)
class CheckFact:
    """One look whether an action worked. ``as_of``: the last day that was counted."""

    on: date
    as_of: date
    effect: Effect
    evidence_sha256: str
    code_version: str


@dataclass(frozen=True, slots=True)
class WorkedHere:
    """A practice in this house: how often it was looked at, with which answers, and what a next one may be expected to do.

    ``mean``, ``low``, ``high``: share points, with 80 %; None while nothing could be estimated.
    """

    looks: int
    answers: tuple[tuple[str, int], ...]
    mean: float | None = None
    low: float | None = None
    high: float | None = None
