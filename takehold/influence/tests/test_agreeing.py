"""How far stated positions agree: against van der Eijk's published figures, and nothing from four."""

from __future__ import annotations

from itertools import product

import pytest

from takehold.influence.facts import Support, Together
from takehold.influence.queries.agreeing import LEAST, agreed
from takehold.influence.queries.words import TOGETHER

A, B, C, D, E = Support


@pytest.mark.parametrize(("stated", "a", "word"), [
    ([D] * 5, 1.0, Together.ALIKE),
    ([A] * 3 + [E] * 3, -1.0, Together.CAMPS),
    ([A, B, C, D, E], 0.0, Together.SPREAD),
])  # fmt: skip
def test_the_three_cases_the_measure_was_made_for(stated: list[Support], a: float, word: Together) -> None:
    """Van der Eijk (2001): 1 all at one point, -1 half at either end, 0 evenly spread."""
    found = agreed(stated)
    assert (found.a, found.together, found.low) == (pytest.approx(a), word, None)


def test_four_positions_say_nothing_of_agreement() -> None:
    found = agreed([E] * 4)
    assert (found.counts, found.n, found.a, found.together) == ((0, 0, 0, 0, 4), 4, None, None)
    assert found.least == LEAST == 5


def test_twenty_positions_have_a_range() -> None:
    found = agreed([D] * 14 + [E] * 5 + [A])
    assert found.a is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.a < found.high


def test_whoever_said_it_first_does_not_matter() -> None:
    """In every order of six positions of three kinds."""
    for stated in product((A, C, E), repeat=6):
        found = agreed(stated)
        assert found == agreed(sorted(stated))
        assert sum(found.counts) == found.n == 6


def test_each_word_is_said() -> None:
    assert set(TOGETHER) == set(Together)
