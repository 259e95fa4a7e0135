"""Who earned it and never got it: found when it is there, hardly ever when it is not, and never for fewer than five people."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from takehold.analysis.recognition import Group, Seen, equity

DAY, NIGHT, SMALL = Group("Day", 40, 20, 14), Group("Night", 12, 10, 0), Group("Outpost", 4, 9, 0)


def test_the_night_shift_that_nobody_sees_is_found():
    found = {one.name: one for one in equity([DAY, NIGHT])}
    assert found["Night"].seen is Seen.UNSEEN
    assert found["Night"].never
    assert found["Night"].expected == pytest.approx(14 / 3)
    assert found["Day"].seen is Seen.EVEN


def test_fewer_than_five_people_are_not_in_it_at_all():
    assert equity([DAY, NIGHT, SMALL]) == equity([DAY, NIGHT])


def test_three_wins_cannot_tell_and_it_says_how_many_can():
    found = {one.name: one for one in equity([DAY, Group("Night", 12, 3, 0)])}["Night"]
    assert (found.seen, found.never) == (Seen.CANNOT_TELL, True)
    assert found.needs > 3
    enough = equity([Group("Day", 40, 2000, 1400), Group("Night", 12, found.needs, 0)])
    assert {one.name: one.seen for one in enough}["Night"] is Seen.UNSEEN


@pytest.mark.parametrize("groups", [[], [Group("A", 9, 0, 0), Group("B", 9, 0, 0)]])
def test_where_nothing_was_earned_nothing_can_be_told(groups):
    assert all(one.seen is Seen.CANNOT_TELL and one.needs == 0 for one in equity(groups))


@pytest.mark.parametrize("all_of_them", [0, 1])
def test_where_nothing_or_everything_is_recognised_nobody_is_unseen(all_of_them):
    groups = [Group("A", 9, 30, 30 * all_of_them), Group("B", 9, 4, 4 * all_of_them)]
    found = equity(groups)
    assert Seen.UNSEEN not in {one.seen for one in found}
    assert all(one.never is not bool(all_of_them) and one.needs == 0 for one in found)


@given(st.lists(st.tuples(st.integers(0, 40), st.floats(0, 1)), min_size=2, max_size=6))
def test_the_chance_is_fishers(rows):
    groups = [Group(f"G{n}", 9, earned, int(earned * part)) for n, (earned, part) in enumerate(rows)]
    wins, given_ = sum(g.earned for g in groups), sum(g.recognised for g in groups)
    by_name = {one.name: one for one in equity(groups)}
    for group in groups:
        table = [
            [group.recognised, group.earned - group.recognised],
            [given_ - group.recognised, wins - group.earned - given_ + group.recognised],
        ]
        expected = stats.fisher_exact(table, alternative="less").pvalue
        assert by_name[group.name].p == pytest.approx(expected, rel=1e-6)


def test_in_a_fair_house_hardly_anybody_is_named():
    rng = np.random.default_rng(1)
    named = 0
    for _ in range(400):
        earned = rng.integers(0, 25, 6)
        got = rng.binomial(earned, 0.5)
        groups = [Group(str(n), 9, int(e), int(g)) for n, (e, g) in enumerate(zip(earned, got, strict=True))]
        named += any(one.seen is Seen.UNSEEN for one in equity(groups))
    assert named / 400 <= 0.05


def test_more_recognised_than_earned_is_refused():
    with pytest.raises(ValueError):
        equity([Group("A", 9, 1, 2)])
