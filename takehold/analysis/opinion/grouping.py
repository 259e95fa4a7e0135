"""Voters who vote alike, and whether they are groups at all: k-means on the plane, chosen by silhouette and doubted thrice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score

from takehold.analysis.facts import FloatArray, IntArray
from takehold.analysis.opinion.ballots import NOT_VOTED, Ballots, laid, plane
from takehold.analysis.opinion.facts import Grounds

MOST_GROUPS: Final = 5
STARTS, QUICK_STARTS = 10, 3
SHUFFLES: Final = 19
"""The votes as cast must beat all of them: one chance in twenty that groups are seen where there are none."""
REDRAWS: Final = 30
MOST_COMPARED: Final = 1000
"""Voters between whom distances are taken: a silhouette of a thousand is within a hundredth of that of five thousand."""


@dataclass(frozen=True, slots=True)
class Partition:
    """``labels``: (V,) the group of each voter, 0 the largest; ``silhouette``: how far apart, -1 where there is one group."""

    labels: IntArray
    groups: int
    silhouette: float


def partition(
    points: FloatArray, rng: np.random.Generator, *, least: int = 1, starts: int = STARTS
) -> Partition:
    """The best of 2 to 5 groups by silhouette. ``points``: (V, 2).

    ``least``: the fewest points a group may have. One group where none of 2 to 5 can be made.
    """
    best = Partition(np.zeros(len(points), dtype=np.int64), 1, -1.0)
    compared = _some(len(points), rng)
    for groups in range(2, min(MOST_GROUPS, places(points)) + 1):
        labels = _means(points, groups, rng, starts)
        if np.bincount(labels).min() < least:
            continue
        apart = silhouette(points[compared], labels[compared])
        if apart > best.silhouette:
            best = Partition(labels, groups, apart)
    return best


def places(points: FloatArray) -> int:
    """In how many places points stand."""
    return len(np.unique(points.round(12), axis=0))


def silhouette(points: FloatArray, labels: IntArray) -> float:
    """How much nearer points are to their own group than to the next one, -1..1; -1 where there is no other group."""
    if not 2 <= len(np.unique(labels)) < len(points):
        return -1.0
    return float(silhouette_score(points, labels))


def grounds(table: Ballots, found: Partition, rng: np.random.Generator, *, least: int = 1) -> Grounds:
    """How sure the groups are: against chance, and against other voters' having come."""
    return Grounds(
        found.groups, found.silhouette, _by_chance(table, rng, least), stability(table, found, rng)
    )


def stability(table: Ballots, found: Partition, rng: np.random.Generator) -> float:
    """Mean adjusted Rand index, over 30 rounds drawn again with replacement, of the groups then found among all voters.

    In each the plane and the middles of as many groups are found anew, and every voter goes to the nearest middle.
    """
    voters, again = len(table), []
    for _ in range(REDRAWS):
        drawn = np.sort(rng.integers(0, voters, voters))
        other = plane(table[drawn])
        if places(other.points) < found.groups:
            again.append(0.0)
            continue
        middles = KMeans(found.groups, n_init=QUICK_STARTS, random_state=_seed(rng)).fit(other.points)
        placed = middles.predict(laid(table, other.means, other.axes))
        again.append(float(adjusted_rand_score(found.labels, placed)))
    return float(np.mean(again))


def _by_chance(table: Ballots, rng: np.random.Generator, least: int) -> float:
    """The best silhouette of 19 rounds in which each statement's votes went to its voters at random.

    Who voted on what stays, so that groups of those who voted little and much, which are none of opinion, beat nobody.
    """
    best = -1.0
    for _ in range(SHUFFLES):
        dealt = table.copy()
        for column in dealt.T:
            there = np.flatnonzero(column != NOT_VOTED)
            column[there] = column[rng.permutation(there)]
        best = max(best, partition(plane(dealt).points, rng, least=least, starts=QUICK_STARTS).silhouette)
    return best


def _means(points: FloatArray, groups: int, rng: np.random.Generator, starts: int) -> IntArray:
    """k-means; the largest group is 0, of equally large ones the one further to the left."""
    fitted = KMeans(groups, n_init=starts, random_state=_seed(rng)).fit(points)
    sizes = np.bincount(fitted.labels_, minlength=groups)
    order = sorted(range(groups), key=lambda at: (-sizes[at], *fitted.cluster_centers_[at]))
    number = np.empty(groups, dtype=np.int64)
    number[order] = np.arange(groups)
    labels: IntArray = number[fitted.labels_]
    return labels


def _some(voters: int, rng: np.random.Generator) -> IntArray:
    if voters <= MOST_COMPARED:
        return np.arange(voters)
    return np.sort(rng.choice(voters, MOST_COMPARED, replace=False))


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))
