"""Whom people turn to: names only where enough answered and who said yes, and a small set as good as the best there is."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.influence import Bar, Nominations, bar, cover, greedy, judge, named_by, reach

pairs = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda tie: tie[0] != tie[1]), max_size=40)  # fmt: skip


def nominations(people: int, ties: list[tuple[int, int]], answered: int | None = None) -> Nominations:
    return Nominations(people, tuple(range(people if answered is None else answered)), tuple(ties))


def star(people: int, answered: int | None = None) -> Nominations:
    """Everybody names 0; half name 1 as well."""
    ties = [(at, 0) for at in range(1, people)] + [(at, 1) for at in range(2, people, 2)]
    kept = [tie for tie in ties if answered is None or tie[0] < answered]
    return nominations(people, kept, answered)


@pytest.mark.parametrize(
    ("answered", "invited", "told"),
    [(64, 100, Bar.NOTHING), (65, 100, Bar.PATTERNS), (79, 100, Bar.PATTERNS), (80, 100, Bar.NAMES), (4, 4, Bar.NOTHING)],
)  # fmt: skip
def test_the_bars(answered: int, invited: int, told: Bar) -> None:
    assert bar(answered, invited) is told


@pytest.mark.parametrize(
    ("answered", "patterns", "names"), [(12, False, False), (14, True, False), (16, True, True)]
)
def test_below_a_bar_nothing_of_it_is_told(answered: int, patterns: bool, names: bool) -> None:
    told = judge(star(20, answered), willing=frozenset({0}), size=3, seed=1)
    assert (told.pattern is not None) is patterns
    assert bool(told.consulted) is names
    assert (told.cover is not None) is names


def test_nobody_is_named_without_a_yes() -> None:
    told = judge(star(20), willing=frozenset({1}), size=3, seed=1)
    assert [each.person for each in told.consulted] == [1]
    assert told.cover is not None
    assert told.cover.chosen == (1,)
    assert judge(star(20), willing=frozenset(), size=3, seed=1).consulted == ()


def test_whoever_is_named_by_few_is_not_told_of() -> None:
    ties = [(at, 0) for at in range(1, 6)] + [(at, 1) for at in range(2, 6)]
    told = judge(nominations(6, ties), willing=frozenset({0, 1}), size=3, seed=1)
    assert [(each.person, each.named_by) for each in told.consulted] == [(0, 5)]


def test_what_is_told_of_the_whole() -> None:
    told = judge(nominations(12, [*star(8).ties, (8, 9)]), willing=frozenset(), size=3, seed=1)
    assert told.pattern is not None
    assert (told.pattern.nominations, told.pattern.named, told.pattern.widely, told.pattern.parts) == (
        11,
        3,
        1,
        2,
    )
    assert told.pattern.on_widely == pytest.approx(7 / 11)


def test_a_tie_said_twice_is_one() -> None:
    assert named_by(nominations(3, [(0, 1), (0, 1), (2, 1)])).tolist() == [0, 2, 0]


def test_who_is_told_stays_when_a_fifth_had_not_answered() -> None:
    told = judge(star(40), willing=frozenset({0, 1}), size=2, seed=1)
    assert [each.stays for each in told.consulted] == [1, 1]
    assert told.cover is not None
    assert told.cover.stays[0] == 1
    assert told.cover.reached == 40
    assert told == judge(star(40), willing=frozenset({0, 1}), size=2, seed=1)


@pytest.mark.parametrize("tie", [(0, 0), (0, 3), (-1, 0)])
def test_nominations_that_are_none_are_refused(tie: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="nomination"):
        judge(nominations(3, [tie]), willing=frozenset(), size=1, seed=1)


def test_one_is_reached_in_at_most_two_steps() -> None:
    """3 names 2, who names 1, who names 0: 0 reaches 1 and 2, not 3."""
    assert reach(nominations(4, [(1, 0), (2, 1), (3, 2)])).toarray()[0].tolist() == [1, 1, 1, 0]


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 12), pairs, st.integers(1, 4))
def test_the_small_set_is_as_good_as_the_best(people: int, ties: list[tuple[int, int]], size: int) -> None:
    inside = [tie for tie in ties if max(tie) < people]
    reaches = reach(nominations(people, inside))
    told = {at: set(reaches[[at]].indices.tolist()) for at in range(people)}
    best = max(
        len(set().union(*(told[at] for at in chosen)))
        for chosen in combinations(range(people), min(size, people))
    )
    found = cover(reaches, range(people), size)
    assert len(set().union(*(told[at] for at in found))) == best
    assert len(found) <= size
    by_steps = greedy(reaches, range(people), size)
    assert len(set().union(*(told[at] for at in by_steps))) >= (1 - 1 / 2.718281828) * best
