"""Counts from bands: they add up, they lie in their bands, and what is named from them is as often right."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.adkar import ELEMENTS, GroupCounts, counts_of_bands, group_barriers

NAMES = (*ELEMENTS, "")
EDGES = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
SIZES = (5, 10, 20, 50, 100)


def banded(counts: list[int]) -> dict[str, tuple[float, float]]:
    """The band of each share, as a survey releases it."""
    n = sum(counts)
    at = [min(np.searchsorted(EDGES, count / n, side="right"), len(EDGES) - 1) for count in counts]
    return {name: (EDGES[int(each) - 1], EDGES[int(each)]) for name, each in zip(NAMES, at, strict=True)}


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=6, max_size=6).filter(lambda counts: sum(counts) >= 5))
def test_counts_add_up_and_lie_in_their_bands(counts: list[int]) -> None:
    least = max(size for size in SIZES if size <= sum(counts))
    bands = banded(counts)
    found = counts_of_bands("a", least, bands)
    told = [*found.stopped, found.passed]
    assert sum(told) == least == found.n
    for count, (low, high) in zip(told, bands.values(), strict=True):
        assert low * least - 1 <= count <= high * least + 1


def test_a_clear_barrier_stays_clear_and_a_close_one_is_not_named() -> None:
    clear = counts_of_bands("a", 20, {"knowledge": (0.11, 0.24), "ability": (0.5, 0.74), "": (0.11, 0.24)})
    close = counts_of_bands("b", 20, {"knowledge": (0.25, 0.49), "ability": (0.25, 0.49), "": (0.25, 0.49)})
    first, second = group_barriers([clear, close], rng=np.random.default_rng(1))
    assert (first.leading, second.leading) == ("ability", None)
    assert clear.stopped[0] == 0


def test_bands_that_cannot_be_and_names_that_are_none() -> None:
    with pytest.raises(ValueError, match="add up"):
        counts_of_bands("a", 20, {"ability": (0.25, 0.49)})
    with pytest.raises(ValueError, match="trust"):
        counts_of_bands("a", 20, {"trust": (0.0, 1.0)})


def test_what_is_named_from_bands_is_right_as_often_as_it_says() -> None:
    """Named with probability .8 at least; from bands as from counts nearly nine in ten names are right."""
    rng, right = np.random.default_rng(3), []
    for _ in range(8):
        hazard = rng.beta(np.array([1.2, 1.6, 2.4, 2.8, 0.8]), np.array([6.8, 6.4, 5.6, 5.2, 7.2]), (20, 5))
        before = np.concatenate([np.ones((20, 1)), np.cumprod(1 - hazard, axis=1)], axis=1)
        truth = np.concatenate([before[:, :-1] * hazard, before[:, -1:]], axis=1)
        groups: list[GroupCounts] = []
        for at, share in enumerate(truth):
            n = int(rng.integers(10, 40))
            least = max(size for size in SIZES if size <= n)
            groups.append(counts_of_bands(str(at), least, banded(rng.multinomial(n, share).tolist())))
        for share, found in zip(truth, group_barriers(groups, rng=rng), strict=True):
            if found.leading is not None:
                right.append(ELEMENTS[int(share[:5].argmax())] == found.leading)
    assert len(right) > 20
    assert np.mean(right) >= 0.8
