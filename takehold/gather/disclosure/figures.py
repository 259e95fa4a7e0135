"""The figure of one variable in one group, from how often each value was given: banded and coded. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from takehold.gather.disclosure import bands
from takehold.gather.disclosure.variables import BARRIER_AT, Kind, Variable

Tally = Mapping[Any, int]
GROUP: Final = "group"


def figure(variable: Variable, tally: Tally) -> dict[str, Any]:
    """What is shown of a group. ``tally``: how many gave each value, the total of the group and nothing else.

    Every figure has ``kind`` and ``n`` (a band). Rating: ``mean``, ``coded`` ("", "low", "high"), ``favourable`` and
    ``unfavourable`` (bands), ``shares`` from ``bands.SPREAD`` answers on. Element: ``mean``, ``coded``, ``low`` (the
    share at 3 or below). Choice, many, barrier: ``shares``. Ranking: ``first`` and ``upper`` (in the first half).
    """
    n = sum(tally.values())
    found: dict[str, Any] = {"kind": variable.kind.value, "n": bands.size(n)}
    if variable.kind is Kind.RATING:
        found |= _rating(variable, tally, n)
    elif variable.kind is Kind.ELEMENT:
        found |= _element(variable, tally, n)
    elif variable.kind is Kind.RANKING:
        half = len(variable.choices) // 2
        found["first"] = _shares(variable, n, _places(tally, 0, 1))
        found["upper"] = _shares(variable, n, _places(tally, 0, half)) if half > 1 else []
    elif variable.kind is Kind.MANY:
        found["shares"] = _shares(variable, n, Counter(_spread(tally)))
    else:
        found["shares"] = _shares(variable, n, tally)
    return found


def _rating(variable: Variable, tally: Tally, n: int) -> dict[str, Any]:
    span = variable.high - variable.low
    mean, coded = bands.mean(_total(tally), n, 1, variable.low, variable.high)
    good = sum(count for point, count in tally.items() if 4 * (variable.high - point) <= span)
    bad = sum(count for point, count in tally.items() if 4 * (point - variable.low) <= span)
    found = {
        "mean": mean,
        "coded": coded,
        "favourable": bands.share(good, n),
        "unfavourable": bands.share(bad, n),
    }
    if n >= bands.SPREAD:
        points = range(variable.low, variable.high + 1)
        found["shares"] = [[str(point), bands.share(tally.get(point, 0), n)] for point in points]
    return found


def _element(variable: Variable, tally: Tally, n: int) -> dict[str, Any]:
    items = len(variable.items)
    mean, coded = bands.mean(_total(tally), n, items, variable.low, variable.high)
    low = sum(count for total, count in tally.items() if total <= BARRIER_AT * items)
    return {"mean": mean, "coded": coded, "low": bands.share(low, n)}


def _total(tally: Tally) -> int:
    return sum(value * count for value, count in tally.items())


def _shares(variable: Variable, n: int, tally: Tally) -> list[list[str]]:
    return [[choice, bands.share(tally.get(choice, 0), n)] for choice in variable.choices]


def _spread(tally: Tally) -> Counter[str]:
    found: Counter[str] = Counter()
    for words, count in tally.items():
        for word in words:
            found[word] += count
    return found


def _places(tally: Tally, first: int, last: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for order, count in tally.items():
        for word in order[first:last]:
            found[word] += count
    return found


def tally(values: Iterable[Any]) -> Counter[Any]:
    """How often each value was given; what was left open is not counted."""
    return Counter(value for value in values if value is not None)
