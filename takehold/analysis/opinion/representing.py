"""What a group holds more than others do, and what all groups hold: counts in, shares and tests out.

Source: Small et al. (2021), section "Representative comments" and "Group-informed consensus". Shares are smoothed as if one
more had taken each side; both tests are one-sided at 90 %.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from takehold.analysis.facts import FloatArray, IntArray
from takehold.analysis.opinion.ballots import Ballots
from takehold.analysis.opinion.facts import AGREE, DISAGREE, PASS, Held, Side

SURE: Final = float(norm.ppf(0.9))
MOST_TOLD: Final = 5
SIDES: Final = (Side.AGREE, Side.DISAGREE)


def tally(table: Ballots, labels: IntArray, groups: int) -> IntArray:
    """(groups, statements, 3): agree, disagree, pass. ``labels``: (V,) the group of each voter, -1 for none."""
    return np.array(
        [
            [(table[labels == at] == choice).sum(axis=0) for choice in (AGREE, DISAGREE, PASS)]
            for at in range(groups)
        ],
        dtype=np.int64,
    ).transpose(0, 2, 1)


def smoothed(counts: IntArray) -> FloatArray:
    """(..., 3) -> (..., 2): the shares that agree and that disagree, (1 + n) / (2 + all who saw it)."""
    found: FloatArray = (1 + counts[..., :2]) / (2 + counts.sum(axis=-1, keepdims=True))
    return found


def consensus(counts: IntArray) -> FloatArray:
    """(groups, S, 3) -> (S, 2): the product over groups of their smoothed shares, on either side."""
    product: FloatArray = smoothed(counts).prod(axis=0)
    return product


def mostly(counts: IntArray) -> FloatArray:
    """(..., 3) -> (..., 2): z of a share of one half, 2 sqrt(n + 1) ((s + 1) / (n + 1) - 1/2)."""
    n = counts.sum(axis=-1, keepdims=True) + 1
    z: FloatArray = 2 * np.sqrt(n) * ((counts[..., :2] + 1) / n - 0.5)
    return z


def more_than(counts: IntArray, others: IntArray) -> FloatArray:
    """(..., 3) twice -> (..., 2): z of two shares, with one added to each count; 0 where all agree."""
    n, m = (each.sum(axis=-1, keepdims=True) + 1 for each in (counts, others))
    s, t = counts[..., :2] + 1, others[..., :2] + 1
    pooled = (s + t) / (n + m)
    spread = np.sqrt(np.maximum(pooled * (1 - pooled), 0) * (1 / n + 1 / m))
    z: FloatArray = np.divide(s / n - t / m, spread, out=np.zeros(s.shape), where=spread > 0)
    return z


def representative(counts: IntArray, group: int) -> tuple[Held, ...]:
    """What a group holds more than the others, at most five: first what it agrees with most, those it agrees with first.

    A statement counts where both tests are sure on one side. Its strength is the product of both shares' measures and both
    tests. What the group agrees with most is told even where it is sure of one test only; where nothing counts, it is all.
    """
    own, others = counts[group], counts.sum(axis=0) - counts[group]
    share = smoothed(own)
    times, sure, more = share / smoothed(others), mostly(own), more_than(own, others)
    strength = times * more * share * sure
    side = np.where(more[:, 0] > more[:, 1], 0, 1)
    passes = ((sure > SURE) & (more > SURE)).any(axis=1)
    told = sorted(np.flatnonzero(passes).tolist(), key=lambda at: (-strength[at, side[at]], at))
    voted = own[:, :2].sum(axis=1) > 0
    likely = voted & ((sure[:, 0] > SURE) | ((times[:, 0] > 1) & (share[:, 0] > 0.5)))
    first = _best(likely & (times[:, 0] > 1), strength[:, 0]) or _best(likely, share[:, 0] * sure[:, 0])
    for at in first:
        side[at] = 0
    if not (told or first):
        told = list(_best(voted, more.max(axis=1)))
    chosen = [*first, *(at for at in told if at not in first)][:MOST_TOLD]
    return tuple(
        Held(
            group, at, SIDES[s], int(own[at, s]), int(own[at].sum()), float(share[at, s]), float(times[at, s])
        )
        for at, s in sorted(((at, int(side[at])) for at in chosen), key=lambda each: each[1])
    )


def _best(allowed: NDArray[np.bool_], measure: FloatArray) -> tuple[int, ...]:
    """The place with the highest measure among those allowed; none where none is."""
    if not allowed.any():
        return ()
    return (int(np.argmax(np.where(allowed, measure, -np.inf))),)


def agreed_overall(counts: IntArray) -> tuple[tuple[int, Side], ...]:
    """(S, 3) counts of all -> what they agree on, and what they reject: at most five each, surely more than half.

    This is the simple consensus of Polis; a majority may carry it. The product over groups (``consensus``) may not be carried so.
    """
    share, sure = smoothed(counts), mostly(counts)
    found: list[tuple[int, Side]] = []
    for s, side in enumerate(SIDES):
        there = np.flatnonzero((share[:, s] > 0.5) & (sure[:, s] > SURE))
        ranked = sorted(there.tolist(), key=lambda at: (-share[at, s] * sure[at, s], at))
        found += [(at, side) for at in ranked[:MOST_TOLD]]
    return tuple(found)
