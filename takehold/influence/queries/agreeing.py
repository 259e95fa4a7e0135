"""How far stated positions agree: how many stand where, and van der Eijk's A; never a mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from takehold.analysis.agreement import agreement, van_der_eijk
from takehold.influence.facts import Agreement, Support, Together

LEAST: Final = 5
SEED: Final = 7
ALIKE: Final = 0.6
LEANING: Final = 0.25
CAMPS: Final = -0.25
"""Our words for A, from 1 (all at one point) over 0 (evenly spread) to -1 (half at either end)."""


def agreed(supports: Iterable[Support]) -> Agreement:
    """How far these positions agree. They are all that were stated, and no sample: under five nothing is said, and a
    range is given where ``analysis.agreement`` gives one."""
    found = list(supports)
    counts = tuple(found.count(each) for each in Support)
    if len(found) < LEAST:
        return Agreement(counts, len(found), LEAST)
    a = van_der_eijk(counts)
    told = agreement(counts, rng=np.random.default_rng(SEED)).agreement
    low, high = (told.low, told.high) if told is not None else (None, None)
    return Agreement(counts, len(found), LEAST, a, word(a), low, high)


def word(a: float) -> Together:
    """A in a word."""
    if a >= ALIKE:
        return Together.ALIKE
    if a >= LEANING:
        return Together.LEANING
    return Together.CAMPS if a < CAMPS else Together.SPREAD
