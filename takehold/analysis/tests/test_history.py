"""The story so far: shifts where they are, none where nothing happens, and an honest interval for the date."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.history import SMALLEST_SHARE, dispersion, share_stretches, value_stretches


def cuts(stretches: tuple) -> list[int]:
    return [one.begin for one in stretches[1:]]


def shares(rng: np.random.Generator, level: np.ndarray, chances: int) -> tuple[np.ndarray, np.ndarray]:
    n = rng.poisson(chances, level.size)
    return n, rng.binomial(n, level)


def test_a_go_live_is_found_to_the_day_and_its_date_is_sure() -> None:
    level = np.where(np.arange(200) < 120, 0.1, 0.8)
    (told,) = share_stretches([shares(np.random.default_rng(1), level, 80)])
    assert cuts(told) == [120]
    assert (told[1].earliest, told[1].latest) == (120, 120)
    assert told[0].level == pytest.approx(0.1, abs=0.02)


def test_a_huge_shift_does_not_hide_a_smaller_one() -> None:
    level = np.repeat([0.05, 0.9, 0.82], [50, 40, 40])
    (told,) = share_stretches([shares(np.random.default_rng(2), level, 2000)])
    assert cuts(told) == [50, 90]


def test_quiet_series_are_quiet_binomial_or_uneven() -> None:
    rng = np.random.default_rng(3)
    steady = [shares(rng, np.full(156, rng.uniform(0.2, 0.9)), 30) for _ in range(100)]
    uneven = [shares(rng, rng.beta(16, 4, 156), 30) for _ in range(100)]
    assert sum(len(told) > 1 for told in share_stretches(steady)) == 0
    assert sum(len(told) > 1 for told in share_stretches(uneven)) <= 2


def test_the_interval_of_a_date_covers_it_four_times_in_five() -> None:
    rng = np.random.default_rng(4)
    level = np.where(np.arange(60) < 30, 0.5, 0.7)
    told = [one for one in share_stretches([shares(rng, level, 25) for _ in range(300)]) if len(one) == 2]
    covered = np.mean([one[1].earliest <= 30 <= one[1].latest for one in told])
    assert len(told) > 200
    assert 0.75 <= covered <= 0.97


def test_dispersion_is_one_for_chance_and_knows_shocks() -> None:
    rng = np.random.default_rng(5)
    n = np.full(400, 40)
    assert dispersion(n, rng.binomial(n, 0.7)) == pytest.approx(1, abs=0.2)
    assert dispersion(n, rng.binomial(n, rng.beta(7, 3, 400))) == pytest.approx(1 + 39 / 11, rel=0.25)
    jump = rng.binomial(n, np.where(np.arange(400) < 200, 0.05, 0.95))
    assert dispersion(n, jump, cuts=(200,)) < dispersion(n, jump)
    assert dispersion(n[:1], n[:1]) == 1
    assert dispersion(n, n) == 1


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 40), st.floats(0, 1)), max_size=40))
def test_stretches_cover_the_series_and_are_told_apart(drawn: list[tuple[int, float]]) -> None:
    n = np.array([count for count, _ in drawn], dtype=np.int64)
    x = np.array([round(count * share) for count, share in drawn], dtype=np.int64)
    (told,) = share_stretches([(n, x)])
    assert bool(told) == bool(n.sum())
    for before, after in itertools.pairwise(told):
        assert before.end == after.begin
        assert abs(after.level - before.level) >= SMALLEST_SHARE
        assert before.begin < after.earliest <= after.begin <= after.latest < after.end
    if told:
        assert (told[0].begin, told[-1].end) == (0, n.size)
        assert all(0 <= one.level <= 1 for one in told)


def test_values_without_any_noise_and_values_that_step() -> None:
    assert cuts(value_stretches(np.full(20, 42.5))) == []
    assert cuts(value_stretches(np.full(20, 42.5) + np.arange(20) * 1e-6)) == []
    assert cuts(value_stretches(np.repeat([40.0, 60.0], 20) + np.tile([0.5, -0.5], 20))) == [20]
    assert value_stretches(np.array([])) == ()
    assert cuts(value_stretches(np.zeros(5))) == []


def test_a_step_is_found_in_each_of_many_units_at_once() -> None:
    rng = np.random.default_rng(6)
    level = np.where(np.arange(156) < 60, 0.3, 0.8)
    told = share_stretches([shares(rng, level, 30) for _ in range(200)])
    assert all(abs(cuts(one)[0] - 60) <= 1 for one in told)


def test_a_long_series_keeps_its_one_step() -> None:
    long = shares(np.random.default_rng(6), np.repeat([0.2, 0.7], 550), 80)
    assert [abs(cut - 550) <= 1 for cut in cuts(share_stretches([long])[0])] == [True]
