"""The partition: everybody in one group, every group large enough, the same every time."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.gather.disclosure.tree import Leaf, joined_name, merge, together

names = st.sampled_from(["a", "b", "c", "d"])
paths = st.lists(names, min_size=1, max_size=4).map(tuple)
leaves = st.dictionaries(paths, st.integers(0, 14), max_size=25).map(
    lambda found: [Leaf(path, weight) for path, weight in found.items()]
)


@settings(max_examples=200, deadline=None)
@given(leaves, st.integers(1, 12))
def test_every_group_is_large_enough_and_everybody_is_in_one(found: list[Leaf], k: int) -> None:
    groups = merge(found, k)
    if sum(leaf.weight for leaf in found) < k:
        assert groups == ()
        return
    assert sorted(at for group in groups for at in group) == list(range(len(found)))
    assert all(sum(found[at].weight for at in group) >= k for group in groups)


@settings(max_examples=100, deadline=None)
@given(leaves, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(found: list[Leaf], rng: random.Random) -> None:
    mixed = list(found)
    rng.shuffle(mixed)

    def sets(rows: list[Leaf]) -> set[frozenset[tuple[str, ...]]]:
        return {frozenset(rows[at].path for at in group) for group in merge(rows, 5)}

    assert sets(found) == sets(mixed)


@settings(max_examples=100, deadline=None)
@given(leaves)
def test_a_leaf_that_is_large_enough_only_ever_takes_others_in(found: list[Leaf]) -> None:
    for group in merge(found, 5):
        assert sum(found[at].weight >= 5 for at in group) <= 1


def test_small_siblings_are_put_together_before_anything_else() -> None:
    found = [
        Leaf(("h", "m", "1"), 3),
        Leaf(("h", "m", "2"), 2),
        Leaf(("h", "s", "3"), 9),
        Leaf(("h", "s", "4"), 1),
    ]
    assert merge(found, 5) == ((0, 1), (2, 3))


def test_members_of_a_parent_team_are_a_leaf_beside_its_children() -> None:
    found = [Leaf(("h",), 2), Leaf(("h", "m"), 4), Leaf(("h", "m", "1"), 8)]
    assert merge(found, 5) == ((0, 1, 2),)


def test_a_group_stands_below_what_its_leaves_share() -> None:
    assert together([("h", "m", "1")]) == ("h", "m", "1")
    assert together([("h", "m", "1"), ("h", "m", "2")]) == ("h", "m", "1 + 2")
    assert together([("h", "m"), ("h", "m", "1")]) == ("h", "m", "m + 1")
    assert together([("h", "m", "1"), ("k", "2")]) == ("1 + 2",)
    assert joined_name(["a", "b", "c", "d"]) == "a + 3"


def test_a_group_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError):
        merge([], 0)
