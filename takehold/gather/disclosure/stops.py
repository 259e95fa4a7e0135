"""Where the people of each group stop on the way to a change: the model of the barrier, worked out once, when a survey closes.

It is made of the bands that are released beside it and of nothing else, so that it tells nothing of anybody that those do
not tell already. Groups lend each other what they have in common; where the five parts are no order in these answers, each
is told as a gap by itself. See ``takehold.analysis.adkar``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from takehold.analysis.adkar import (
    ELEMENTS,
    GroupBarrier,
    GroupCounts,
    OrderTest,
    counts_of_bands,
    group_barriers,
)
from takehold.gather.disclosure import bands
from takehold.gather.disclosure.publishing import WHOLE
from takehold.gather.disclosure.variables import BARRIER, Kind, Variable

STOPS: Final = "stops"
SEED: Final = 20261
_CEILINGS: Final = {10: 0.1, 24: 0.25, 49: 0.5, 74: 0.75, 89: 0.9, 100: 1.0}
Told = Mapping[str, Mapping[str, Any]]
Edges = tuple[float, float]


def figures(
    atoms: Mapping[int, frozenset[int]],
    released: Mapping[int, Told],
    asked: Iterable[Variable],
    order: Mapping[str, Any],
) -> dict[int, dict[str, Any]]:
    """Group -> where its people stop: everybody together, and each of the smallest groups of which the barrier is told.

    Args:
        atoms: of each group, of which smallest groups it consists.
        released: of each group the figures that are released, by variable.
        asked: the variables of the survey; without one that tells a barrier nothing is found.
        order: what was found of the order of the five parts, empty where it cannot be told.
    """
    barriers = [each.key for each in asked if each.kind is Kind.BARRIER]
    key = BARRIER if BARRIER in barriers else next(iter(barriers), "")
    told = {number: figures for number, figures in released.items() if key and key in figures}
    smallest = [
        number
        for number in told
        if not any(atoms[other] < atoms[number] for other in told if other != number)
    ]
    fits = order.get("fits") if key == BARRIER else None
    found: dict[int, dict[str, Any]] = {}
    for numbers in ([WHOLE] if WHOLE in told else [], smallest):
        found |= _modelled({number: told[number] for number in numbers}, key, fits)
    return found


def _modelled(told: Mapping[int, Told], key: str, fits: bool | None) -> dict[int, dict[str, Any]]:
    counts, below, held = [], {}, {}
    for number, figures in told.items():
        each = counted(str(number), figures[key])
        apart = _apart(figures) if fits is False else {}
        if each is not None and apart is not None:
            counts.append(each)
            held[number] = {name: edges for name, (edges, _n) in apart.items()} or _held(figures[key])
            below[each.group] = tuple((round(sum(edges) / 2 * n), n) for edges, n in apart.values())
    order = OrderTest(fits, None, None, 0)
    models = group_barriers(counts, rng=np.random.default_rng(SEED), order=order, below=below)
    return {
        int(each.group): _row(each, told[int(each.group)][key]["n"], held[int(each.group)]) for each in models
    }


def counted(group: str, figure: Mapping[str, Any]) -> GroupCounts | None:
    """How many stop at each part, as far as bands tell; None where no counts fit them."""
    try:
        return counts_of_bands(group, least(figure["n"]), _held(figure))
    except ValueError:
        return None


def _held(figure: Mapping[str, Any]) -> dict[str, Edges]:
    """Between which shares each part lies, "" for nothing."""
    shares: dict[str, Edges] = {}
    for word, band in figure.get("shares", ()):
        name = word if word in ELEMENTS else ""
        low, high = shares.get(name, (0.0, 0.0))
        more = _edges(band)
        shares[name] = (min(1.0, low + more[0]), min(1.0, high + more[1]))
    return shares


def least(band: str) -> int:
    """The least number of answers in a band of sizes."""
    return int(band.rstrip("+").partition("-")[0])


def edges_of(low: int, high: int) -> Edges:
    """Between which shares a share in this band of per cent lies; no gap is left between two bands."""
    return (0.1 if low == 11 else low / 100), _CEILINGS[high]


def _edges(band: str) -> Edges:
    return edges_of(*bands.edges(band))


def _apart(figures: Told) -> dict[str, tuple[Edges, int]] | None:
    """Of each part, the share at 3 or below and how many answered; None where one is not told of this group."""
    found = {}
    for element in ELEMENTS:
        figure = figures.get(f"element:{element}")
        if figure is None:
            return None
        found[element] = (_edges(figure["low"]), least(figure["n"]))
    return found


def _row(model: GroupBarrier, n: str, held: Mapping[str, Edges]) -> dict[str, Any]:
    """As it is frozen. A range is never narrower than the band it was worked out from: where many answered, that is the doubt."""
    shares = []
    for each in model.shares:
        low, high = held.get(each.element, (each.low, each.high))
        shares.append([each.element, *_percent(each.share, min(low, each.low), max(high, each.high))])
    return {
        "kind": STOPS,
        "n": n,
        "known": model.known.value,
        "leading": model.leading,
        "sure": round(100 * model.sure),
        "shares": shares,
        "borrowed": round(model.borrowed),
    }


def _percent(*shares: float) -> Sequence[int]:
    return [round(100 * each) for each in shares]
