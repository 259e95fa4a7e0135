"""Scales: alpha by hand, items that run against the rest, agreement of groups, and the order of steps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis import scales


def answers(n: int = 200, items: int = 4, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    level = rng.normal(3, 0.8, n)
    return np.clip(np.rint(level[:, None] + rng.normal(0, 0.6, (n, items))), 1, 5)


def test_alpha_is_one_less_the_items_own_variance() -> None:
    items = answers()
    by_hand = 4 / 3 * (1 - items.var(axis=0, ddof=1).sum() / items.sum(axis=1).var(ddof=1))
    assert scales.reliability(items).alpha == pytest.approx(by_hand)


def test_an_item_that_runs_against_the_rest_is_named_and_turning_it_round_mends_it() -> None:
    items = answers()
    keyed = scales.reliability(items)
    wrong = scales.reversed_items(items, [2], 1, 5)
    found = scales.reliability(wrong)
    assert found.unkeyed == (2,)
    assert found.alpha is not None
    assert keyed.alpha is not None
    assert found.alpha < keyed.alpha
    assert scales.reliability(scales.reversed_items(wrong, [2], 1, 5)).alpha == pytest.approx(keyed.alpha)


def test_answers_that_are_nearly_alike_tell_nothing() -> None:
    items = np.full((60, 2), 4.0)
    assert scales.reliability(items).alpha is None
    items[0, 0] = 5
    assert scales.reliability(items).alpha is None


def test_what_was_left_open_is_left_out_pair_by_pair() -> None:
    items = answers()
    items[::7, 1] = np.nan
    assert scales.reliability(items).alpha == pytest.approx(scales.reliability(answers()).alpha, abs=0.03)


def test_a_single_item_is_no_scale() -> None:
    with pytest.raises(ValueError):
        scales.reliability(np.ones((10, 1)))


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(60)))
def test_who_stands_in_which_row_does_not_matter(order: list[int]) -> None:
    items = answers(60)
    assert scales.reliability(items[order]).alpha == pytest.approx(scales.reliability(items).alpha)


def test_groups_that_differ_and_groups_that_do_not() -> None:
    groups = [number // 10 for number in range(100)]
    apart = np.repeat(np.arange(10.0), 10) + np.tile([-0.1, 0.1], 50)
    found = scales.agreement(apart, groups)
    assert found.icc1 > 0.99
    assert found.icc2 > found.icc1
    assert (found.groups, found.n) == (10, 100)
    mixed = np.tile(np.arange(10.0), 10)
    assert scales.agreement(mixed, groups).icc1 <= 0


def test_one_group_has_nothing_to_be_compared_with() -> None:
    with pytest.raises(ValueError):
        scales.agreement(np.ones(5), ["a"] * 5)


def test_agreement_within_a_group_is_one_less_the_share_of_chance_variance() -> None:
    assert scales.within_group_agreement(np.array([4.0, 4, 4, 4]), 5) == 1
    told = np.array([3.0, 4, 4, 5])
    assert scales.within_group_agreement(told, 5) == pytest.approx(1 - told.var(ddof=1) / 2)
    assert scales.within_group_agreement(np.array([1.0, 5, 1, 5]), 5) == 0


def test_steps_passed_in_order_make_a_scale_and_chance_does_not() -> None:
    ladder = np.array([[1.0] * done + [0.0] * (5 - done) for done in (0, 1, 2, 3, 4, 5) for _ in range(10)])
    found = scales.order(ladder)
    assert found is not None
    assert (found.h, found.reproducibility, found.fits) == (1, 1, True)
    assert type(found.fits) is bool
    chance = scales.order(np.random.default_rng(1).integers(0, 2, (400, 5)).astype(float))
    assert chance is not None
    assert abs(chance.h) < 0.1
    assert not chance.fits
    assert scales.order(np.ones((50, 5))) is None
