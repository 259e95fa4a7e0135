"""Few or many: what is refused, what must hold always, and the short form of the table."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.spread import Spread, SpreadVerdict, Sureness, judge


def told(shares: list[float], m: int, runs: int, seed: int = 1) -> list[Spread]:
    rng = np.random.default_rng(seed)
    return [judge([m] * len(shares), rng.binomial(m, shares), 0.1, rng=rng).spread for _ in range(runs)]


def one(chances: list[int], lapses: list[int], usual: float = 0.1, seed: int = 2) -> SpreadVerdict:
    return judge(chances, lapses, usual, rng=np.random.default_rng(seed))


@pytest.mark.parametrize(
    ("shares", "m", "word", "least"),
    [
        ([0.9, 0.9] + [0.1] * 10, 30, Spread.FEW, 0.95),
        ([0.25] * 12, 12, Spread.WIDE, 0.9),
        ([0.25] * 12, 30, Spread.WIDE, 0.95),
    ],
)
def test_what_is_there_is_found(shares: list[float], m: int, word: Spread, least: float) -> None:
    assert np.mean([each is word for each in told(shares, m, 80)]) >= least


@pytest.mark.parametrize("m", [12, 30])
def test_where_nothing_is_wrong_hardly_anybody_is_blamed(m: int) -> None:
    blamed = [each in (Spread.FEW, Spread.WIDE) for each in told([0.1] * 12, m, 120)]
    assert np.mean(blamed) <= 0.06


def test_the_naive_rule_would_have_blamed_two_people_there() -> None:
    """Half of the excess lies with the top two by mere chance: what the gate and the posterior are for."""
    rng = np.random.default_rng(1)
    above = np.sort(np.maximum(rng.binomial(12, 0.1, (120, 12)) / 12 - 0.1, 0), axis=1)
    assert np.mean(above[:, -2:].sum(axis=1) >= 0.6 * above.sum(axis=1)) > 0.4


def test_nine_people_or_nine_chances_say_nothing() -> None:
    few = one([40] * 9, [36] * 2 + [4] * 7)
    assert (few.spread, few.because, few.few, few.sureness) == (
        Spread.CANNOT_TELL,
        "people",
        None,
        Sureness.NOTHING,
    )
    thin = one([9] * 20, [8] * 2 + [1] * 18)
    assert (thin.spread, thin.because, thin.excess) == (Spread.CANNOT_TELL, "chances", None)


def test_ten_to_twenty_chances_say_probably() -> None:
    assert one([19] * 12, [18] * 2 + [2] * 10).sureness is Sureness.PROBABLY
    assert one([20] * 12, [18] * 2 + [2] * 10).sureness is Sureness.PLAIN


def test_better_than_usual_is_no_excess() -> None:
    assert one([40] * 12, [1] * 12).spread is Spread.NO_EXCESS


def test_people_without_chances_are_not_counted() -> None:
    assert one([30] * 12 + [0] * 5, [27] * 2 + [3] * 10 + [0] * 5) == one([30] * 12, [27] * 2 + [3] * 10)


def test_the_answer_holds_nothing_of_a_person() -> None:
    found = one([30] * 12, [27] * 2 + [3] * 10)
    assert found.spread is Spread.FEW
    assert {type(value) for value in dataclasses.astuple(found)} <= {Spread, Sureness, int, float, str}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(10, 40), st.floats(0, 1)), min_size=10, max_size=16), st.randoms())
def test_who_stands_where_in_the_list_does_not_matter(people: list[tuple[int, float]], order) -> None:
    counts = [(m, round(m * share)) for m, share in people]
    mixed = counts[:]
    order.shuffle(mixed)
    assert one(*map(list, zip(*counts, strict=True))) == one(*map(list, zip(*mixed, strict=True)))


@pytest.mark.parametrize(
    ("chances", "lapses", "usual"), [([3], [4], 0.1), ([3], [1, 1], 0.1), ([3], [-1], 0.1), ([3], [1], 1.0)]
)
def test_counts_that_cannot_be_are_refused(chances: list[int], lapses: list[int], usual: float) -> None:
    with pytest.raises(ValueError):
        one(chances, lapses, usual)
