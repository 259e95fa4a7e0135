"""The optimal partition is exact: no other partition costs less; pruning changes nothing."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis import partition as module
from takehold.analysis.partition import SHORTEST, BinomialCost, GaussianCost, partition


def price(cost: BinomialCost | GaussianCost, cuts: tuple[int, ...], length: int, penalty: float) -> float:
    edges = [0, *cuts, length]
    pieces = pairwise(edges)
    return sum(float(cost(slice(a, a + 1), slice(b, b + 1))[0, 0]) for a, b in pieces) + penalty * len(cuts)


counts = st.lists(st.tuples(st.integers(0, 12), st.floats(0, 1)), min_size=2, max_size=9)


@settings(max_examples=60)
@given(counts, st.floats(0.1, 6))
def test_nothing_is_cheaper_than_the_answer(drawn: list[tuple[int, float]], penalty: float) -> None:
    chances = np.array([[n for n, _ in drawn]])
    new_way = np.array([[round(n * share) for n, share in drawn]])
    cost = BinomialCost.of(chances, new_way, np.array([1.0]))
    length = len(drawn)
    found = partition(cost, [length], np.array([penalty]))[0]
    places = range(SHORTEST, length - SHORTEST + 1)
    legal = [
        cuts
        for k in range(length)
        for cuts in combinations(places, k)
        if all(b - a >= SHORTEST for a, b in zip((0, *cuts), (*cuts, length), strict=False))
    ]
    best = min(price(cost, cuts, length, penalty) for cuts in legal)
    assert price(cost, found, length, penalty) == pytest.approx(best, abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_pruning_gives_the_same_answer(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(seed)
    values = np.repeat(rng.normal(0, 2, 12), 12)[None, :] + rng.normal(0, 1, (2, 144))
    cost = GaussianCost.of(values, np.array([1.0, 2.0]))
    penalty = np.array([8.0, 12.0])
    plain = partition(cost, [144, 140], penalty)
    monkeypatch.setattr(module, "PRUNE_ABOVE", 10)
    assert partition(cost, [144, 140], penalty) == plain
    assert len(plain[0]) > 3


def test_series_padded_at_the_end_are_told_as_if_alone() -> None:
    rng = np.random.default_rng(5)
    n = np.full((2, 60), 30)
    x = rng.binomial(n, np.where(np.arange(60) < 25, 0.2, 0.7))
    n[1, 40:], x[1, 40:] = 0, 0
    both = partition(BinomialCost.of(n, x, np.ones(2)), [60, 40], np.array([16.0, 15.0]))
    alone = partition(BinomialCost.of(n[1:, :40], x[1:, :40], np.ones(1)), [40], np.array([15.0]))
    assert both[1] == alone[0] == (25,)


def test_large_totals_need_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    n, x = np.full((1, 12), 900), np.array([[100] * 6 + [700] * 6])
    with_table = BinomialCost.of(n, x, np.ones(1))
    monkeypatch.setattr(module, "TABLE_CEILING", 10)
    without = BinomialCost.of(n, x, np.ones(1))
    assert without.table is None
    assert without(slice(0, 1), slice(12, 13)) == pytest.approx(with_table(slice(0, 1), slice(12, 13)))


def test_too_short_a_series_has_no_shift() -> None:
    cost = BinomialCost.of(np.zeros((1, 1), dtype=np.int64), np.zeros((1, 1), dtype=np.int64), np.ones(1))
    assert partition(cost, [1], np.array([1.0])) == [()]
    assert partition(cost, [0], np.array([1.0])) == [()]
