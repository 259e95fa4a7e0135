"""The picture: limits, and which rule marks which point."""

from __future__ import annotations

import numpy as np
import pytest

from takehold.analysis.control import (
    NHS_RULES,
    WESTERN_ELECTRIC_RULES,
    Limits,
    ewma,
    fired,
    marks,
    xmr_limits,
)

UNIT = Limits(0.0, -3.0, 3.0)


def test_limits_are_2_66_mean_moving_ranges_from_the_mean() -> None:
    limits = xmr_limits(np.array([10.0, 12.0, 11.0, 13.0]))
    mean_range = (2 + 1 + 2) / 3
    assert limits.centre == 11.5
    assert limits.high - 11.5 == pytest.approx(2.66 * mean_range, rel=1e-3)
    assert limits.sigma == pytest.approx(mean_range / 1.128)
    with pytest.raises(ValueError, match="at least 2"):
        xmr_limits(np.array([1.0]))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0, 3.2, 0], {1: "outside_limits"}),
        ([0, 2.5, 1, 2.2, -1], {1: "two_of_three_near_a_limit", 3: "two_of_three_near_a_limit"}),
        ([0, 2.5, -1, 2.2, -1], {}),  # the three must lie on one side
        ([-1, 1, 1, 1, 1, 1, 1, 1, -1], dict.fromkeys(range(1, 8), "seven_on_one_side")),
        ([-1, 1, 1, 1, 1, 1, 1, -1], {}),
        ([1, -0.9, -0.6, -0.3, 0.1, 0.4, 0.7, 1.0, 0.5], dict.fromkeys(range(1, 8), "seven_point_trend")),
        ([1, -0.9, -0.6, -0.3, -0.3, 0.4, 0.7, 1.0, 0.5], {}),  # strictly
        ([-2.5, -2.6], {}),  # three points are needed
        ([], {}),
    ],
)
def test_each_rule_marks_its_own_points(values: list[float], expected: dict[int, str]) -> None:
    told = marks(np.array(values, dtype=float), UNIT)
    assert {index: name for index, name in enumerate(told) if name} == expected


def test_the_first_rule_names_a_point_that_several_mark() -> None:
    values = np.array([1.0, 1, 1, 1, 1, 1, 3.5])
    assert marks(values, UNIT) == (*["seven_on_one_side"] * 6, "outside_limits")
    assert marks(values, UNIT, tuple(reversed(NHS_RULES)))[-1] == "seven_on_one_side"


def test_both_sides_and_many_series_at_once() -> None:
    rng = np.random.default_rng(1)
    values = rng.normal(size=(5, 60))
    for rule in (*NHS_RULES, *WESTERN_ELECTRIC_RULES):
        both = fired(values, rule)
        assert np.array_equal(both, fired(-values, rule))
        assert np.array_equal(both[3], fired(values[3], rule))


def test_a_chart_without_any_spread_marks_only_what_leaves_it() -> None:
    flat = Limits(5.0, 5.0, 5.0)
    assert marks(np.array([5.0, 5, 5, 5, 5, 5, 5, 5]), flat) == ("",) * 8
    assert marks(np.array([5.0, 6.0, 5.0]), flat)[1] == "outside_limits"


def test_the_ewma_line_is_the_recursion() -> None:
    line = ewma(np.array([1.0, 0.0]), start=0.5, weight=0.2)
    assert line.tolist() == pytest.approx([0.6, 0.48])
