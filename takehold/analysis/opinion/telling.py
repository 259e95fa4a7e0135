"""What is told of a round's counts: shares, common ground, divides, and what groups hold; nothing of too few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from takehold.analysis.facts import IntArray
from takehold.analysis.opinion.facts import (
    COVERAGE,
    Common,
    Count,
    Divide,
    GroupFigures,
    Held,
    Share,
    StatementFigures,
)
from takehold.analysis.opinion.representing import (
    SIDES,
    SURE,
    consensus,
    mostly,
    representative,
    smoothed,
)
from takehold.analysis.reach import wilson

COMMON: Final = 0.6
"""Fewer than six in ten are a majority; common ground is more."""
CAMP: Final = 0.25
"""Without groups opinion divides where surely a quarter stands on either side."""
STRONG: Final = 0.75


def may_be_told(counts: IntArray, whole: IntArray, least: int) -> NDArray[np.bool_]:
    """(S,) whether a statement may be told group by group: no part of its voters, and no rest, is of 1 to ``least`` - 1."""
    seen = counts.sum(axis=2)
    rest = whole.sum(axis=1) - seen.sum(axis=0)
    few: NDArray[np.bool_] = ((seen > 0) & (seen < least)).any(axis=0) | ((rest > 0) & (rest < least))
    told: NDArray[np.bool_] = ~few & (seen >= least).any(axis=0)
    return told


def statements(
    there: IntArray, whole: IntArray, counts: IntArray, told: NDArray[np.bool_], least: int
) -> tuple[StatementFigures, ...]:
    """Each statement, all voters together. ``whole``: (S, 3) of all, ``counts``: (groups, S, 3)."""
    product, everywhere = consensus(counts)[:, 0], told & (counts.sum(axis=2) >= least).all(axis=0)
    found = []
    for at, place in enumerate(there.tolist()):
        count = _count(whole[at])
        if count.seen < least:
            found.append(StatementFigures(place, None, None, None, None, None))
            continue
        agrees, disagrees, passes = (
            _share(n, count.seen) for n in (count.agree, count.disagree, count.passed)
        )
        agreed = float(product[at]) if everywhere[at] else None
        found.append(StatementFigures(place, count, agrees, disagrees, passes, agreed))
    return tuple(found)


def common(there: IntArray, counts: IntArray, told: NDArray[np.bool_]) -> tuple[Common, ...]:
    """What each group holds: surely more than half of it, and six in ten or more."""
    share, sure, product = smoothed(counts), mostly(counts), consensus(counts)
    found = [
        Common(int(there[at]), side, float(product[at, s]), float(share[:, at, s].min()))
        for s, side in enumerate(SIDES)
        for at in np.flatnonzero(
            told & (sure[..., s] > SURE).all(axis=0) & (share[..., s] >= COMMON).all(axis=0)
        )
    ]
    return tuple(sorted(found, key=lambda each: (-each.consensus, each.statement)))


def divides(there: IntArray, counts: IntArray, told: NDArray[np.bool_], groups: int) -> tuple[Divide, ...]:
    """Where surely more than half of one group agrees and of another disagrees."""
    found = []
    share, sure = smoothed(counts), mostly(counts) > SURE
    for at in np.flatnonzero(told).tolist():
        for_it, against = (tuple(np.flatnonzero(sure[:, at, s]).tolist()) for s in (0, 1))
        if groups and for_it and against:
            found.append(Divide(int(there[at]), for_it, against, float(np.ptp(share[:, at, 0]))))
        elif not groups:
            count = _count(counts[0, at])
            both = [_share(n, count.seen) for n in (count.agree, count.disagree)]
            if min(each.low for each in both) >= CAMP:
                found.append(Divide(int(there[at]), (), (), min(each.value for each in both)))
    return tuple(sorted(found, key=lambda each: (-each.apart, each.statement)))


def figures(
    there: IntArray, counts: IntArray, told: NDArray[np.bool_], sizes: Sequence[int]
) -> tuple[GroupFigures, ...]:
    """``sizes``: how many voters each group has; none where no groups are shown."""
    places = there[told]
    return tuple(
        GroupFigures(
            group,
            size,
            tuple(_count(row) if may else None for row, may in zip(counts[group], told, strict=True)),
            tuple(
                replace(held, statement=int(places[held.statement]))
                for held in representative(counts[:, told], group)
            ),
        )
        for group, size in enumerate(sizes)
    )


def strongly(groups: Sequence[GroupFigures]) -> tuple[Held, ...]:
    """What a group of fewer than half holds by three quarters or more, and fewer than half of all others."""
    grouped = sum(each.voters for each in groups)
    return tuple(
        held
        for group in groups
        if 2 * group.voters < grouped
        for held in group.holds
        if held.share >= STRONG and held.share / held.times < 0.5
    )


def _count(row: IntArray) -> Count:
    agree, disagree, passed = row.tolist()
    return Count(agree, disagree, passed)


def _share(count: int, of: int) -> Share:
    return Share(count / of, *wilson(count, of, COVERAGE))
