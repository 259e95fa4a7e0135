"""What is said of ADKAR: one person's barrier, a group's barriers, and whether the order holds at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

ELEMENTS: Final = ("awareness", "desire", "knowledge", "ability", "reinforcement")
"""In this order: the barrier is the first that is not passed, not the lowest."""
NOT_PASSED_AT: Final = 3.0
"""An element at 3 or below is not passed. A convention (Prosci's, as quoted by others), not a measurement."""
COVERAGE: Final = 0.9
SURE: Final = 0.8
"""From this probability on something is said; below it is "cannot tell"."""
FEWEST_ANSWERS: Final = 5


class Known(StrEnum):
    """How a group's barrier may be spoken of."""

    BARRIER = "barrier"
    NOBODY_STUCK = "nobody stuck"
    SEPARATE = "separate gaps"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Population:
    """What all answers to a survey say of one element before a person's own answers are looked at.

    ``mean`` of the scores 1 to 5; ``between``: variance of people's own levels; ``within``: variance of one item about its
    person's level. Made by :func:`takehold.analysis.adkar.populations`.
    """

    element: str
    mean: float
    between: float
    within: float
    people: int


@dataclass(frozen=True, slots=True)
class PersonBarrier:
    """One person's barrier, for that person only.

    ``first``: the first element whose items average 3 or less; "" where every element is passed, None where an element
    before it was left open. ``chances``: (element or "" for none, probability) in the order of the elements, adding up to 1;
    empty where an element has fewer than two items or nothing is known of how people differ.
    """

    first: str | None
    chances: tuple[tuple[str, float], ...]
    answered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """Counts of one reporting group; nothing of persons.

    ``stopped``: how many people have their first element at 3 or below at each of the five. ``passed``: how many passed all
    five. ``left_open``: how many passed everything before each element and left that one open.
    """

    group: str
    stopped: tuple[int, int, int, int, int]
    passed: int
    left_open: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)

    @property
    def n(self) -> int:
        """Everybody who answered the first element at least."""
        return sum(self.stopped) + self.passed + sum(self.left_open[1:])


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a group's people with its interval (``COVERAGE``)."""

    element: str
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GroupBarrier:
    """Where the people of a group stop.

    ``shares``: one per element and a last with element "" (nothing stops them), adding up to 1 (``SEPARATE``: the share
    at 3 or below of each element by itself, which do not). ``leading``: the element at which most are stopped, with
    ``sure``, the probability that it is; None where that cannot be told. ``borrowed``: how many answers of the other groups
    the estimate weighs as much as, at the first element.
    """

    group: str
    n: int
    known: Known
    shares: tuple[Share, ...]
    leading: str | None
    sure: float
    borrowed: float


@dataclass(frozen=True, slots=True)
class OrderTest:
    """Whether elements are passed in their order. ``fits`` None: too few or too uniform answers to tell.

    ``h``: Loevinger's H; ``reproducibility``: Guttman's. Both None where ``fits`` is.
    """

    fits: bool | None
    h: float | None
    reproducibility: float | None
    n: int
