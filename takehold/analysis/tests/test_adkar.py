"""The barrier of a person, of groups from counts alone, and what is said where the order does not hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.adkar import (
    ELEMENTS,
    GroupCounts,
    Known,
    OrderTest,
    group_barriers,
    order_test,
    person_barrier,
    populations,
)
from takehold.analysis.adkar.groups import reached_and_stopped

SEED = 4
scores = st.lists(st.integers(1, 5), min_size=2, max_size=4)
whole = st.fixed_dictionaries(dict.fromkeys(ELEMENTS, scores))


def answers(people: int = 80, items: int = 3, seed: int = SEED) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    level = rng.normal(3.4, 0.9, (people, len(ELEMENTS)))
    noisy = level[:, :, None] + rng.normal(0, 0.7, (people, len(ELEMENTS), items))
    return {name: noisy[:, at] for at, name in enumerate(ELEMENTS)}


def rng() -> np.random.Generator:
    return np.random.default_rng(SEED)


@pytest.mark.parametrize(
    ("told", "barrier"),
    [((3, 2, 2, 2, 2), "awareness"), ((4, 3, 2, 2, 2), "desire"), ((4, 4, 4, 3, 1), "ability"), ((5, 4, 5, 4, 4), "")],
)  # fmt: skip
def test_the_barrier_is_the_first_at_three_or_below_and_not_the_lowest(
    told: tuple[int, ...], barrier: str
) -> None:
    """The first two are the filled plans that products 3.1 quotes."""
    found = person_barrier({name: [value] for name, value in zip(ELEMENTS, told, strict=True)})
    assert (found.first, found.chances) == (barrier, ())


def test_an_element_left_open_leaves_the_barrier_open_unless_one_before_it_is_not_passed() -> None:
    assert person_barrier({"desire": [2, 2]}).first is None
    assert person_barrier({"awareness": [2, 3]}).first == "awareness"
    assert person_barrier({"awareness": [5], "knowledge": [1]}).first is None
    assert person_barrier({}).answered == ()


def test_one_item_an_element_has_no_doubt_that_could_be_told() -> None:
    known = populations(answers())
    assert len(known) == 5
    single = {name: [4.0] for name in ELEMENTS}
    assert person_barrier(single, known).chances == ()
    assert person_barrier({name: [4.0, 4.0] for name in ELEMENTS}, {}).chances == ()


def test_people_too_few_to_tell_how_people_differ() -> None:
    assert populations(answers(19)) == {}
    assert populations({"desire": answers()["desire"][:, :1]}) == {}


def test_components_of_variance_are_found() -> None:
    """Levels were drawn with a variance of 0.81, items with 0.49 about them."""
    found = populations(answers(4000))["ability"]
    assert found.mean == pytest.approx(3.4, abs=0.05)
    assert found.between == pytest.approx(0.81, abs=0.06)
    assert found.within == pytest.approx(0.49, abs=0.02)


@settings(max_examples=40, deadline=None)
@given(whole)
def test_chances_add_up_to_one_in_the_order_of_the_elements(items: dict[str, list[int]]) -> None:
    found = person_barrier(items, populations(answers()))
    assert [name for name, _ in found.chances] == [*ELEMENTS, ""]
    assert sum(chance for _, chance in found.chances) == pytest.approx(1)
    assert all(0 <= chance <= 1 for _, chance in found.chances)


def test_of_people_said_to_stop_somewhere_with_60_percent_60_percent_do() -> None:
    drawn = np.random.default_rng(9)
    level = drawn.normal(3.4, 0.9, (1500, 5))
    items = {name: level[:, at, None] + drawn.normal(0, 0.7, (1500, 2)) for at, name in enumerate(ELEMENTS)}
    known = populations(items)
    truth = [next((at for at in range(5) if row[at] <= 3), 5) for row in level]
    said = np.array(
        [
            [chance for _, chance in person_barrier({n: items[n][i] for n in ELEMENTS}, known).chances]
            for i in range(1500)
        ]
    )
    right = np.eye(6)[truth]
    for low in (0.1, 0.3, 0.5, 0.7):
        there = (said >= low) & (said < low + 0.2)
        assert right[there].mean() == pytest.approx(said[there].mean(), abs=0.06)


def test_reaching_an_element_is_having_answered_it_after_passing_all_before() -> None:
    reached, stopped = reached_and_stopped([GroupCounts("a", (3, 1, 0, 2, 1), 4, (0, 2, 0, 1, 0))])
    assert stopped.tolist() == [[3, 1, 0, 2, 1]]
    assert reached.tolist() == [[14, 9, 8, 7, 5]]
    assert GroupCounts("a", (3, 1, 0, 2, 1), 4, (0, 2, 0, 1, 0)).n == 14


def test_without_lenders_the_shares_are_products_of_the_groups_own() -> None:
    """Many answers, one group: the posterior mean is the raw product of the continuation ratios."""
    counts = GroupCounts("a", (300, 150, 500, 600, 50), 400)
    found = group_barriers([counts], rng=rng())[0]
    assert [each.share for each in found.shares] == pytest.approx(
        np.array([300, 150, 500, 600, 50, 400]) / 2000, abs=0.004
    )
    assert (found.leading, found.known) == ("ability", Known.BARRIER)
    assert found.sure > 0.99


def test_small_groups_borrow_and_say_how_much() -> None:
    crowd = [GroupCounts(f"g{at}", (2, 2, 2, 12, 1), 6) for at in range(12)]
    odd = GroupCounts("odd", (2, 2, 1, 0, 0), 1)
    found = group_barriers([*crowd, odd], rng=rng())
    alone = group_barriers([odd], rng=rng())[0]
    ability = ELEMENTS.index("ability")
    assert found[-1].shares[ability].share > alone.shares[ability].share + 0.1
    assert found[-1].borrowed > 10
    assert alone.borrowed == 1


def test_a_group_of_three_and_a_divided_group_have_no_barrier() -> None:
    three, divided = group_barriers(
        [GroupCounts("three", (0, 0, 0, 3, 0), 0), GroupCounts("divided", (3, 3, 3, 3, 3), 3)], rng=rng()
    )
    assert (three.known, three.shares, three.leading) == (Known.CANNOT_TELL, (), None)
    assert (divided.known, divided.leading) == (Known.CANNOT_TELL, None)
    assert len(divided.shares) == 6


def test_where_nearly_everybody_passes_nothing_is_called_a_barrier() -> None:
    found = group_barriers([GroupCounts("a", (0, 0, 1, 1, 0), 60)], rng=rng())[0]
    assert (found.known, found.leading) == (Known.NOBODY_STUCK, None)


def test_answers_on_one_element_only() -> None:
    found = group_barriers([GroupCounts("a", (9, 0, 0, 0, 0), 0, (0, 21, 0, 0, 0))], rng=rng())[0]
    assert found.n == 30
    assert found.known is Known.CANNOT_TELL
    assert found.shares[1].high - found.shares[1].low > 0.5
    assert found.shares[0].share == pytest.approx(0.3, abs=0.02)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 20)] * 6), min_size=1, max_size=7))
def test_shares_add_up_and_lie_in_their_intervals(rows: list[tuple[int, ...]]) -> None:
    counts = [GroupCounts(str(at), row[:5], row[5]) for at, row in enumerate(rows)]
    for found in group_barriers(counts, rng=rng()):
        if found.shares:
            assert sum(each.share for each in found.shares) == pytest.approx(1)
        assert all(0 <= each.low <= each.share <= each.high <= 1 for each in found.shares)
        assert (found.leading is None) == (found.known is not Known.BARRIER)


def patterns(order: tuple[int, ...], people: int, noise: float, seed: int) -> np.ndarray:
    """People who pass the elements in ``order``, some answers turned round."""
    drawn = np.random.default_rng(seed)
    passed = np.zeros((people, 5))
    for person in range(people):
        passed[person, list(order[: drawn.integers(0, 6)])] = 1
    return np.where(drawn.random(passed.shape) < noise, 1 - passed, passed)


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(5)), st.integers(40, 120), st.integers(0, 10_000))
def test_an_order_that_is_violated_is_reported_as_violated(order: list[int], people: int, seed: int) -> None:
    """Whoever passes in another order than A, D, K, A, R is not given a barrier: five gaps, each by itself."""
    passed = patterns(tuple(order), people, 0.02, seed)
    inversions = sum(order.index(a) > order.index(b) for a in range(5) for b in range(a + 1, 5))
    found = order_test(passed)
    if inversions == 0:
        assert found.fits
    if inversions >= 3:
        assert found.fits is False
    if found.fits is False:
        counts = [GroupCounts("a", (9, 2, 1, 0, 0), 3)]
        told = [(int((passed[:, at] == 0).sum()), people) for at in range(5)]
        shown = group_barriers(counts, rng=rng(), order=found, below={"a": told})[0]
        assert (shown.known, shown.leading, shown.n) == (Known.SEPARATE, None, people)
        assert [each.element for each in shown.shares] == list(ELEMENTS)
        for (below, n), share in zip(told, shown.shares, strict=True):
            assert share.share == pytest.approx(below / n, abs=0.03)


def test_a_violated_order_needs_the_counts_of_each_element() -> None:
    with pytest.raises(ValueError, match="order does not fit"):
        group_barriers(
            [GroupCounts("a", (9, 2, 1, 0, 0), 3)], rng=rng(), order=OrderTest(False, 0.1, 0.7, 60), below={}
        )


def test_too_few_or_too_uniform_answers_cannot_tell_the_order() -> None:
    assert order_test(patterns((0, 1, 2, 3, 4), 19, 0, 1)) == OrderTest(None, None, None, 19)
    assert order_test(np.ones((60, 5))) == OrderTest(None, None, None, 60)
    open_ones = patterns((0, 1, 2, 3, 4), 60, 0, 1)
    open_ones[:45, 2] = np.nan
    assert order_test(open_ones).n == 15


def test_intervals_hold_what_they_promise_in_short() -> None:
    """Nominal 90 %; the long form is in tests/references."""
    drawn, held = np.random.default_rng(3), []
    for _ in range(12):
        hazard = drawn.beta(np.full((20, 5), 2.0), 8.0)
        before = np.concatenate([np.ones((20, 1)), np.cumprod(1 - hazard, axis=1)], axis=1)
        truth = np.concatenate([before[:, :-1] * hazard, before[:, -1:]], axis=1)
        counts = [drawn.multinomial(12, each) for each in truth]
        told = group_barriers(
            [GroupCounts(str(at), tuple(row[:5]), int(row[5])) for at, row in enumerate(counts)], rng=drawn
        )
        held += [
            s.low <= truth[at, k] <= s.high
            for at, group in enumerate(told)
            for k, s in enumerate(group.shares)
        ]
    assert 0.86 <= np.mean(held) <= 0.95
