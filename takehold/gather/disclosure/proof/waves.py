"""Subtraction from one survey to the next: what an attacker makes of two figures of a team that one person joined.

Everybody answers the same both times. That is the worst case, and outside of what groups within one survey can hold;
so it is measured, and what was measured is published (docs/explanation/confidentiality.md).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from takehold.gather.disclosure import bands
from takehold.gather.disclosure.comparing import enough

POINTS: Final = (1, 2, 3, 4, 5)
WEIGHTS: Final = (5, 10, 25, 40, 20)
"""Per cent of answers at each point, as answers to such items usually lie."""
ANSWER: Final = 0.75


@dataclass(frozen=True, slots=True)
class Guesses:
    """Of ``people`` who joined one team between two surveys: shares guessed right.

    ``exact`` from means as they are; ``told`` from means as they are shown, everybody having answered, so that both
    groups' sizes are known to the number; ``real`` the same where three of four answer each time, as the attacker does
    not know who; ``blind`` with no figure at all, always the most frequent answer. ``beside``: share of these pairs
    that the product puts beside one another.
    """

    people: int
    exact: float
    told: float
    real: float
    blind: float
    beside: float


def guesses(seed: int, people: int = 5000, k: int = 5) -> Guesses:
    """One joiner in a team of 5 to 35 who answered before, again and again."""
    rng = random.Random(f"two surveys {seed}")  # noqa: S311 - made-up people, the same every time
    tries = list(_tries(rng, people))
    exact, told, real, blind = (sum(each[0] == each[at] for each in tries) / people for at in range(1, 5))
    beside = sum(enough(range(size + 1), range(size), k) for size in range(5, 36)) / 31
    return Guesses(people, exact, told, real, blind, beside)


def _tries(rng: random.Random, people: int) -> Iterator[tuple[int, int, int, int, int]]:
    """The joiner's answer, and the guesses at it."""
    for _person in range(people):
        before = rng.choices(POINTS, WEIGHTS, k=rng.randint(7, 35))
        said = rng.choices(POINTS, WEIGHTS)[0]
        after = [*before, said]
        told = _guess(_shown(before), len(before), _shown(after), len(after))
        some, again = _part(rng, before), [*_part(rng, before), said]
        real = _guess(_shown(some), ANSWER * len(before), _shown(again), ANSWER * len(after))
        yield said, sum(after) - sum(before), told, real, 4


def _part(rng: random.Random, people: list[int]) -> list[int]:
    """Who answers this time, five at least."""
    return rng.sample(people, max(5, sum(rng.random() < ANSWER for _each in people)))


def _guess(first: float, before: float, second: float, after: float) -> int:
    return min(5, max(1, round(second * after - first * before)))


def _shown(answers: list[int]) -> float:
    return bands.mean(sum(answers), len(answers), 1, 1, 5)[0]
