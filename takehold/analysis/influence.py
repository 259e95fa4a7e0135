"""Whom people turn to: who is named most, and a small set that together reaches most. Of attitudes it says nothing.

In-degree is told because it bears missing answers best (Smith and Moody 2013; Costenbader and Valente 2003); the bars of 80 %
for names and 65 % for patterns are those of practice in network surveys. A person reaches whoever names them, and whoever
names one of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import comb
from typing import Any, Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array

from takehold.analysis.facts import FloatArray, IntArray

NAMES_FROM, PATTERNS_FROM = 0.8, 0.65
MOST_NAMED: Final = 5
LEAST: Final = 5
DROPPED: Final = 0.2
REDRAWS: Final = 100
ALL_TRIED: Final = 5000
PIVOTS: Final = 200


class Bar(StrEnum):
    """What may be told at this share of answers."""

    NOTHING = "nothing"
    PATTERNS = "patterns"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Nominations:
    """``ties``: pairs (who names, who is named) of places below ``people``; ``answered``: places of those who answered."""

    people: int
    answered: tuple[int, ...]
    ties: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What may be told of the whole without anybody in it.

    ``named``: people whom anybody names; ``widely``: whom five or more name; ``on_widely``: share of all nominations that
    falls on those; ``parts``: how many parts have no tie between them, those who name nobody and are named by nobody left out.
    """

    answered: int
    nominations: int
    named: int
    widely: int
    on_widely: float
    parts: int


@dataclass(frozen=True, slots=True)
class Consulted:
    """Somebody whom many turn to. ``between``: the share of shortest paths between others that lead through them.

    ``stays``: in which share of redraws without a fifth of the answers they are still named by as many as the last told.
    """

    person: int
    named_by: int
    between: float
    stays: float


@dataclass(frozen=True, slots=True)
class Cover:
    """A few who together reach ``reached`` of all ``people`` in at most two steps; ``stays``: as in ``Consulted``, of each."""

    chosen: tuple[int, ...]
    stays: tuple[float, ...]
    reached: int
    people: int


@dataclass(frozen=True, slots=True)
class Influence:
    """``consulted`` and ``cover`` are empty where names may not be told, ``pattern`` None where nothing may."""

    bar: Bar
    pattern: Pattern | None = None
    consulted: tuple[Consulted, ...] = ()
    cover: Cover | None = None


def bar(answered: int, invited: int) -> Bar:
    """What may be told when ``answered`` of ``invited`` did: names from 80 %, patterns from 65 %."""
    if invited < LEAST or answered < PATTERNS_FROM * invited:
        return Bar.NOTHING
    return Bar.NAMES if answered >= NAMES_FROM * invited else Bar.PATTERNS


def judge(told: Nominations, *, willing: frozenset[int], size: int, seed: int) -> Influence:
    """What may be told of nominations.

    Args:
        told: whoever was invited is one of its people.
        willing: those who said yes to being named; nobody else is in ``consulted`` or ``cover``.
        size: how many the small set may have.
        seed: the same nominations and seed give the same verdict.

    Raises:
        ValueError: for places that are none, and for people who name themselves.
    """
    if any(one == two or not (min(one, two) >= 0 and max(one, two) < told.people) for one, two in told.ties):
        raise ValueError("a nomination is of one person by another")
    height = bar(len(told.answered), told.people)
    if height is Bar.NOTHING:
        return Influence(height)
    pattern = _pattern(told)
    widely = [at for at in np.flatnonzero(named_by(told) >= LEAST).tolist() if at in willing]
    if height is Bar.PATTERNS or not widely:
        return Influence(height, pattern)
    redrawn = tuple(_redrawn(told, np.random.default_rng(seed)))
    return Influence(height, pattern, _consulted(told, widely, redrawn), _cover(told, widely, size, redrawn))


def named_by(told: Nominations) -> IntArray:
    """(people,) by how many each is named: the in-degree."""
    return np.bincount([two for _, two in set(told.ties)], minlength=told.people).astype(np.int64)


def betweenness(told: Nominations, *, seed: int = 0) -> FloatArray:
    """(people,) shortest paths between two others that lead through a person (Freeman 1977; along the ties, not scaled).

    Above 200 people estimated from the paths that begin at 200 of them, drawn from ``seed``.
    """
    pivots = PIVOTS if told.people > PIVOTS else None
    found = nx.betweenness_centrality(_graph(told), k=pivots, normalized=False, seed=seed)
    return np.array([found[at] for at in range(told.people)], dtype=np.float64)


def reach(told: Nominations) -> Any:
    """(people, people) sparse, 1 where the person of the row reaches that of the column; everybody reaches themselves."""
    ties = sorted(set(told.ties))
    one, two = ([pair[side] for pair in ties] for side in (0, 1))
    step = csr_array((np.ones(len(ties)), (two, one)), shape=(told.people, told.people))
    found = (eye_array(told.people) + step + step @ step).tocsr()
    found.data[:] = 1.0
    return found


def cover(reaches: Any, among: Sequence[int], size: int) -> tuple[int, ...]:
    """At most ``size`` places of ``among`` that together reach most; none that adds nobody.

    The best of all where there are at most 5,000 sets to try; otherwise greedily, which reaches at least 63 % of what the
    best would (Nemhauser, Wolsey and Fisher 1978). First of equals: the one that comes first.
    """
    size = min(size, len(among))
    if size and comb(len(among), size) <= ALL_TRIED:
        rows = {at: _reached(reaches, (at,)) for at in among}
        best = max(combinations(among, size), key=lambda set_: int(_any(rows[at] for at in set_).sum()))
        return greedy(reaches, best, size)
    return greedy(reaches, among, size)


def greedy(reaches: Any, among: Sequence[int], size: int) -> tuple[int, ...]:
    """One after the other whoever reaches most of those whom nobody reaches yet."""
    left = np.ones(reaches.shape[1])
    chosen: list[int] = []
    rows = reaches[np.asarray(among, dtype=np.int64)] if len(among) else None
    for _ in range(min(size, len(among))):
        gains = rows @ left
        best = int(np.argmax(gains))
        if gains[best] <= 0:
            break
        chosen.append(int(among[best]))
        left[_reached(reaches, (chosen[-1],))] = 0.0
    return tuple(chosen)


def _pattern(told: Nominations) -> Pattern:
    degrees = named_by(told)
    graph = _graph(told)
    graph.remove_nodes_from(list(nx.isolates(graph)))
    whole = int(degrees.sum())
    wide = degrees >= LEAST
    return Pattern(
        answered=len(told.answered),
        nominations=whole,
        named=int((degrees > 0).sum()),
        widely=int(wide.sum()),
        on_widely=float(degrees[wide].sum() / whole) if whole else 0.0,
        parts=nx.number_weakly_connected_components(graph),
    )


def _consulted(
    told: Nominations, widely: Sequence[int], redrawn: Sequence[Nominations]
) -> tuple[Consulted, ...]:
    degrees, between = named_by(told), betweenness(told)
    scale = max((told.people - 1) * (told.people - 2), 1)
    again = np.array([named_by(each) for each in redrawn])
    # as many answers fewer leave as many nominations fewer: the bar goes down with them
    stays = (again >= LEAST * (1 - DROPPED)).mean(axis=0)
    found = [Consulted(at, int(degrees[at]), float(between[at] / scale), float(stays[at])) for at in widely]
    return tuple(sorted(found, key=lambda each: (-each.named_by, -each.between, each.person)))


def _cover(told: Nominations, widely: Sequence[int], size: int, redrawn: Sequence[Nominations]) -> Cover:
    reaches = reach(told)
    chosen = cover(reaches, widely, size)
    again = [frozenset(greedy(reach(each), widely, size)) for each in redrawn]
    stays = tuple(sum(at in each for each in again) / len(again) for at in chosen)
    return Cover(chosen, stays, int(_reached(reaches, chosen).sum()), told.people)


def _redrawn(told: Nominations, rng: np.random.Generator) -> Iterator[Nominations]:
    """The nominations without those of a fifth of the people who answered, a hundred times."""
    answered = np.array(sorted(told.answered), dtype=np.int64)
    keep = round(len(answered) * (1 - DROPPED))
    for _ in range(REDRAWS):
        left = frozenset(rng.choice(answered, keep, replace=False).tolist())
        yield Nominations(told.people, tuple(sorted(left)), tuple(tie for tie in told.ties if tie[0] in left))


def _graph(told: Nominations) -> Any:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(told.people))
    graph.add_edges_from(sorted(set(told.ties)))
    return graph


def _reached(reaches: Any, chosen: Sequence[int]) -> NDArray[np.bool_]:
    """(people,) whom any of the chosen reaches."""
    found: NDArray[np.bool_] = np.zeros(reaches.shape[1], dtype=np.bool_)
    for at in chosen:
        found[reaches.indices[reaches.indptr[at] : reaches.indptr[at + 1]]] = True
    return found


def _any(rows: Iterator[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.logical_or.reduce(list(rows))
    return found
