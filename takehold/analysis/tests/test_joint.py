"""Joint movement: an association that is there is found, one that is not is rarely told, a common growth is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from math import asin, pi

import numpy as np
import pytest
from scipy.stats import spearmanr

from takehold.analysis.facts import FloatArray, Period
from takehold.analysis.joint import FEWEST, JointMovement, Moved, joint_movement

START = date(2025, 1, 6)
RUNS = 300
Pair = tuple[FloatArray, FloatArray]


def weekly(values: FloatArray) -> dict[date, float]:
    return {START + timedelta(days=7 * nth): float(value) for nth, value in enumerate(values)}


def compared(x: FloatArray, y: FloatArray) -> JointMovement:
    return joint_movement(weekly(x), weekly(y), Period.WEEK)


def walks(rng: np.random.Generator, n: int) -> Pair:
    return rng.normal(size=n).cumsum(), rng.normal(size=n).cumsum()


def growing(rng: np.random.Generator, n: int) -> Pair:
    """Both rise all the time, each with its own noise: their levels correlate by about .9."""
    return np.arange(n) * 0.25 + rng.normal(size=n), np.arange(n) * 0.25 + rng.normal(size=n)


def lasting(rng: np.random.Generator, n: int) -> Pair:
    """Changes that last some weeks: the next is known in part from the one before."""
    several = []
    for _series in range(2):
        changes = rng.normal(size=n)
        for nth in range(1, n):
            changes[nth] += 0.6 * changes[nth - 1]
        several.append(changes.cumsum())
    return several[0], several[1]


def jumping(rng: np.random.Generator, n: int) -> Pair:
    """In one week both jump, as on the day of a go-live: the changes themselves correlate by nearly 1."""
    x, y = walks(rng, n)
    jump = 100.0 * (np.arange(n) >= n // 2)
    return x + jump, y + jump


def planted(rng: np.random.Generator, n: int) -> Pair:
    changes = rng.multivariate_normal([0, 0], [[1, 0.7], [0.7, 1]], n)
    return changes[:, 0].cumsum(), changes[:, 1].cumsum()


def told(make: Callable[[np.random.Generator, int], Pair], n: int) -> float:
    rng = np.random.default_rng(5)
    found = [compared(*make(rng, n)).moved for _run in range(RUNS)]
    return sum(each in (Moved.TOGETHER, Moved.OPPOSITE) for each in found) / RUNS


@pytest.mark.parametrize("make", [walks, growing, lasting, jumping])
@pytest.mark.parametrize("weeks", [FEWEST + 1, 52])
def test_what_has_nothing_to_do_with_each_other_is_rarely_told_to(
    make: Callable[[np.random.Generator, int], Pair], weeks: int
) -> None:
    assert told(make, weeks) <= 0.07


def test_an_association_of_a_year_is_found() -> None:
    assert told(planted, 52) >= 0.8


def test_the_interval_holds_the_truth() -> None:
    rng, truth = np.random.default_rng(6), 6 / pi * asin(0.7 / 2)
    found = [compared(*planted(rng, 52)).interval or (1.0, -1.0) for _run in range(RUNS)]
    assert sum(low <= truth <= high for low, high in found) / RUNS >= 0.92


def test_the_figure_is_spearmans_of_the_changes() -> None:
    x, y = planted(np.random.default_rng(7), 40)
    found = compared(x, y)
    assert found.together == pytest.approx(spearmanr(np.diff(x), np.diff(y)).statistic)
    assert (found.moved, found.periods, found.changes) == (Moved.TOGETHER, 40, 39)
    assert compared(x, -y).moved is Moved.OPPOSITE
    assert compared(x, -y).together == pytest.approx(-(found.together or 0))


def test_only_changes_from_one_period_to_the_next_that_both_have_count() -> None:
    x, y = planted(np.random.default_rng(8), 40)
    one, other = weekly(x), weekly(y)
    del one[START + timedelta(days=70)]
    found = joint_movement(one, other, Period.WEEK)
    kept = [nth for nth in range(39) if nth not in (9, 10)]
    assert (found.periods, found.changes) == (39, 37)
    assert found.together == pytest.approx(spearmanr(np.diff(x)[kept], np.diff(y)[kept]).statistic)


def test_changes_that_last_count_as_fewer() -> None:
    found = compared(*lasting(np.random.default_rng(10), 104))
    assert 4 < found.counted < 0.8 * found.changes


def test_where_nothing_can_be_told() -> None:
    x, y = planted(np.random.default_rng(11), 52)
    assert compared(x[:FEWEST], y[:FEWEST]).moved is Moved.TOO_FEW
    assert compared(x[: FEWEST + 1], y[: FEWEST + 1]).moved is not Moved.TOO_FEW
    still = compared(x, np.full(52, 0.4))
    assert (still.moved, still.together, still.changes) == (Moved.STILL, None, 51)
    nothing = joint_movement(weekly(x), {}, Period.WEEK)
    assert (nothing.moved, nothing.first, nothing.periods) == (Moved.TOO_FEW, None, 0)
    with pytest.raises(ValueError, match="2025-01-08 is not the first day of a week"):
        joint_movement(weekly(x), {START + timedelta(days=2): 1.0}, Period.WEEK)
