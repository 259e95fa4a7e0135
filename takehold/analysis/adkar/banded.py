"""Counts of a group as far as a confidential survey tells them: shares in bands, and the band's least number of answers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from takehold.analysis.adkar.facts import ELEMENTS, GroupCounts


def counts_of_bands(group: str, least: int, bands: Mapping[str, tuple[float, float]]) -> GroupCounts:
    """The counts that lie nearest to the middle of every band and add up.

    Args:
        least: how many answered, at the least: a released size is a band, and fewer answers claim less.
        bands: element, or "" for nobody stopped -> lowest and highest share in 0..1. What is not named has no answers.

    Raises:
        ValueError: where no shares within the bands add up to 1, or a name is no element.
    """
    names = (*ELEMENTS, "")
    if unknown := sorted(set(bands) - set(names)):
        raise ValueError(f"{', '.join(unknown)}: not one of {', '.join(ELEMENTS)}")
    low, high = np.array([bands.get(name, (0.0, 0.0)) for name in names], dtype=np.float64).T
    if not low.sum() - 1e-9 <= 1 <= high.sum() + 1e-9:
        raise ValueError("no shares within these bands add up to everybody")
    share = (low + high) / 2
    room = high - share if share.sum() < 1 else share - low
    if room.sum() > 0:
        share = share + (1 - share.sum()) * room / room.sum()
    exact = share * least
    counts = np.floor(exact + 1e-9).astype(np.int64)
    rest = np.argsort(-(exact - counts), kind="stable")[: least - int(counts.sum())]
    counts[rest] += 1
    first, second, third, fourth, fifth, passed = (int(each) for each in counts)
    return GroupCounts(group, (first, second, third, fourth, fifth), passed)
