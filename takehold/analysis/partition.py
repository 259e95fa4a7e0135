"""Exact optimal partition of a series into stretches of one level, by dynamic programming over many series at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from takehold.analysis.facts import FloatArray, IntArray

SHORTEST = 2
PRUNE_ABOVE = 2000
CELLS_AT_ONCE = 250_000
TABLE_CEILING = 4_000_000
Index = slice | IntArray


class Cost(Protocol):
    """The cost of stretches of U series, in units in which the penalty is given."""

    def __call__(self, begins: Index, ends: Index) -> FloatArray:
        """(U, S) costs of the stretches [begin, end) for S begins and one or S ends, or the reverse."""
        ...


def _xlogx_table(ceiling: int) -> FloatArray | None:
    if ceiling > TABLE_CEILING:
        return None
    table = np.arange(ceiling + 1, dtype=np.float64)
    table[1:] *= np.log(table[1:])
    return table


@dataclass(frozen=True, slots=True)
class BinomialCost:
    """Minus the log-likelihood of one common share a stretch, divided by the over-dispersion ``phi``.

    Attributes:
        chances, new_way: (U, T + 1) running sums that begin with 0.
        phi: (U, 1), at least 1.
        table: n log n for whole n, or None where the sums are too large for a table.
    """

    chances: IntArray
    new_way: IntArray
    phi: FloatArray
    table: FloatArray | None

    @classmethod
    def of(cls, chances: IntArray, new_way: IntArray, phi: FloatArray) -> BinomialCost:
        """From (U, T) counts and (U,) over-dispersion."""
        pad = ((0, 0), (1, 0))
        total = np.pad(np.cumsum(chances, axis=1), pad)
        taken = np.pad(np.cumsum(new_way, axis=1), pad)
        return cls(total, taken, phi[:, None], _xlogx_table(int(total.max(initial=0))))

    def __call__(self, begins: Index, ends: Index) -> FloatArray:
        """(U, S) costs of the stretches [begin, end)."""
        total = self.chances[:, ends] - self.chances[:, begins]
        taken = self.new_way[:, ends] - self.new_way[:, begins]
        cost: FloatArray = (self._xlogx(total) - self._xlogx(taken) - self._xlogx(total - taken)) / self.phi
        return cost

    def rows(self, rows: IntArray) -> BinomialCost:
        """The cost of some of the series."""
        return BinomialCost(self.chances[rows], self.new_way[rows], self.phi[rows], self.table)

    def _xlogx(self, numbers: IntArray) -> FloatArray:
        if self.table is not None:
            looked_up: FloatArray = self.table[numbers]
            return looked_up
        safe = np.maximum(numbers, 1).astype(np.float64)
        product: FloatArray = safe * np.log(safe)
        return product


@dataclass(frozen=True, slots=True)
class GaussianCost:
    """Squared distance from the mean of each stretch, divided by twice the variance.

    Attributes:
        sums, squares: (U, T + 1) running sums of the centred values and of their squares.
        variance: (U, 1), above 0.
    """

    sums: FloatArray
    squares: FloatArray
    variance: FloatArray

    @classmethod
    def of(cls, values: FloatArray, variance: FloatArray) -> GaussianCost:
        """From (U, T) values and (U,) variances."""
        centred = values - values.mean(axis=1, keepdims=True)
        pad = ((0, 0), (1, 0))
        sums = np.pad(np.cumsum(centred, axis=1), pad)
        return cls(sums, np.pad(np.cumsum(centred**2, axis=1), pad), variance[:, None])

    def __call__(self, begins: Index, ends: Index) -> FloatArray:
        """(U, S) costs of the stretches [begin, end)."""
        place = np.arange(self.sums.shape[1])
        count = place[ends] - place[begins]
        total = self.sums[:, ends] - self.sums[:, begins]
        square = self.squares[:, ends] - self.squares[:, begins]
        cost: FloatArray = np.maximum(square - total**2 / count, 0.0) / (2 * self.variance)
        return cost


def partition(cost: Cost, lengths: Sequence[int], penalty: FloatArray) -> list[tuple[int, ...]]:
    """Minimise cost + penalty per stretch, exactly, over all partitions into stretches of at least 2.

    Args:
        cost: the cost of the U series, which may be padded at the right end.
        lengths: how many entries of each series count.
        penalty: (U,) the price of one more stretch.

    Returns:
        For each series the first index of each stretch but the first.

    Source:
        Jackson et al. 2005 (optimal partitioning); above 2,000 entries candidates are pruned as in
        Killick, Fearnhead and Eckley 2012 (PELT), which keeps the answer exact.
    """
    span = max(lengths, default=0)
    best = np.full((len(lengths), span + 1), np.inf)
    best[:, 0] = -penalty
    came_from = np.zeros((len(lengths), span + 1), dtype=np.int64)
    fill = _fill_pruned if span > PRUNE_ABOVE else _fill
    fill(cost, penalty, best, came_from)
    return [_trace(came_from[row], length) for row, length in enumerate(lengths)]


def _fill(cost: Cost, penalty: FloatArray, best: FloatArray, came_from: IntArray) -> None:
    for end in range(SHORTEST, best.shape[1]):
        begins = slice(0, end - SHORTEST + 1)
        offered = best[:, begins] + cost(begins, slice(end, end + 1))
        chosen = offered.argmin(axis=1)
        came_from[:, end] = chosen
        best[:, end] = np.take_along_axis(offered, chosen[:, None], axis=1)[:, 0] + penalty


def _fill_pruned(cost: Cost, penalty: FloatArray, best: FloatArray, came_from: IntArray) -> None:
    """The same answer with fewer candidates. One found hopeless may still serve until SHORTEST entries later."""
    alive = np.zeros(0, dtype=np.int64)
    hopeless: list[NDArray[np.bool_]] = [np.zeros(0, dtype=bool)] * SHORTEST
    for end in range(SHORTEST, best.shape[1]):
        alive = np.append(alive, end - SHORTEST)
        offered = best[:, alive] + cost(alive, slice(end, end + 1))
        chosen = offered.argmin(axis=1)
        came_from[:, end] = alive[chosen]
        best[:, end] = np.take_along_axis(offered, chosen[:, None], axis=1)[:, 0] + penalty
        hopeless.append(np.all(offered > best[:, end, None], axis=0))
        hopeless = [np.append(flags, np.zeros(alive.size - flags.size, dtype=bool)) for flags in hopeless[1:]]
        kept = ~hopeless[0]
        alive = alive[kept]
        hopeless = [flags[kept] for flags in hopeless]


def _trace(came_from: IntArray, length: int) -> tuple[int, ...]:
    found = []
    end = length if length >= SHORTEST else 0
    while end > 0:
        end = int(came_from[end])
        found.append(end)
    return tuple(reversed(found[:-1]))
