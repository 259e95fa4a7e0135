"""What groups within one survey cannot hold, measured, as docs/explanation/confidentiality.md publishes it."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations_with_replacement
from math import factorial, prod
from pathlib import Path

from takehold.gather.disclosure.figures import figure, tally
from takehold.gather.disclosure.proof.waves import POINTS, WEIGHTS, guesses
from takehold.gather.disclosure.variables import Kind, Variable

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "confidentiality.md"
RATING = Variable("q", Kind.RATING, ("q",))
SHARES = {point: weight / 100 for point, weight in zip(POINTS, WEIGHTS, strict=True)}


def test_a_joiner_between_two_surveys(capsys) -> None:
    found = guesses(1)
    with capsys.disabled():
        print(f"\nacross two surveys, one joiner: {found}")  # noqa: T201
    assert found.exact == 1
    assert found.real < found.blind < found.told < 0.62
    assert found.beside == 0
    words = PAGE.read_text()
    for share in (found.told, found.real, found.blind):
        assert f"{share:.0%}".replace("%", " %") in words


def insider(n: int) -> float:
    """How often a member of a group of ``n``, knowing its size and their own answer, knows everybody else's."""
    fits = defaultdict(list)
    for group in combinations_with_replacement(POINTS, n):
        fits[repr(figure(RATING, tally(group)))].append(Counter(group))
    known = 0.0
    for same in fits.values():
        for group in same:
            chance = factorial(n) * prod(
                SHARES[point] ** count / factorial(count) for point, count in group.items()
            )
            for own, count in group.items():
                others = [each - Counter([own]) for each in same if each[own]]
                known += chance * count / n * (len(others) == 1 and len(others[0]) == 1)
    return known


def test_a_member_who_subtracts_the_own_answer() -> None:
    found = {n: insider(n) for n in range(5, 10)}
    assert found[5] < 0.015
    assert all(found[n] < 0.005 for n in range(6, 10))
    assert f"{100 * found[5]:.1f} %" in PAGE.read_text()
