"""No figure fits only a group in which all agree: counted out over every group of five to nine, and of the next sizes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations_with_replacement
from typing import Any

import pytest

from takehold.gather.disclosure import bands
from takehold.gather.disclosure.figures import figure, tally
from takehold.gather.disclosure.variables import Kind, Variable, value

RATING = Variable("q", Kind.RATING, ("q",))
CHOICE = Variable("q", Kind.CHOICE, ("q",), choices=("a", "b", "c"))
MANY = Variable("q", Kind.MANY, ("q",), choices=("a", "b"))
RANKING = Variable("q", Kind.RANKING, ("q",), choices=("a", "b", "c"))
SUBSETS = [frozenset(), frozenset("a"), frozenset("b"), frozenset("ab")]
ORDERS = [
    ("a", "b", "c"),
    ("a", "c", "b"),
    ("b", "a", "c"),
    ("b", "c", "a"),
    ("c", "a", "b"),
    ("c", "b", "a"),
]


def alone(variable: Variable, values: list[Any], n: int) -> Iterator[tuple[Any, ...]]:
    """Unanimous groups whose figure fits no other group of ``n``."""
    fits: Counter[str] = Counter()
    for group in combinations_with_replacement(values, n):
        fits[repr(figure(variable, tally(group)))] += 1
    for one in values:
        if fits[repr(figure(variable, tally([one] * n)))] == 1:
            yield one, n


@pytest.mark.parametrize(
    ("variable", "values", "sizes"),
    [
        (RATING, [1, 2, 3, 4, 5], range(5, 21)),
        (Variable("q", Kind.RATING, ("q",), 0, 10), list(range(11)), range(5, 8)),
        (Variable("e", Kind.ELEMENT, ("a", "b")), list(range(2, 11)), range(5, 10)),
        (CHOICE, ["a", "b", "c"], range(5, 45)),
        (MANY, SUBSETS, range(5, 21)),
        (RANKING, ORDERS, range(5, 9)),
    ],
    ids=["rating", "eleven points", "element", "choice", "many", "ranking"],
)
def test_nobody_can_tell_that_all_agree(variable: Variable, values: list[Any], sizes: range) -> None:
    assert [found for n in sizes for found in alone(variable, values, n)] == []


def test_two_items_and_their_element_together_do_not_tell_either() -> None:
    fits: Counter[str] = Counter()
    pairs = [(a, b) for a in range(1, 6) for b in range(1, 6)]
    parts = (RATING, RATING, Variable("e", Kind.ELEMENT, ("a", "b")))

    def shown(group: tuple[tuple[int, int], ...]) -> str:
        told = ([a for a, _b in group], [b for _a, b in group], [a + b for a, b in group])
        return repr([figure(part, tally(each)) for part, each in zip(parts, told, strict=True)])

    for one in pairs:
        for other in pairs:
            for third in pairs:
                fits[shown((one, one, one, other, third))] += 1
    assert all(fits[shown((one,) * 5)] > 1 for one in pairs)


def test_a_band_of_shares_holds_the_share() -> None:
    for n in range(5, 60):
        for count in range(n + 1):
            low, high = bands.edges(bands.share(count, n))
            assert low - 1 < 100 * count / n < high + 1


@pytest.mark.parametrize(
    ("count", "n", "band"),
    [
        (0, 9, "0-24"),
        (9, 9, "75-100"),
        (1, 10, "0-10"),
        (2, 10, "11-24"),
        (5, 10, "50-74"),
        (9, 10, "90-100"),
    ],
)
def test_bands_of_shares(count: int, n: int, band: str) -> None:
    assert bands.share(count, n) == band


@pytest.mark.parametrize(
    ("n", "band"), [(5, "5-9"), (9, "5-9"), (10, "10-19"), (49, "20-49"), (99, "50-99"), (1200, "1000+")]
)
def test_bands_of_sizes(n: int, band: str) -> None:
    assert bands.size(n) == band


def test_of_fewer_than_five_there_is_no_band() -> None:
    with pytest.raises(ValueError):
        bands.size(4)


@pytest.mark.parametrize(
    ("total", "n", "items", "shown"),
    [
        (17, 5, 1, (3.4, "")),
        (7, 5, 1, (1.5, "low")),
        (8, 5, 1, (1.6, "")),
        (25, 5, 1, (4.5, "high")),
        (33, 5, 2, (3.3, "")),
    ],
)
def test_means_have_one_decimal_and_coded_ends(
    total: int, n: int, items: int, shown: tuple[float, str]
) -> None:
    assert bands.mean(total, n, items, 1, 5) == shown


def test_participation_moves_in_fives_and_never_says_that_all_or_none_answered() -> None:
    for invited in range(5, 80):
        told = [bands.participation(answered, invited) for answered in range(invited + 1)]
        steps = Counter(told)
        assert min(steps.values()) >= 2
        assert all(low <= answered <= high for answered, (low, high) in enumerate(told))
        assert all(low % 5 == 0 for low, _high in steps)
    assert bands.participation(4, 4) is None
    assert bands.participation(8, 10) == (5, 10)


def test_values_that_are_left_open_or_not_offered_count_for_nothing() -> None:
    assert value(RATING, {}) is None
    assert value(RATING, {"q": 6}) is None
    assert value(RATING, {"q": True}) is None
    assert value(RATING, {"q": "4"}) == 4
    assert value(CHOICE, {"q": "z"}) is None
    assert value(MANY, {"q": ["a", "z"]}) == frozenset("a")
    assert value(RANKING, {"q": ["a", "b"]}) is None
