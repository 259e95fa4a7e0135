"""Will it last: the raters beside each other, and their distance as a finding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takehold.analysis.sustainability import FACTORS, check

one_rating = st.dictionaries(st.sampled_from(FACTORS), st.integers(1, 4))


def rated(**levels):
    """One mapping a rater: ``rated(measured=(1, 4, 4))``; everything else is 4."""
    raters = len(next(iter(levels.values())))
    return [
        {**dict.fromkeys(FACTORS, 4), **{name: each[n] for name, each in levels.items()}}
        for n in range(raters)
    ]


def test_weak_factors_come_lowest_first_and_far_apart_ones_are_to_be_talked_about():
    found = check(rated(measured=(1, 1, 2, 1), means=(2, 2, 2, 2), daily=(1, 4, 1, 4)))
    assert found.weak == ("measured", "means")
    assert found.talk == ("daily",)
    by_name = {one.factor: one for one in found.factors}
    assert (by_name["daily"].middle, by_name["daily"].low, by_name["daily"].high) == (2.5, 1, 4)
    assert by_name["daily"].apart == pytest.approx(2.0)
    assert (by_name["measured"].spread, by_name["means"].apart) == ("alike", 0.0)


@pytest.mark.parametrize(
    ("levels", "word"),
    [
        ((2, 3, 2, 3), "alike"),
        ((1, 3, 2, 2), "differ"),
        ((1, 2, 3, 4), "far apart"),
        ((4,) * 9 + (1,), "alike"),
    ],
)
def test_how_far_two_raters_are_apart_on_average(levels, word):
    assert check(rated(daily=levels)).factors[FACTORS.index("daily")].spread == word


def test_two_raters_are_too_few_for_a_finding():
    found = check([*rated(daily=(1, 1)), {}])
    assert (found.raters, found.because.code, found.weak, found.talk) == (2, "too_few_raters", (), ())
    assert found.factors[FACTORS.index("daily")].middle == 1


@given(st.lists(one_rating, max_size=7), st.randoms())
def test_raters_are_alike_whoever_comes_first(ratings, shuffler):
    mixed = list(ratings)
    shuffler.shuffle(mixed)
    found = check(ratings)
    assert found == check(mixed)
    assert [one.factor for one in found.factors] == list(FACTORS)
    assert all(one.low <= one.middle <= one.high for one in found.factors if one.answers)


def test_an_unknown_factor_or_level_is_refused():
    for wrong in ({"luck": 3}, {"daily": 5}):
        with pytest.raises(ValueError):
            check([wrong])
