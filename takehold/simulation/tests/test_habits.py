import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.simulation.habits import Course, live


def world(seed, weeks=40, units=6, size=15, shock=0.0):
    teams = np.tile(np.repeat(np.arange(units), size), (weeks, 1))
    pressure = np.zeros((units, weeks))
    pressure[0, 25:] = shock
    go = np.full(units, 5)
    return live(np.random.default_rng(seed), teams, go, Course(), shock=pressure, pull=np.ones(units))


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_nothing_before_go_live_and_always_a_probability(seed):
    p = world(seed)
    assert (p[:5] == 0).all()
    assert ((p >= 0) & (p <= 1)).all()


def test_a_behaviour_spreads_slowly_then_holds():
    p = world(1)
    week = p.mean(axis=1)
    assert week[6] < 0.4 < week[12] < week[30]
    assert week[30:].min() > 0.88


def test_a_shock_pulls_back_the_team_it_weighs_on_and_no_other():
    p = world(2, shock=0.15)
    assert p[-3:, :15].mean() < 0.7
    assert p[-3:, 15:].mean() > 0.88
