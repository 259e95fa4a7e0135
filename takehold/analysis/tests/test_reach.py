"""Weights, bounds and late answers: against a published table, calibration by another way, and what must hold always."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from takehold.analysis.reach import (
    Against,
    Heard,
    Timing,
    Weights,
    against,
    bounds,
    early_against_late,
    rake,
    weighted_share,
)
from takehold.analysis.reach.raking import raked
from takehold.analysis.reach.silence import newcombe, wilson


def table(cells: dict[tuple[str, str], int]) -> list[Heard]:
    return [
        Heard(f"{site} {doing}", n, {"site": site, "behaviour": doing}) for (site, doing), n in cells.items()
    ]


FRAME = {"site": {"North": 300, "South": 700}, "behaviour": {"at target": 400, "behind": 600}}
HEARD = table({("North", "at target"): 80, ("North", "behind"): 30, ("South", "at target"): 120, ("South", "behind"): 70})  # fmt: skip


def test_the_published_table_after_three_rounds() -> None:
    """The worked example of iterative proportional fitting that encyclopaedias carry; it stops after three rounds."""
    seed = np.array([[40, 30, 20, 10], [35, 50, 100, 75], [30, 80, 70, 120], [20, 30, 40, 50]], dtype=float)
    rows, columns = np.array([150.0, 300, 400, 150]), np.array([200.0, 300, 400, 100])
    at = np.indices((4, 4)).reshape(2, -1)
    margins = [(at[0], rows), (at[1], columns)]
    weights, settled = raked(seed.ravel(), margins, rounds=3)
    told = (weights * seed.ravel()).reshape(4, 4)
    expected = [[64.61, 46.28, 35.42, 3.83], [49.95, 68.15, 156.49, 25.37], [56.70, 144.40, 145.06, 53.76], [28.74, 41.18, 63.03, 17.03]]  # fmt: skip
    assert not settled
    assert np.abs(told - expected).max() < 0.006
    weights, settled = raked(seed.ravel(), margins)
    assert settled
    assert (weights * seed.ravel()).reshape(4, 4).sum(axis=1) == pytest.approx(rows)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(3, 200), min_size=4, max_size=4), st.integers(200, 800), st.integers(200, 800))
def test_raking_is_the_multiplicative_calibration(answered: list[int], north: int, good: int) -> None:
    """rakecheck of R's survey: weights exp(x lambda), lambda solved from the totals, give a ratio of 1."""
    cells = dict(
        zip([(s, b) for s in ("North", "South") for b in ("at target", "behind")], answered, strict=True)
    )
    frame = {"site": {"North": north, "South": 1000 - north}, "behaviour": {"at target": good, "behind": 1000 - good}}  # fmt: skip
    design = np.array([[1, s == "North", b == "at target"] for s, b in cells], dtype=float)
    n = np.array(answered, dtype=float)
    totals = np.array([1000, north, good]) / 1000 * n.sum()
    solved = minimize(
        lambda at: float(n @ np.exp(design @ at) - totals @ at) / n.sum(),
        np.zeros(3),
        jac=lambda at: (design.T @ (n * np.exp(design @ at)) - totals) / n.sum(),
        hess=lambda at: design.T @ (design * (n * np.exp(design @ at))[:, None]) / n.sum(),
        method="trust-exact",
        options={"gtol": 1e-11},
    )
    found, settled = raked(
        n,
        [
            (np.array([0, 0, 1, 1]), np.array([totals[1], totals[0] - totals[1]])),
            (np.array([0, 1, 0, 1]), np.array([totals[2], totals[0] - totals[2]])),
        ],
    )
    assert settled
    assert found / np.exp(design @ solved.x) == pytest.approx(np.ones(4), rel=1e-6)
    whole = rake(table(cells), frame)
    if not whole.trimmed:
        assert [weight for _, weight in whole.weights] == pytest.approx(found.tolist(), rel=1e-6)
        assert whole.off < 1e-6


def test_the_mean_weight_is_one_and_the_margins_are_met() -> None:
    found = rake(HEARD, FRAME)
    counts = {group.group: group.answered for group in HEARD}
    assert sum(counts[name] * weight for name, weight in found.weights) == pytest.approx(300)
    south = sum(counts[name] * weight for name, weight in found.weights if name.startswith("South"))
    assert south / 300 == pytest.approx(0.7)
    assert (found.trimmed, found.unheard, found.settled) == ((), (), True)
    assert found.design_effect > 1


def test_answers_as_in_the_frame_all_weigh_one() -> None:
    even = table({("North", "at target"): 12, ("North", "behind"): 18, ("South", "at target"): 28, ("South", "behind"): 42})  # fmt: skip
    found = rake(even, FRAME)
    assert [weight for _, weight in found.weights] == pytest.approx([1] * 4)
    assert found.design_effect == pytest.approx(1)


def test_a_weight_that_would_tower_is_cut_and_the_rest_is_told() -> None:
    lone = table({("North", "at target"): 1, ("South", "at target"): 150, ("South", "behind"): 150})
    found = rake(lone, {"site": {"North": 300, "South": 700}})
    weights = dict(found.weights)
    assert found.trimmed == ("North at target",)
    assert weights["North at target"] == pytest.approx(5 * weights["South behind"])
    assert found.off > 0.2


def test_a_class_that_nobody_answered_for_is_named_not_invented() -> None:
    found = rake([each for each in HEARD if each.classes["site"] == "North"], FRAME)
    assert found.unheard == (("site", "South", 700),)
    assert rake([], FRAME).unheard == (
        ("site", "North", 300),
        ("site", "South", 700),
        ("behaviour", "at target", 400),
        ("behaviour", "behind", 600),
    )
    assert weighted_share({}, rake([], FRAME)) is None


@pytest.mark.parametrize("classes", [{"site": "West"}, {}])
def test_a_group_without_a_place_in_the_frame_is_refused(classes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="whose site is"):
        rake([Heard("a", 10, classes)], {"site": {"North": 5}})


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["North", "South"]), st.sampled_from(["at target", "behind"]), st.integers(0, 60)), min_size=2, max_size=9))  # fmt: skip
def test_all_groups_of_the_same_classes_weigh_the_same(cells: list[tuple[str, str, int]]) -> None:
    """A weight hangs on the group's classes alone, so nothing of a person can be in it."""
    groups = [Heard(str(at), n, {"site": site, "behaviour": b}) for at, (site, b, n) in enumerate(cells)]
    weights = dict(rake(groups, FRAME).weights)
    by_class: dict[tuple[str, ...], set[float]] = {}
    for group in groups:
        if group.group in weights:
            by_class.setdefault(tuple(group.classes.values()), set()).add(round(weights[group.group], 9))
    assert all(len(seen) == 1 for seen in by_class.values())


def test_behaviour_as_a_margin_mends_what_silence_had_bent() -> None:
    """Those who do it answer twice as often and agree more: the raw share is 14 points off, the weighted one is not."""
    counts = {"good": (160, 200), "behind": (30, 100)}
    truth = (0.8 * 500 + 0.3 * 500) / 1000
    groups = [
        Heard("good", 200, {"behaviour": "at target"}),
        Heard("behind", 100, {"behaviour": "behind"}),
    ]
    found = weighted_share(counts, rake(groups, {"behaviour": {"at target": 500, "behind": 500}}))
    assert found is not None
    assert 190 / 300 - truth > 0.08
    assert found[0] == pytest.approx(truth)
    assert found[1] < truth < found[2]


def test_weighted_intervals_hold_what_they_promise_in_short() -> None:
    rng, held = np.random.default_rng(2), []
    truth = np.array([0.8, 0.3])
    groups = [Heard("a", 60, {"b": "x"}), Heard("b", 20, {"b": "y"})]
    weights = rake(groups, {"b": {"x": 500, "y": 500}})
    for _ in range(800):
        yes = rng.binomial([60, 20], truth)
        found = weighted_share({"a": (int(yes[0]), 60), "b": (int(yes[1]), 20)}, weights)
        assert found is not None
        held.append(found[1] <= truth.mean() <= found[2])
    assert 0.87 <= np.mean(held) <= 0.93


@given(st.integers(1, 400), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_whatever_the_silent_half_says_lies_within_the_bounds(
    asked: int, answering: float, agreeing: float, silent: float
) -> None:
    answered = round(asked * answering)
    yes = round(answered * agreeing)
    found = bounds(yes, answered, asked)
    truth = (yes + round((asked - answered) * silent)) / asked
    assert found.low - 1e-12 <= truth <= found.high + 1e-12
    assert found.high - found.low == pytest.approx(1 - answered / asked)


def test_eight_in_a_hundred_answers_depend_on_the_silent_ones() -> None:
    found = bounds(6, 8, 100)
    assert (found.low, found.high, found.share) == (0.06, 0.98, 0.75)
    assert against(found, 0.5) is Against.DEPENDS
    assert against(bounds(80, 90, 100), 0.75) is Against.ABOVE
    assert against(bounds(5, 90, 100), 0.75) is Against.BELOW
    assert bounds(0, 0, 10).high == 1


@pytest.mark.parametrize("counts", [(3, 2, 5), (1, 6, 5), (0, 0, 0), (-1, 2, 5)])
def test_counts_that_cannot_be_are_refused(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError):
        bounds(*counts)


def test_the_published_interval_of_a_difference() -> None:
    """Newcombe (1998), example 56/70 less 48/80, method 10: 0.0524 to 0.3339; Wilson for 81 of 263: .2553 to .3662."""
    assert newcombe((56, 70), (48, 80), 0.95) == pytest.approx((0.0524, 0.3339), abs=0.00005)
    assert wilson(81, 263, 0.95) == pytest.approx((0.2553, 0.3662), abs=0.00005)


def test_late_answers_beside_early_ones() -> None:
    assert early_against_late((40, 50), (12, 40)).timing is Timing.LATE_LOWER
    assert early_against_late((12, 40), (40, 50)).timing is Timing.LATE_HIGHER
    assert early_against_late((20, 40), (19, 40)).timing is Timing.ALIKE
    few = early_against_late((20, 40), (2, 9))
    assert (few.timing, few.difference, few.low) == (Timing.CANNOT_TELL, None, None)


def test_without_weights_there_is_no_share() -> None:
    assert weighted_share({"a": (1, 2)}, Weights((), 1.0, (), (), 0.0, True)) is None
