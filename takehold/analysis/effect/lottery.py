"""How else the lots could have fallen, and what is so told about the effect: p by counting, the range by turning the test.

Nothing is assumed about how teams scatter: the only chance is the one that was really drawn.

Source:
    Fisher 1935; Rosenbaum 2002, "Observational Studies", chapter 2 (constant effect, inversion of the test).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import factorial, prod
from typing import Final

import numpy as np

from takehold.analysis.effect.facts import ALPHA, FEWEST_ASSIGNMENTS, Estimate
from takehold.analysis.effect.imputation import imputed
from takehold.analysis.facts import FloatArray, IntArray

MOST: Final = 2000
FEWEST_DRAWN: Final = 800
CELLS: Final = 40_000_000
"""Teams x weeks x ways that are worked through: a large panel needs fewer ways, it has power enough."""
CLOSE: Final = 1e-9


def ways(first: IntArray, strata: Sequence[str | None]) -> int:
    """In how many distinct ways the beginnings could have fallen within the strata."""
    return prod(
        factorial(len(members))
        // prod(factorial(int(n)) for n in np.unique(first[members], return_counts=True)[1])
        for members in _members(strata)
    )


def assignments(
    first: IntArray, strata: Sequence[str | None], rng: np.random.Generator, most: int = MOST
) -> IntArray:
    """The ways in which the beginnings could have fallen, the actual one first.

    Args:
        first: (U,) the period in which it began; T: never.
        strata: (U,) the stratum of each team; a team of stratum None stood in no draw and keeps its beginning.
        most: all of them up to so many, else so many drawn.

    Returns:
        (Z, U).
    """
    members = _members(strata)
    if ways(first, strata) <= most:
        every = product(*(list(_orders(sorted(first[m].tolist()))) for m in members))
        found = np.tile(first, (ways(first, strata), 1))
        for row, orders in zip(found, every, strict=True):
            for m, order in zip(members, orders, strict=True):
                row[m] = order
        actual = int(np.flatnonzero((found == first).all(axis=1))[0])
        found[[0, actual]] = found[[actual, 0]]
        return found
    found = np.tile(first, (most, 1))
    for m in members:
        found[1:, m] = rng.permuted(found[1:, m], axis=1)
    return found


def _members(strata: Sequence[str | None]) -> list[IntArray]:
    names = sorted({name for name in strata if name is not None})
    return [np.array([i for i, one in enumerate(strata) if one == name]) for name in names]


def _orders(values: list[int]) -> Iterator[tuple[int, ...]]:
    """Distinct orders of sorted values."""
    if not values:
        yield ()
    for at, value in enumerate(values):
        if at == 0 or values[at - 1] != value:
            yield from ((value, *rest) for rest in _orders(values[:at] + values[at + 1 :]))


def by_lots(
    share: FloatArray,
    weight: FloatArray,
    first: IntArray,
    strata: Sequence[str | None],
    rng: np.random.Generator,
    horizon: int | None = None,
) -> Estimate | None:
    """The imputed effect with p and range over the lots that were drawn. None where nothing can be compared.

    Args:
        share, weight: (U, T).
        first: (U,); strata: (U,), see ``assignments``.
    """
    most = min(max(CELLS // share.size, FEWEST_DRAWN), MOST)
    drawn = assignments(first, strata, rng, most)
    begun = (np.arange(share.shape[1]) >= first[:, None]).astype(np.float64)
    found = imputed(np.stack([share, begun]), weight, drawn, horizon)
    return turned(found[:, 0], found[:, 1])


def in_groups(values: FloatArray, helped: FloatArray, rng: np.random.Generator) -> Estimate | None:
    """Two groups made by lots and one value each: the difference of the means. ``helped``: (n,) 1 or 0."""
    drawn = 1.0 - assignments(1 - helped.astype(np.int64), [""] * values.size, rng, most=20_000)
    size = drawn.sum(axis=1)
    both = np.stack([values, helped.astype(np.float64)])
    means = drawn @ both.T / size[:, None] - (1 - drawn) @ both.T / (values.size - size)[:, None]
    return turned(means[:, 0], means[:, 1])


def turned(of_values: FloatArray, of_beginnings: FloatArray) -> Estimate | None:
    """From a linear statistic under each way (Z,), the actual one first: of the values, and of who had begun.

    A constant effect of t would make the statistic of the values without it ``of_values - t x of_beginnings``; t stays
    in the range when one in twenty ways or more is at least as far from zero as the actual one.
    """
    usable = np.isfinite(of_values) & np.isfinite(of_beginnings)
    if not usable.size or not usable[0]:
        return None
    a, b = of_values[usable], of_beginnings[usable]
    actual = float(a[0])
    p = float(np.mean(np.abs(a) >= abs(actual) - CLOSE))
    if a.size < FEWEST_ASSIGNMENTS:
        return Estimate(actual, None, p, a.size)
    same = np.abs(b) > 1 - CLOSE
    one = np.divide(actual - a, 1 - b, out=np.full(a.shape, -np.inf), where=~same)
    two = np.divide(actual + a, 1 + b, out=np.full(a.shape, np.inf), where=~same)
    low, high = np.sort(np.minimum(one, two)), np.sort(np.maximum(one, two))[::-1]
    beyond = int(ALPHA * a.size)
    bounds = float(low[beyond]), float(high[beyond])
    return Estimate(actual, bounds if np.isfinite(bounds).all() else None, p, a.size)
