"""Krippendorff's alpha: do two people who code the same comments mean the same by their codes?

Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability; his example of 4 observers and 12 units is the test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np

from takehold.analysis.facts import FloatArray
from takehold.analysis.themes.facts import DoubleCoding, Level

NUMBERS: Final = (Level.INTERVAL, Level.RATIO)


def krippendorff(codes: Sequence[Sequence[object]], level: Level = Level.NOMINAL) -> DoubleCoding:
    """Alpha of ``codes``: coders x units, None where a coder did not code a unit.

    Nominal codes may be anything that can be compared for equality; ordinal, interval and ratio ones are numbers. 1 is perfect
    agreement, 0 what chance gives. None where all codes are the same: then nothing tells agreement from habit.

    Raises:
        ValueError: where coders did not look at the same number of units, or a level of numbers is given words.
    """
    if len({len(row) for row in codes}) > 1:
        raise ValueError("all coders look at the same units, None where one was not coded")
    units = [Counter(code for code in column if code is not None) for column in zip(*codes, strict=True)]
    units = [unit for unit in units if unit.total() > 1]
    values = _values({code for unit in units for code in unit}, level)
    count = np.zeros((len(units), len(values)))
    for row, unit in enumerate(units):
        for code, n in unit.items():
            count[row, values.index(code)] = n
    pairs = int(sum(n * (n - 1) for n in (unit.total() for unit in units)) // 2)
    if len(values) < 2:
        return DoubleCoding(None, len(units), pairs)
    size = count.sum(axis=1)
    together = (count.T / (size - 1)) @ count - np.diag((count / (size - 1)[:, None]).sum(axis=0))
    totals = together.sum(axis=1)
    apart = _distance(values, totals, level)
    expected = (np.outer(totals, totals) * apart).sum() / (totals.sum() - 1)
    return DoubleCoding(float(1 - (together * apart).sum() / expected), len(units), pairs)


def _values(found: set[object], level: Level) -> list[object]:
    if level is Level.NOMINAL:
        return list(found)
    if not all(isinstance(each, (int, float)) for each in found):
        raise ValueError(f"codes of the {level.value} level are numbers")
    return sorted(found, key=lambda each: float(each))  # type: ignore[arg-type]


def _distance(values: list[object], totals: FloatArray, level: Level) -> FloatArray:
    """How far codes lie apart, squared, (values, values)."""
    if level is Level.NOMINAL:
        return 1.0 - np.eye(len(values))
    if level is Level.ORDINAL:
        place = np.cumsum(totals) - totals / 2
        ranks: FloatArray = (place[:, None] - place[None, :]) ** 2
        return ranks
    number = np.array(values, dtype=np.float64)
    gap = (number[:, None] - number[None, :]) ** 2
    whole = (number[:, None] + number[None, :]) ** 2
    if level is Level.RATIO:
        gap = np.divide(gap, whole, out=np.zeros_like(gap), where=whole > 0)
    return gap
