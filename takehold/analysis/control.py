"""Control charts as pictures: XmR limits, an EWMA line, and which points a rule marks. Never an alarm.

With 12-week baselines on small teams these rules mark 1 to 5 quiet teams a year each; the detector of ``slipping``
decides. What is drawn here says "look", never "act".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from takehold.analysis.facts import FloatArray

BoolArray = NDArray[np.bool_]
RANGE_TO_SIGMA = 1.128
FAR_OUT = 1e9


@dataclass(frozen=True, slots=True)
class Limits:
    """Centre and natural process limits of an XmR chart, three sigma either side."""

    centre: float
    low: float
    high: float

    @property
    def sigma(self) -> float:
        """One standard deviation as the moving ranges see it."""
        return (self.high - self.centre) / 3


@dataclass(frozen=True, slots=True)
class Beyond:
    """``count`` of ``of`` consecutive points beyond ``sigmas`` on one side (``together``: none on the other side)."""

    name: str
    count: int
    of: int
    sigmas: float
    together: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """``points`` consecutive points, each strictly above (or each strictly below) the one before."""

    name: str
    points: int


Rule = Beyond | Trend


@dataclass(frozen=True, slots=True)
class Signal:
    """What marks a point: the rule's name, and whether above the centre (rising, for a trend) or below."""

    rule: str
    above: bool


# In order of precedence: a point that several rules mark carries the first one's name.
NHS_RULES: Final[tuple[Rule, ...]] = (
    Beyond("outside_limits", 1, 1, 3.0),
    Beyond("two_of_three_near_a_limit", 2, 3, 2.0, together=True),
    Trend("seven_point_trend", 7),
    Beyond("seven_on_one_side", 7, 7, 0.0),
)
WESTERN_ELECTRIC_RULES: Final[tuple[Rule, ...]] = (
    Beyond("outside_limits", 1, 1, 3.0),
    Beyond("two_of_three_beyond_two_sigma", 2, 3, 2.0),
    Beyond("four_of_five_beyond_one_sigma", 4, 5, 1.0),
    Beyond("eight_on_one_side", 8, 8, 0.0),
)


def xmr_limits(values: FloatArray) -> Limits:
    """Limits from (T,) points: mean +- 2.66 x mean moving range (3 / 1.128).

    Raises:
        ValueError: fewer than 2 points have no moving range.

    Source:
        Shewhart; Wheeler, Understanding Variation. Points without a value are to be left out before.
    """
    if values.size < 2:
        raise ValueError("An XmR chart needs at least 2 points.")
    centre = float(values.mean())
    reach = 3 * float(np.abs(np.diff(values)).mean()) / RANGE_TO_SIGMA
    return Limits(centre, centre - reach, centre + reach)


def fired(standardised: FloatArray, rule: Rule) -> BoolArray:
    """(..., T) whether the rule is complete at each point of (..., T) standardised values (centre 0, sigma 1)."""
    high, low = _sides(standardised, rule)
    return high[0] | low[0]


def marks(values: FloatArray, limits: Limits, rules: Sequence[Rule] = NHS_RULES) -> tuple[str, ...]:
    """For each of (T,) points the name of the first rule, in the order given, that takes part in marking it; or "".

    A run or a trend marks all of its points, two of three mark the points that lie beyond.
    """
    return tuple("" if mark is None else mark.rule for mark in signals(values, limits, rules))


def signals(
    values: FloatArray, limits: Limits, rules: Sequence[Rule] = NHS_RULES
) -> tuple[Signal | None, ...]:
    """The same with the side on which the rule was met. Where one rule marks a point on both, it is told as above."""
    if values.size == 0:
        return ()
    centred = values - limits.centre
    standardised = centred / limits.sigma if limits.sigma > 0 else np.sign(centred) * FAR_OUT
    found: list[Signal | None] = [None] * values.size
    for rule in reversed(rules):
        for above, (complete, member) in zip(
            (False, True), reversed(_sides(standardised, rule)), strict=True
        ):
            for point in np.flatnonzero(_taking_part(complete, member, rule)):
                found[int(point)] = Signal(rule.name, above)
    return tuple(found)


def ewma(values: FloatArray, start: float, weight: float = 0.2) -> FloatArray:
    """(..., T) exponentially weighted moving average of (..., T) values, from ``start``: the calm line of a chart."""
    line = np.empty(values.shape)
    level = np.full(values.shape[:-1], start)
    for index in range(values.shape[-1]):
        level = (1 - weight) * level + weight * values[..., index]
        line[..., index] = level
    return line


def _windows(flags: BoolArray, length: int) -> NDArray[np.int64]:
    """(..., T) how many of the last ``length`` flags are set; 0 before there are that many points."""
    count = np.cumsum(flags, axis=-1, dtype=np.int64)
    full = count.copy()
    full[..., length:] -= count[..., :-length]
    full[..., : length - 1] = 0
    return full


def _sides(values: FloatArray, rule: Rule) -> tuple[tuple[BoolArray, BoolArray], tuple[BoolArray, BoolArray]]:
    """For above (rising) and below (falling): where the rule is complete, and which points may take part."""
    if isinstance(rule, Trend):
        every = np.ones(values.shape, dtype=bool)
        return (_trend(values, rule.points), every), (_trend(-values, rule.points), every)
    return _beyond(values, rule), _beyond(-values, rule)


def _beyond(values: FloatArray, rule: Beyond) -> tuple[BoolArray, BoolArray]:
    beyond = values > rule.sigmas
    complete: BoolArray = _windows(beyond, rule.of) >= rule.count
    if rule.together:
        complete &= _windows(values > 0, rule.of) >= rule.of
    elif rule.count < rule.of:
        complete &= beyond
    return complete, beyond


def _trend(values: FloatArray, points: int) -> BoolArray:
    complete = np.zeros(values.shape, dtype=bool)
    complete[..., 1:] = _windows(np.diff(values, axis=-1) > 0, points - 1) >= points - 1
    return complete


def _taking_part(complete: BoolArray, member: BoolArray, rule: Rule) -> BoolArray:
    length = rule.points if isinstance(rule, Trend) else rule.of
    part = np.zeros(complete.size, dtype=bool)
    for end in np.flatnonzero(complete):
        inside = slice(max(int(end) - length + 1, 0), int(end) + 1)
        part[inside] |= member[inside]
    return part
