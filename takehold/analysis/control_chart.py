"""A share over time as a control chart: which limits hold for which stretch, and which points a rule marks.

Limits are set anew where the share rose to a new level that is long enough to have limits, and stay where it falls: a
fall is held against the level before it, so that it is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from takehold.analysis.control import Limits, Signal, signals, xmr_limits
from takehold.analysis.facts import FloatArray, Level, Trend

ENOUGH: Final = 6
"""Points that a level needs before limits are made from it; the NHS asks for more before they are called settled."""
SETTLED: Final = 12


@dataclass(frozen=True, slots=True)
class Point:
    """One period that is used. ``at`` is its place in the trend."""

    at: int
    start: date
    share: float
    signal: Signal | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Points under the same limits, which rest on the first ``resting_on`` of them."""

    points: tuple[Point, ...]
    limits: Limits
    resting_on: int

    @property
    def settled(self) -> bool:
        """Whether the limits rest on enough points to be taken at their word."""
        return self.resting_on >= SETTLED


def stretches(trend: Trend, history: Sequence[Level]) -> tuple[Stretch, ...]:
    """The trend's used periods under their limits; empty with fewer than ``ENOUGH`` of them.

    A share has no values outside 0 to 1, so limits stop there; what marks a point is reckoned from the whole limits.
    """
    used = [at for at, use in enumerate(trend.used) if use and trend.chances[at]]
    shares = np.array([trend.new_way[at] / trend.chances[at] for at in used], dtype=np.float64)
    starts = [trend.starts[at] for at in used]
    return tuple(
        _stretch(used[first:last], starts[first:last], shares[first:last], base)
        for first, last, base in _cuts(starts, history)
    )


def _stretch(places: Sequence[int], starts: Sequence[date], shares: FloatArray, base: int) -> Stretch:
    limits = xmr_limits(shares[:base])
    marked = signals(shares, limits)
    points = tuple(
        Point(at, start, float(share), mark)
        for at, start, share, mark in zip(places, starts, shares, marked, strict=True)
    )
    return Stretch(points, Limits(limits.centre, max(limits.low, 0.0), min(limits.high, 1.0)), base)


def _cuts(starts: Sequence[date], history: Sequence[Level]) -> Iterator[tuple[int, int, int]]:
    """First, end and number of points that limits rest on, of each stretch."""
    if len(starts) < ENOUGH:
        return
    begun = [(0, history[0].rate if history else 0.0)]
    for level in history[1:]:
        first = sum(start < level.start for start in starts)
        inside = sum(level.start <= start <= level.to for start in starts)
        if inside >= ENOUGH and level.rate > begun[-1][1] and first - begun[-1][0] >= ENOUGH:
            begun.append((first, level.rate))
    ends = [first for first, _rate in begun[1:]] + [len(starts)]
    changes = sorted(sum(start < level.start for start in starts) for level in history[1:])
    for (first, _rate), end in zip(begun, ends, strict=True):
        base = next((at for at in changes if first + ENOUGH <= at < end), end)
        yield first, end, base - first
