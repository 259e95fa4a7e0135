"""From votes to what may be said of a round."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from takehold.analysis.facts import IntArray
from takehold.analysis.opinion import telling
from takehold.analysis.opinion.ballots import NOT_VOTED, Ballots, ballots, plane, standing
from takehold.analysis.opinion.facts import (
    FEWEST_VOTERS,
    FEWEST_VOTES,
    LEAST,
    STABLE,
    Grounds,
    NoGroups,
    Opinion,
    Votes,
)
from takehold.analysis.opinion.grouping import grounds, partition, places
from takehold.analysis.opinion.representing import tally


@dataclass(frozen=True, slots=True)
class _Groups:
    """``labels``: (V,) the group of each voter, -1 for none; all -1 where there are none."""

    labels: IntArray
    number: int = 0
    why_not: NoGroups | None = None
    grounds: Grounds | None = None


def judge(votes: Votes, *, seed: int, least: int = LEAST) -> Opinion:
    """What may be said of a round.

    Args:
        votes: in the order given; who stands at which place does not matter.
        seed: the same votes and seed give the same verdict.
        least: the smallest group that may be told, 5 or more.

    Raises:
        ValueError: for a ``least`` under 5, and for votes that are none.
    """
    if least < LEAST:
        raise ValueError(f"nothing is told of fewer than {LEAST} people")
    there = standing(votes)
    table = ballots(votes)[:, there]
    table = table[(table != NOT_VOTED).any(axis=1)]
    groups = _groups(table, seed, least)
    whole = tally(table, np.zeros(len(table), dtype=np.int64), 1)
    counts = tally(table, groups.labels, groups.number) if groups.number else whole
    told = telling.may_be_told(counts, whole[0], least)
    sizes = [int((groups.labels == at).sum()) for at in range(groups.number)]
    shown = telling.figures(there, counts, told, sizes)
    return Opinion(
        voters=len(table),
        grouped=sum(sizes),
        votes=int((table != NOT_VOTED).sum()),
        statements=telling.statements(there, whole[0], counts, told, least),
        common=telling.common(there, counts, told),
        divides=telling.divides(there, counts, told, groups.number),
        groups=shown,
        strongly=telling.strongly(shown),
        why_not=groups.why_not,
        grounds=groups.grounds,
    )


def _groups(table: Ballots, seed: int, least: int) -> _Groups:
    """Groups of those with seven votes or more, if there are any that may be shown."""
    none = np.full(len(table), -1, dtype=np.int64)
    if len(table) < FEWEST_VOTERS:
        return _Groups(none, why_not=NoGroups.VOTERS)
    able = np.flatnonzero((table != NOT_VOTED).sum(axis=1) >= FEWEST_VOTES)
    if able.size < FEWEST_VOTERS:
        return _Groups(none, why_not=NoGroups.VOTES)
    # in an order of their votes, so that it does not matter who voted first
    able = np.array(sorted(able.tolist(), key=lambda at: table[at].tobytes()), dtype=np.int64)
    rng = np.random.default_rng(seed)
    chosen = table[able]
    # the arrays are small: threads would wait for each other far longer than they compute
    with threadpool_limits(1):
        points = plane(chosen).points
        found = partition(points, rng, least=least)
        if found.groups == 1:
            return _Groups(none, why_not=NoGroups.SMALL if places(points) > 1 else NoGroups.ALIKE)
        sure = grounds(chosen, found, rng, least=least)
    why_not = _doubt(sure)
    if why_not is not None:
        return _Groups(none, why_not=why_not, grounds=sure)
    labels = none.copy()
    labels[able] = found.labels
    return _Groups(labels, found.groups, grounds=sure)


def _doubt(sure: Grounds) -> NoGroups | None:
    if sure.silhouette <= sure.by_chance:
        return NoGroups.CHANCE
    return NoGroups.UNSTABLE if sure.stability < STABLE else None
