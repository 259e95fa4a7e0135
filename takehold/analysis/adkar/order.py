"""Is it an order at all? If later elements are passed without earlier ones, a "first" barrier has no meaning."""

from __future__ import annotations

from typing import Final

import numpy as np

from takehold.analysis.adkar.facts import ELEMENTS, OrderTest
from takehold.analysis.facts import FloatArray
from takehold.analysis.scales import order

FEWEST_PEOPLE: Final = 20


def order_test(passed: FloatArray) -> OrderTest:
    """Guttman's reproducibility (.90 at least) and Loevinger's H (.30 at least) of the five elements.

    ``passed``: people x 5, 1 where passed, 0 where not, NaN where left open; people who left one open are not counted.
    ``fits`` is None for fewer than 20 people, and where so few pass or fail that every order would fit.
    """
    told = np.asarray(passed, dtype=np.float64).reshape(-1, len(ELEMENTS))
    told = told[np.isfinite(told).all(axis=1)]
    n = int(told.shape[0])
    found = order(told) if n >= FEWEST_PEOPLE else None
    if found is None:
        return OrderTest(None, None, None, n)
    return OrderTest(found.fits, found.h, found.reproducibility, n)
