"""A share that rose: Fisher's own table, another programme's numbers, and how often chance alone is called a rise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from takehold.analysis.rising import FEWEST, RARE, Course, as_many, rise


def test_the_lady_tasting_tea() -> None:
    """Fisher 1935: all four right, 1 in 70; three of four or better, 17 in 70."""
    assert as_many((0, 4), (4, 4)) == pytest.approx(1 / 70)
    assert as_many((1, 4), (3, 4)) == pytest.approx(17 / 70)


@settings(max_examples=50)
@given(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)))
def test_the_chance_is_that_of_fishers_exact_test(table: tuple[int, int, int, int]) -> None:
    kind, other, kind_now, other_now = table
    expected = stats.fisher_exact([[kind_now, other_now], [kind, other]], alternative="greater").pvalue
    assert as_many((kind, kind + other), (kind_now, kind_now + other_now)) == pytest.approx(
        expected, abs=1e-9
    )


def test_small_numbers_are_not_told() -> None:
    assert rise((0, FEWEST - 1), (9, 40)).course is Course.CANNOT_TELL
    assert rise((0, 40), (FEWEST - 1, FEWEST - 1)).course is Course.CANNOT_TELL
    assert rise((1, 40), (9, 40)).course is Course.ROSE
    assert rise((1, 40), (2, 40)).course is Course.NOT_SEEN
    for wrong in ((-1, 4), (5, 4)):
        with pytest.raises(ValueError, match="no share"):
            rise(wrong, (1, 4))


def test_chance_alone_is_seldom_called_a_rise() -> None:
    rng = np.random.default_rng(5)
    draws = rng.binomial(30, 0.15, size=(2000, 2))
    called = np.mean([rise((int(a), 30), (int(b), 30)).course is Course.ROSE for a, b in draws])
    assert called <= RARE
