from datetime import date

import numpy as np
import pytest

from takehold.simulation import organisation

MONDAY = date(2024, 1, 1)
SMALL = organisation.Plan(teams=24, people=500, changes=3, weeks=80, slipping=0.3)


@pytest.fixture(scope="module")
def small():
    return organisation.build(4, MONDAY, SMALL)


def test_the_same_seed_gives_the_same_counts(small):
    again = organisation.build(4, MONDAY, SMALL)
    assert (again.chances == small.chances).all()
    assert (again.new_way == small.new_way).all()


def test_counts_add_up_and_nothing_is_new_before_go_live(small):
    assert small.chances.shape == (3, 24, 80)
    assert small.sizes.sum() == 500
    assert small.sizes.min() >= 4
    assert ((small.new_way + small.old_way) <= small.chances).all()
    for change, week in enumerate(small.go_live.tolist()):
        assert small.new_way[change, :, :week].sum() == 0


def test_streams_take_hold_and_those_that_slip_slip(small):
    late = slice(70, 80)
    share = small.new_way[..., late].sum(axis=2) / small.chances[..., late].sum(axis=2)
    held = (small.slips < 0) & (small.go_live[:, None] < 45)
    gone = (small.slips >= 0) & (small.slips < 65) & (small.go_live[:, None] < 40)
    assert np.median(share[held]) > 0.88
    assert np.median(share[gone]) < 0.75


def test_days_add_up_to_weeks(small):
    chances, new = organisation.daily(small.chances[0], small.new_way[0], 1)
    assert chances.shape == (24, 560)
    assert (chances.reshape(24, 80, 7).sum(axis=2) == small.chances[0]).all()
    assert (new.reshape(24, 80, 7).sum(axis=2) == small.new_way[0]).all()
    assert ((new >= 0) & (new <= chances)).all()


def test_ten_times_the_demo_is_quick_and_has_its_files():
    large = organisation.build(1, MONDAY, organisation.Plan(changes=5))
    assert large.chances.shape == (5, 500, 156)
    assert len(organisation.people_table(large, 1)) == 10_000
    assert len(organisation.teams_table(large)) == 500 + len(large.departments) + 1
    assert len(organisation.weeks_of(large)) == 156


def test_misuse_is_told():
    with pytest.raises(ValueError, match="Monday"):
        organisation.build(1, date(2024, 1, 2))
    with pytest.raises(ValueError, match="too few"):
        organisation.build(1, MONDAY, organisation.Plan(teams=10, people=30))
