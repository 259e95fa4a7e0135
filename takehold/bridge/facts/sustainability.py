"""A sustainability check as it leaves the room: who rated, and what all together say. Never what one of them said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FactorTold:
    """One of the ten. ``middle``: the median level, 1 to 4; None where fewer than the floor answered it.

    ``spread``: "alike", "differ", "far apart", or "" there.
    """

    factor: str
    middle: float | None
    spread: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a closed round says. ``until``: its last day. ``weak``, ``talk``: factors that could make the change fade, and
    factors on which raters are far apart."""

    until: date
    raters: int
    factors: tuple[FactorTold, ...]
    weak: tuple[str, ...]
    talk: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sustainability:
    """The check of a change today.

    Attributes:
        raters: how many rated in the round of this quarter; names: theirs, for those who lead the change only.
        floor: from so many raters on something is told.
        ends: the last day on which this quarter's round is open; closed: whether it was closed before.
        rated: whether this viewer did; may_rate: whether they may now; may_close: whether they may close the round.
        of_it: whether they are of the change, so that they may rate once a quarter.
        told: the newest closed round with enough raters.
    """

    slug: str
    change: str
    raters: int
    names: tuple[str, ...]
    floor: int
    ends: date
    closed: bool
    rated: bool
    of_it: bool
    may_rate: bool
    may_close: bool
    leads: bool
    told: Told | None
