"""What stands in the way costs its share; what takes it away can only help, and lasts as long as it is there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.simulation.hindrances import WEEK, Hindrance, Relief, hindered, losses
from takehold.simulation.occasions import Occasions

UNITS, WEEKS = 6, 40
FEW = settings(max_examples=25, deadline=None)
reliefs = st.builds(
    Relief,
    begins=st.dictionaries(st.integers(0, 3), st.integers(5, 20), max_size=4),
    removes=st.floats(0.0, 1.0),
    stops=st.one_of(st.none(), st.integers(22, 35)),
)
seeds = st.integers(0, 2**32 - 1)


def chances(rng: np.random.Generator, each: int = 5) -> Occasions:
    week, team = (grid.ravel() for grid in np.meshgrid(np.arange(WEEKS), np.arange(UNITS), indexing="ij"))
    week, team = np.repeat(week, each), np.repeat(team, each)
    return Occasions(week * WEEK + 60, team, np.zeros(len(week), dtype=np.int64), rng.random(len(week)) < 0.9)


def lost(seed: int, *known: Relief, share: float = 0.2) -> np.ndarray:
    return losses(np.random.default_rng(seed), UNITS, WEEKS, (Hindrance((0, 1, 2, 3), 4, share, known),))


@FEW
@given(seeds, reliefs, st.floats(0.0, 0.5))
def test_help_only_helps_and_only_where_it_is_given(seed: int, relief: Relief, share: float) -> None:
    without, with_it = lost(seed, share=share), lost(seed, relief, share=share)
    assert np.all(with_it <= without + 1e-12)
    assert np.all(with_it >= 0)
    apart = [team for team in range(UNITS) if team not in relief.begins]
    assert np.array_equal(with_it[apart], without[apart])
    before = min(relief.begins.values(), default=WEEKS)
    assert np.array_equal(with_it[:, :before], without[:, :before])


@FEW
@given(seeds, reliefs)
def test_each_chance_goes_the_new_way_at_least_as_often_with_help(seed: int, relief: Relief) -> None:
    seen = chances(np.random.default_rng(seed))
    plain, helped = (hindered(np.random.default_rng(seed), seen, each) for each in (lost(1), lost(1, relief)))
    assert not np.any(plain.new & ~helped.new)
    assert not np.any(helped.new & ~seen.new)
    free = seen.team > 3
    assert np.array_equal(helped.new[free], seen.new[free])
    assert np.array_equal(helped.minute, seen.minute)


def test_what_lasts_stays_and_what_stops_comes_back_within_its_weeks() -> None:
    stays = lost(3, Relief({0: 10}, 0.9))
    assert stays[0, 9] == pytest.approx(0.2)
    assert np.allclose(stays[0, 12:], 0.02)
    ends = lost(3, Relief({0: 10, 1: 10}, 1.0, stops=20, fades=(2.0, 5.0)))
    assert np.allclose(ends[:2, 12:20], 0.0)
    assert np.all(np.diff(ends[:2, 19:], axis=1) > 0)
    assert np.all(ends[:2, 20] < 0.1), "not half of it in the first week"
    assert np.all(ends[:2, 25] > 0.1), "and half of it after five"
    assert ends[0, 22] != ends[1, 22], "each at its own pace"


def test_the_share_that_is_lost_is_the_share_that_was_planted() -> None:
    seen = chances(np.random.default_rng(5), each=200)
    found = hindered(np.random.default_rng(6), seen, lost(5))
    there = (seen.team < 4) & (seen.minute >= 4 * WEEK)
    assert found.new[there].sum() / seen.new[there].sum() == pytest.approx(0.8, abs=0.01)


def test_nothing_is_taken_away_where_nothing_stands_in_the_way() -> None:
    with pytest.raises(ValueError, match="nothing does"):
        lost(1, Relief({5: 10}, 0.9))
