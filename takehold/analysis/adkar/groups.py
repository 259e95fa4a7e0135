"""Where the people of a group stop: a continuation-ratio model over groups that lend each other, from counts alone.

h[k] = P(stops at element k | passed all before it); the share stopped at k is h[k] x the product of 1 - h[j] before it.
Each h of each group is a beta posterior; what the groups lend each other is averaged over a grid of (mean, strength), so
that the doubt about it is in the intervals. A person who left an element open counts for the elements before it.
Source: Tutz (1991), sequential models; Fienberg (1980) for the product of binomials.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from scipy.special import betaln

from takehold.analysis.adkar.facts import (
    COVERAGE,
    ELEMENTS,
    FEWEST_ANSWERS,
    SURE,
    GroupBarrier,
    GroupCounts,
    Known,
    OrderTest,
    Share,
)
from takehold.analysis.facts import FloatArray

DRAWS: Final = 1000
MEANS: Final = (np.arange(40) + 0.5) / 40
STRENGTHS: Final = np.exp(np.linspace(0.0, np.log(1000.0), 20))
"""What a group may borrow, in answers. Beforehand the variance between groups, about 1 / strength, is taken as uniform:
the intervals then keep their promise where groups differ, and are too wide rather than too narrow where they do not."""
FEWEST_LENDERS: Final = 5
JEFFREYS: Final = 0.5
MOST_PASS: Final = 0.8
"""From this share on that nothing stops, a group has no barrier to speak of."""


def reached_and_stopped(counts: Sequence[GroupCounts]) -> tuple[FloatArray, FloatArray]:
    """(groups, 5) each: how many reached an element and answered it, and how many stopped there."""
    stopped = np.array([each.stopped for each in counts], dtype=np.float64).reshape(-1, len(ELEMENTS))
    left = np.array([each.left_open for each in counts], dtype=np.float64).reshape(-1, len(ELEMENTS))
    passed = np.array([each.passed for each in counts], dtype=np.float64)
    later = np.flip(np.cumsum(np.flip(stopped + left, axis=1), axis=1), axis=1) + passed[:, None]
    return later - left, stopped


def group_barriers(
    counts: Sequence[GroupCounts],
    *,
    rng: np.random.Generator,
    order: OrderTest | None = None,
    below: Mapping[str, Sequence[tuple[int, int]]] | None = None,
) -> tuple[GroupBarrier, ...]:
    """Each group's barriers, in the order given.

    Args:
        counts: what is known of each group.
        rng: draws the posterior.
        order: the test of the order. Where it says that the order does not fit, each group's five elements are told one by
            one and no barrier is named.
        below: then, for each group, (at 3 or below, answered) of the five elements. Needed where the order does not fit.

    Raises:
        ValueError: where the order does not fit and ``below`` lacks a group.
    """
    if order is not None and order.fits is False:
        return _separate(counts, below or {}, rng)
    if not counts:
        return ()
    reached, stopped = reached_and_stopped(counts)
    rates = np.empty((DRAWS, len(counts), len(ELEMENTS)))
    borrowed = np.zeros(len(counts))
    for at in range(len(ELEMENTS)):
        rates[:, :, at], strength = pooled(stopped[:, at], reached[:, at], rng)
        borrowed = strength if at == 0 else borrowed
    onward = np.cumprod(1 - rates, axis=2)
    before = np.concatenate([np.ones((*onward.shape[:2], 1)), onward], axis=2)
    shares = np.concatenate([before[:, :, :-1] * rates, before[:, :, -1:]], axis=2)
    return tuple(_ordered(each, shares[:, at], float(borrowed[at])) for at, each in enumerate(counts))


def pooled(yes: FloatArray, of: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Draws (DRAWS, groups) of each group's rate, and as how many answers what was borrowed weighs, (groups,).

    With fewer than 5 groups nobody lends (Jeffreys' prior).
    """
    if int((of > 0).sum()) < FEWEST_LENDERS:
        alone: FloatArray = rng.beta(JEFFREYS + yes, JEFFREYS + of - yes, (DRAWS, yes.size))
        return alone, np.full(yes.size, 2 * JEFFREYS)
    mean, strength = (side.ravel() for side in np.meshgrid(MEANS, STRENGTHS, indexing="ij"))
    a, b = mean * strength, (1 - mean) * strength
    alike, index = np.unique(np.stack([yes, of]), axis=1, return_counts=True)
    x, n = alike
    fit = (betaln(a[:, None] + x, b[:, None] + n - x) - betaln(a, b)[:, None]) @ index.astype(np.float64)
    fit -= np.log(strength)
    weight = np.exp(fit - fit.max())
    weight /= weight.sum()
    at = rng.choice(weight.size, DRAWS, p=weight)
    drawn: FloatArray = rng.beta(a[at][:, None] + yes, b[at][:, None] + of - yes)
    return drawn, np.full(yes.size, float(weight @ strength))


def _ordered(counts: GroupCounts, shares: FloatArray, borrowed: float) -> GroupBarrier:
    told = tuple(_share(name, shares[:, at]) for at, name in enumerate((*ELEMENTS, "")))
    most = np.bincount(shares[:, : len(ELEMENTS)].argmax(axis=1), minlength=len(ELEMENTS)) / len(shares)
    at, free = int(most.argmax()), float((shares[:, -1] >= MOST_PASS).mean())
    if counts.n < FEWEST_ANSWERS:
        return GroupBarrier(counts.group, counts.n, Known.CANNOT_TELL, (), None, 0.0, borrowed)
    if free >= SURE:
        return GroupBarrier(counts.group, counts.n, Known.NOBODY_STUCK, told, None, free, borrowed)
    sure = float(most[at])
    known, leading = (Known.BARRIER, ELEMENTS[at]) if sure >= SURE else (Known.CANNOT_TELL, None)
    return GroupBarrier(counts.group, counts.n, known, told, leading, sure, borrowed)


def _separate(
    counts: Sequence[GroupCounts], below: Mapping[str, Sequence[tuple[int, int]]], rng: np.random.Generator
) -> tuple[GroupBarrier, ...]:
    """Five gaps, each by itself: the share at 3 or below of those who answered that element."""
    missing = [each.group for each in counts if len(below.get(each.group, ())) != len(ELEMENTS)]
    if missing:
        raise ValueError(f"the order does not fit: say how many are at 3 or below in {', '.join(missing)}")
    if not counts:
        return ()
    table = np.array([below[each.group] for each in counts], dtype=np.float64)
    drawn = [pooled(table[:, at, 0], table[:, at, 1], rng) for at in range(len(ELEMENTS))]
    found = []
    for number, each in enumerate(counts):
        enough = bool((table[number, :, 1] >= FEWEST_ANSWERS).all())
        shares = tuple(_share(name, drawn[at][0][:, number]) for at, name in enumerate(ELEMENTS))
        known, told = (Known.SEPARATE, shares) if enough else (Known.CANNOT_TELL, ())
        n = int(table[number, :, 1].max())
        found.append(GroupBarrier(each.group, n, known, told, None, 0.0, float(drawn[0][1][number])))
    return tuple(found)


def _share(name: str, drawn: FloatArray) -> Share:
    low, high = np.quantile(drawn, [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2])
    return Share(name, float(drawn.mean()), float(low), float(high))
