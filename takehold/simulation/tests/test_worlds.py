import numpy as np
import pytest

from takehold.simulation.worlds import Slip, World, play


@pytest.mark.parametrize("world", list(World))
def test_levels_hold_and_slip_as_told(world):
    n, x, level = play(np.random.default_rng(1), world, 400, 60, Slip(0.2, 40, every=2))
    assert n.min() >= 5
    assert n.max() <= 40
    assert ((x >= 0) & (x <= n)).all()
    share = x / n
    before, after = share[:, :40].mean(axis=1), share[:, 45:].mean(axis=1)
    steady = np.arange(400) % 2 == 1
    assert abs((before - level).mean()) < 0.02
    assert abs((after - before)[steady].mean()) < 0.02
    assert abs((after - before)[~steady].mean() + 0.2) < 0.03


def test_shocks_widen_and_habit_binds():
    def spread(world):
        n, x, level = play(np.random.default_rng(2), world, 600, 60)
        e = (x - n * level[:, None]) / np.sqrt(n * (level * (1 - level))[:, None])
        return (e**2).mean(), (e[:, 1:] * e[:, :-1]).mean() / (e**2).mean()

    wide, bound = spread(World.SHOCKS), spread(World.HABIT)
    assert 1.8 < wide[0] < 2.4  # 1 + 21.5 x .05
    assert abs(wide[1]) < 0.05
    assert abs(bound[0] - 1) < 0.1
    assert abs(bound[1] - 0.5) < 0.05
