"""Shrinkage and the interval that may be looked at every day."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.adoption import (
    Prior,
    anytime_evidence,
    anytime_interval,
    fit_prior,
    moment_prior,
    pooled_dispersion,
    probability_at_least,
    shrink,
    shrink_normal,
)

counts = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def wilson(x: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    z, share = 1.96, x / n
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return centre - reach, centre + reach


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8, 0.97])
def test_an_interval_looked_at_after_every_case_keeps_its_promise_and_wilson_does_not(share: float) -> None:
    """methods 13.4: under a constant share, excluded in any of 500 looks with probability 0.05 at most."""
    runs, looks = 1000, 500
    taken = np.cumsum(np.random.default_rng(7).random((runs, looks)) < share, axis=1)
    n = np.broadcast_to(np.arange(1, looks + 1), taken.shape)
    ever = (anytime_evidence(share, taken, n) > np.log(20)).any(axis=1).mean()
    low, high = wilson(taken, n)
    wilson_ever = ((low > share) | (high < share)).any(axis=1).mean()
    assert ever <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / runs)
    assert wilson_ever > 0.25


@given(st.integers(1, 60), st.floats(0, 1), st.floats(0.001, 0.999))
def test_the_interval_is_what_the_evidence_does_not_exclude(n: int, taken: float, share: float) -> None:
    x = np.array([round(taken * n)], dtype=float)
    low, high = anytime_interval(x, np.array([float(n)]))
    outside = share < low[0] - 1e-9 or share > high[0] + 1e-9
    inside = low[0] + 1e-9 < share < high[0] - 1e-9
    excluded = anytime_evidence(share, x, np.array([float(n)]))[0] > np.log(20)
    assert not outside or excluded
    assert not inside or not excluded


@given(counts)
def test_the_interval_holds_the_share_and_is_never_narrower_than_wilson(drawn: tuple[int, int]) -> None:
    x, n = (np.array([float(value)]) for value in drawn)
    low, high = anytime_interval(x, n)
    assert 0 <= low[0] <= high[0] <= 1
    if n[0]:
        assert low[0] - 1e-9 <= x[0] / n[0] <= high[0] + 1e-9
        narrow = wilson(x, n)
        assert high[0] - low[0] >= min(narrow[1][0], 1) - max(narrow[0][0], 0) - 1e-9
    else:
        assert (low[0], high[0]) == (0, 1)


def test_units_that_differ_lend_little_and_units_alike_lend_much() -> None:
    rng = np.random.default_rng(8)
    n = np.full(1000, 80.0)
    apart = fit_prior(rng.binomial(80, rng.beta(2, 2, 1000)).astype(float), n)
    alike = fit_prior(rng.binomial(80, rng.beta(60, 20, 1000)).astype(float), n)
    assert apart.strength == pytest.approx(4, rel=0.25)
    assert alike.strength == pytest.approx(80, rel=0.25)
    assert alike.a / alike.strength == pytest.approx(0.75, abs=0.02)


def test_copies_are_never_believed_and_few_units_lend_nothing() -> None:
    n = np.full(30, 100.0)
    assert fit_prior(np.full(30, 80.0), n).strength <= 0.8 * 0.2 / 0.03**2
    assert fit_prior(np.full(4, 80.0), n[:4]) == Prior(0.5, 0.5)
    a, b = moment_prior(np.zeros((6, 2)), np.zeros((6, 2)))
    assert (a.tolist(), b.tolist()) == ([0.5, 0.5], [0.5, 0.5])


def test_the_shrinkage_is_reported_in_chances() -> None:
    told = shrink(9, 10, Prior(30, 10))
    assert (told.own, told.borrowed) == (10, 40)
    assert told.estimate == pytest.approx(39 / 50)


@given(counts, st.floats(0.05, 0.95))
def test_more_of_the_new_way_is_never_less_likely_to_be_at_the_bar(
    drawn: tuple[int, int], bar: float
) -> None:
    x, n = drawn
    two = probability_at_least(
        bar, np.array([x, min(x + 1, n)], dtype=float), np.array([n, n], dtype=float), 2, 2
    )
    assert 0 <= two[0] <= two[1] + 1e-12 <= 1 + 1e-9


def test_a_bar_at_nought_is_always_reached() -> None:
    assert probability_at_least(-0.02, np.zeros(2), np.ones(2), 1, 1).tolist() == [1, 1]


@settings(max_examples=30)
@given(st.lists(st.floats(-1, 1), min_size=5, max_size=20))
def test_shrunk_estimates_lie_between_themselves_and_their_mean(drawn: list[float]) -> None:
    values, variances = np.array(drawn), np.linspace(0.01, 0.2, len(drawn))
    means, doubts = shrink_normal(values, variances)
    low, high = min(values), max(values)
    assert ((means >= low - 1e-9) & (means <= high + 1e-9)).all()
    assert (doubts > 0).all()


def test_fewer_than_five_are_left_alone() -> None:
    values = np.array([0.1, 0.2])
    assert shrink_normal(values, values)[0] is values


def test_dispersion_is_pooled_over_units_and_skips_told_shifts() -> None:
    rng = np.random.default_rng(9)
    n = np.full((50, 40), 10)
    x = rng.binomial(n, np.where(np.arange(40) < 20, 0.1, 0.9))
    quiet = np.ones((50, 39), dtype=bool)
    assert pooled_dispersion(n, x, quiet) > 1.3
    quiet[:, 19] = False
    assert pooled_dispersion(n, x, quiet) == pytest.approx(1, abs=0.1)
    assert pooled_dispersion(n[:, :1], x[:, :1], quiet[:, :0]) == 1


def test_weeks_without_a_chance_are_passed_over() -> None:
    rng = np.random.default_rng(1)
    n = np.where(np.arange(80) % 4 == 0, 50, 0)[None, :].repeat(40, axis=0)
    x = rng.binomial(n, rng.beta(8, 2, n.shape))
    assert pooled_dispersion(n, x, np.ones((40, 79), dtype=bool)) == pytest.approx(1 + 49 / 11, rel=0.15)
