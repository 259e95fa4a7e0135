"""The story so far: at which levels a series has been, when it shifted, and how surely that date is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from takehold.analysis.facts import FloatArray, IntArray
from takehold.analysis.partition import CELLS_AT_ONCE, BinomialCost, Cost, GaussianCost, partition

PENALTY = 4.0
SMALLEST_SHARE = 0.05
SMALLEST_OF_LEVEL = 0.1
DATE_PROBABILITY = 0.8
CALMER = 0.8


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entries [begin, end) at one level.

    ``earliest`` to ``latest`` is the 80 % interval for ``begin``; both equal ``begin`` for the first stretch.
    """

    begin: int
    end: int
    level: float
    earliest: int
    latest: int


def dispersion(chances: IntArray, new_way: IntArray, cuts: Sequence[int] = ()) -> float:
    """Over-dispersion of (T,) shares against binomial noise, from successive differences; never under 1.

    Differences across ``cuts`` (first index of a new level) are left out: they are the shift, not the noise.
    Source: the ratio form of the successive-difference estimator (von Neumann 1941), binomial variances.
    """
    place = np.flatnonzero(chances > 0)
    n, x = chances[place].astype(np.float64), new_way[place].astype(np.float64)
    if n.size < 2:
        return 1.0
    level = np.searchsorted(np.asarray(cuts, dtype=np.int64), place, side="right")
    within = np.diff(level) == 0
    both = n[1:] + n[:-1]
    share = (x[1:] + x[:-1]) / both
    expected = share * (1 - share) * both / np.maximum(both - 1, 1)
    observed = np.diff(x / n) ** 2 / (1 / n[1:] + 1 / n[:-1])
    total = float(expected[within].sum())
    return max(1.0, float(observed[within].sum()) / total) if total > 0 else 1.0


def share_stretches(series: Sequence[tuple[IntArray, IntArray]]) -> list[tuple[Stretch, ...]]:
    """Tell the levels of many series of shares.

    Args:
        series: for each the (T,) chances and the (T,) taken the new way. Entries without a chance weigh nothing.

    Returns:
        For each the stretches, in order and without gaps; none for an empty series.

    Source:
        Exact optimal partition; binomial cost over dispersion; penalty 4 log(T) for each stretch. A huge shift swells
        the dispersion that it is judged by: where it does, dispersion is read again within the stretches found first,
        and the series is told once more.
    """
    order = sorted(range(len(series)), key=lambda index: len(series[index][0]))
    told: list[tuple[Stretch, ...]] = [()] * len(series)
    for batch in _batches([len(series[index][0]) for index in order]):
        rows = [order[position] for position in batch]
        for row, stretches in zip(rows, _tell_shares([series[row] for row in rows]), strict=True):
            told[row] = stretches
    return told


def value_stretches(values: FloatArray) -> tuple[Stretch, ...]:
    """Tell the levels of one (T,) series of values, such as a mean time to restore a week.

    The variance comes from successive differences (their standard deviation / sqrt 2).
    """
    if values.size == 0:
        return ()
    spread = float(np.diff(values).std() / np.sqrt(2)) if values.size > 2 else 0.0
    smallest = 1e-9 * float(np.abs(values).max()) + 1e-150
    cost = GaussianCost.of(values[None, :].astype(np.float64), np.array([max(spread, smallest) ** 2]))
    cuts = partition(cost, [values.size], _penalty([values.size]))[0]
    return _stretches(cost, cuts, values.astype(np.float64), np.ones(values.size), _of_level)


def _of_level(left: float, right: float) -> bool:
    return abs(right - left) < SMALLEST_OF_LEVEL * max(abs(left), abs(right))


def _of_share(left: float, right: float) -> bool:
    return abs(right - left) < SMALLEST_SHARE


def _penalty(lengths: Sequence[int]) -> FloatArray:
    return PENALTY * np.log(np.maximum(np.array(lengths, dtype=np.float64), 2.0))


def _batches(lengths: Sequence[int]) -> list[range]:
    """Cut ascending lengths into runs whose padded size stays within one cache-friendly block."""
    batches, begin = [], 0
    for index, length in enumerate(lengths):
        if index > begin and (index - begin + 1) * length > CELLS_AT_ONCE:
            batches.append(range(begin, index))
            begin = index
    return [*batches, range(begin, len(lengths))] if lengths else []


def _tell_shares(series: Sequence[tuple[IntArray, IntArray]]) -> list[tuple[Stretch, ...]]:
    lengths = [len(chances) for chances, _ in series]
    chances = np.zeros((len(series), max(lengths)), dtype=np.int64)
    new_way = np.zeros_like(chances)
    for row, (n, x) in enumerate(series):
        chances[row, : n.size], new_way[row, : x.size] = n, x
    phi = np.array([dispersion(n, x) for n, x in series])
    cost = BinomialCost.of(chances, new_way, phi)
    cuts = partition(cost, lengths, _penalty(lengths))
    calmer = np.array([dispersion(n, x, cut) for (n, x), cut in zip(series, cuts, strict=True)])
    again = np.flatnonzero(calmer < CALMER * phi)
    if again.size:
        phi[again] = calmer[again]
        cost = BinomialCost.of(chances, new_way, phi)
        some = [lengths[row] for row in again]
        for row, cut in zip(again.tolist(), partition(cost.rows(again), some, _penalty(some)), strict=True):
            cuts[row] = cut
    told: list[tuple[Stretch, ...]] = []
    for row, (n, x) in enumerate(series):
        share = x / np.maximum(n, 1)
        only = cost.rows(np.array([row]))
        told.append(_stretches(only, cuts[row], share, n.astype(np.float64), _of_share) if n.any() else ())
    return told


def _stretches(
    cost: Cost,
    cuts: Sequence[int],
    values: FloatArray,
    weights: FloatArray,
    too_small: Callable[[float, float], bool],
) -> tuple[Stretch, ...]:
    """Leave out shifts of no practical size, the smallest first, and date those that are left."""
    edges = [0, *cuts, values.size]
    levels = [_mean(values, weights, low, high) for low, high in pairwise(edges)]
    while len(levels) > 1:
        steps = [abs(right - left) for left, right in pairwise(levels)]
        small = [index for index, (left, right) in enumerate(pairwise(levels)) if too_small(left, right)]
        if not small:
            break
        at = min(small, key=steps.__getitem__)
        del edges[at + 1]
        levels[at : at + 2] = [_mean(values, weights, edges[at], edges[at + 1])]
    told = []
    for index, level in enumerate(levels):
        begin, end = edges[index], edges[index + 1]
        low, high = _when(cost, edges[index - 1], begin, end) if index else (begin, begin)
        told.append(Stretch(begin, end, level, low, high))
    return tuple(told)


def _mean(values: FloatArray, weights: FloatArray, begin: int, end: int) -> float:
    weight = float(weights[begin:end].sum())
    return float((values[begin:end] * weights[begin:end]).sum()) / weight if weight else 0.0


def _when(cost: Cost, before: int, at: int, end: int) -> tuple[int, int]:
    """The 80 % interval for a shift between ``before`` and ``end``: the most likely dates, given one shift there."""
    places = np.arange(before + 1, end, dtype=np.int64)
    if places.size == 0:
        return at, at
    first, last = np.array([before]), np.array([end])
    split = (cost(first, places) + cost(places, last))[0]
    weight = np.exp(-(split - split.min()))
    likeliest = np.argsort(-weight, kind="stable")
    enough = int(np.searchsorted(np.cumsum(weight[likeliest]), DATE_PROBABILITY * weight.sum())) + 1
    chosen = places[likeliest[:enough]]
    return min(int(chosen.min()), at), max(int(chosen.max()), at)
