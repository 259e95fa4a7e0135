"""Where one person stops, for that person: the first element at 3 or below, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from scipy.special import ndtr

from takehold.analysis.adkar.facts import ELEMENTS, NOT_PASSED_AT, PersonBarrier, Population
from takehold.analysis.facts import FloatArray

FEWEST_PEOPLE: Final = 20
"""Fewer people do not tell how people differ."""
FEWEST_ITEMS: Final = 2
"""One item has no error that could be told from a difference between people."""


def populations(items: Mapping[str, FloatArray]) -> dict[str, Population]:
    """How people differ in each element, and how the items of one person do (one-way components of variance).

    Args:
        items: element -> people x items, scores 1 to 5, NaN where left open. An element with one item, or with fewer than 20
            people who answered two of its items, is left out.

    Source:
        Searle, Casella & McCulloch (1992), unbalanced analysis of variance; items differ in their mean as well, which is
        taken out first.
    """
    found: dict[str, Population] = {}
    for element, scores in items.items():
        told = np.asarray(scores, dtype=np.float64)
        if told.ndim == 2 and told.shape[1] >= FEWEST_ITEMS:
            each = _components(element, told[np.isfinite(told).sum(axis=1) >= FEWEST_ITEMS])
            found |= {} if each is None else {element: each}
    return found


def _components(element: str, scores: FloatArray) -> Population | None:
    people = scores.shape[0]
    if people < FEWEST_PEOPLE:
        return None
    there = np.isfinite(scores)
    mean = float(scores[there].mean())
    heights = np.divide(
        np.where(there, scores, 0).sum(axis=0),
        there.sum(axis=0),
        out=np.full(scores.shape[1], mean),
        where=there.any(axis=0),
    )
    level = np.where(there, scores - heights, 0.0)
    sizes = there.sum(axis=1)
    own = level.sum(axis=1) / sizes
    rest = float(sizes.sum() - people - (there.any(axis=0).sum() - 1))
    within = float((np.where(there, level - own[:, None], 0.0) ** 2).sum()) / max(rest, 1.0)
    typical = (sizes.sum() - float((sizes**2).sum()) / sizes.sum()) / (people - 1)
    between = (float((sizes * own**2).sum()) / (people - 1) - within) / typical
    return Population(element, mean, max(between, 0.0), within, people)


def person_barrier(
    items: Mapping[str, Sequence[float]], known: Mapping[str, Population] | None = None
) -> PersonBarrier:
    """One person's barrier from that person's own scores. An element left open has no scores.

    ``known`` (:func:`populations`) pulls each element towards what people usually say of it, the more the less its items agree;
    the elements are taken one by one. Then P(barrier is k) = P(k is not passed) x P(everything before is).
    """
    scores = {name: np.asarray(items.get(name, ()), dtype=np.float64) for name in ELEMENTS}
    answered = tuple(name for name in ELEMENTS if scores[name].size)
    first: str | None = ""
    for name in ELEMENTS:
        if not scores[name].size:
            first = None
            break
        if float(scores[name].mean()) <= NOT_PASSED_AT:
            first = name
            break
    chances: list[tuple[str, float]] = []
    reached = 1.0
    for name in ELEMENTS:
        whose = (known or {}).get(name)
        if whose is None or scores[name].size < FEWEST_ITEMS:
            return PersonBarrier(first, (), answered)
        stops = _not_passed(scores[name], whose)
        chances.append((name, reached * stops))
        reached *= 1 - stops
    return PersonBarrier(first, (*chances, ("", reached)), answered)


def _not_passed(scores: FloatArray, whose: Population) -> float:
    """P(a person's own level is 3 or less | scores), normal about normal."""
    noise = whose.within / scores.size
    if noise == 0 or whose.between == 0:
        at = float(scores.mean()) if noise == 0 else whose.mean
        return float(at <= NOT_PASSED_AT)
    pull = whose.between / (whose.between + noise)
    at = whose.mean + pull * (float(scores.mean()) - whose.mean)
    return float(ndtr((NOT_PASSED_AT - at) / np.sqrt(pull * noise)))
