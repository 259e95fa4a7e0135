"""Who was heard, and what the others could change about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

COVERAGE: Final = 0.9
TRIM: Final = 5.0
"""No answer weighs more than so many times the median answer."""
FEWEST_EARLY_LATE: Final = 10


class Against(StrEnum):
    """What may be said of a share against a bar, whatever those who did not answer would have said."""

    ABOVE = "above"
    BELOW = "below"
    DEPENDS = "depends on the silent half"


class Timing(StrEnum):
    """Whether those who answered late answered otherwise."""

    ALIKE = "no difference seen"
    LATE_LOWER = "late answers are lower"
    LATE_HIGHER = "late answers are higher"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Heard:
    """One reporting group: how many of it answered, and to which class of each margin it belongs.

    ``classes``: margin -> class, such as {"site": "North", "behaviour": "at target"}. Everything a weight may depend on
    stands here, so that all answers of a group weigh the same.
    """

    group: str
    answered: int
    classes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each group's answers weigh; the mean over all answers is 1.

    ``weights``: (group, weight of one answer). ``design_effect``: so many times the answers would be needed for the same
    certainty (Kish). ``trimmed``: groups whose weight was cut. ``unheard``: (margin, class, people) of which nobody
    answered: no weight can speak for them. ``off``: the largest difference, in share of the people, between a margin and
    its frame that is left. ``settled``: whether the raking came to rest.
    """

    weights: tuple[tuple[str, float], ...]
    design_effect: float
    trimmed: tuple[str, ...]
    unheard: tuple[tuple[str, str, int], ...]
    off: float
    settled: bool


@dataclass(frozen=True, slots=True)
class Bounds:
    """The share among everybody asked, whatever the silent ones think: between ``low`` and ``high`` (Manski)."""

    low: float
    high: float
    share: float
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class EarlyLate:
    """Late against early answers. ``difference``: late less early share, with its interval (None: cannot tell)."""

    timing: Timing
    difference: float | None
    low: float | None
    high: float | None
