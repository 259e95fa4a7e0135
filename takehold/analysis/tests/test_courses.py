"""A series rises or falls by the published counts of Mann and Kendall; chance alone is seldom called a trend."""

from __future__ import annotations

from itertools import permutations
from math import factorial

import numpy as np
import pytest

from takehold.analysis.courses import FEWEST, Slope, course


def test_a_perfect_order_of_six_is_chance_twice_in_720() -> None:
    assert course([1, 2, 3, 4, 5, 6]).chance == pytest.approx(2 / factorial(6))
    assert course([1, 2, 3, 4, 5, 6]).slope is Slope.UP
    assert course([6, 5, 4, 3, 2, 1]).slope is Slope.DOWN


def test_the_chance_is_that_of_all_orders() -> None:
    """By hand over the 720 orders of six: Kendall's table has P(S >= 13) = .0083 and P(S >= 9) = .068."""
    values = [1, 2, 4, 3, 5, 6]

    def rises(order: tuple[int, ...]) -> int:
        return sum((b > a) - (b < a) for at, a in enumerate(order) for b in order[at + 1 :])

    every = [rises(order) for order in permutations(range(6))]
    for wanted, published in ((13, 0.0083), (11, 0.028), (9, 0.068), (7, 0.136)):
        assert sum(each >= wanted for each in every) / 720 == pytest.approx(published, abs=5e-4)
    assert course(values).chance == pytest.approx(
        2 * sum(each >= rises(tuple(values)) for each in every) / 720
    )


def test_too_few_weeks_and_even_ones_tell_nothing() -> None:
    assert FEWEST == 6
    assert course([1, 2, 3, 4, 5]).slope is Slope.CANNOT_TELL
    assert course([]).slope is Slope.CANNOT_TELL
    assert course([7.0] * 12).slope is Slope.NONE


def test_chance_is_called_a_trend_about_once_in_twenty() -> None:
    rng = np.random.default_rng(7)
    called = sum(course(list(rng.poisson(20, 12))).slope in (Slope.UP, Slope.DOWN) for _ in range(400))
    assert called / 400 <= 0.08
