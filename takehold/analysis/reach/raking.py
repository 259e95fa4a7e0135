"""Answers weighed so that the groups count as much as they have people: raking, one weight a group.

Every answer of a reporting group has the same weight, and nothing but the group's own classes enters it. So a weighted
figure is still a function of the groups' totals, and nobody's answer can be worked out from two of them.
Source: Deming & Stephan (1940); Deville, Särndal & Sautory (1993), of which raking is the multiplicative calibration.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from takehold.analysis.facts import FloatArray, IntArray
from takehold.analysis.reach.facts import COVERAGE, TRIM, Heard, Weights

ROUNDS: Final = 500
CLOSE: Final = 1e-10
CUTS: Final = 50


def rake(groups: Sequence[Heard], frame: Mapping[str, Mapping[str, int]]) -> Weights:
    """Weights that bring the answers to the people of each class of each margin.

    Args:
        groups: those that were asked, with how many answered. Groups without answers are left out.
        frame: margin -> class -> how many people were asked. Observed behaviour is a margin like any other, and the
            strongest: it is known of those who did not answer too.

    Raises:
        ValueError: where a group that answered lacks a class, or has one that the frame does not know.
    """
    heard = [group for group in groups if group.answered > 0]
    if not heard:
        return Weights((), 1.0, (), _unheard(heard, frame), 0.0, True)
    answered = np.array([group.answered for group in heard], dtype=np.float64)
    margins = [_margin(heard, name, frame[name]) for name in frame]
    weights, settled = raked(answered, margins)
    trimmed = np.zeros(len(heard), dtype=np.bool_)
    for _ in range(CUTS):
        cut = weights > TRIM * _median(weights, answered) * (1 + 1e-9)
        if not cut.any():
            break
        trimmed |= cut
        weights[cut] = TRIM * _median(weights, answered)
    weights *= answered.sum() / float((weights * answered).sum())
    total = float((weights * answered).sum())
    effect = float((weights**2 * answered).sum()) * float(answered.sum()) / total**2
    off = max((_off(weights * answered, at, shares) for at, shares in margins), default=0.0)
    return Weights(
        tuple((group.group, float(weight)) for group, weight in zip(heard, weights, strict=True)),
        effect,
        tuple(group.group for group, cut in zip(heard, trimmed, strict=True) if cut),
        _unheard(heard, frame),
        off,
        settled,
    )


def raked(
    answered: FloatArray, margins: Sequence[tuple[IntArray, FloatArray]], rounds: int = ROUNDS
) -> tuple[FloatArray, bool]:
    """Iterative proportional fitting.

    Args:
        answered: (G,) how much each cell counts before.
        margins: for each, the class of each cell, (G,), and the total that each class should have.
        rounds: how often at most all margins are gone through.

    Returns:
        weights (G,), so that the classes of ``weights * answered`` have the totals; whether it came to rest.
    """
    weights = np.ones_like(answered)
    for _ in range(rounds):
        before = weights
        for at, totals in margins:
            has = np.bincount(at, weights=weights * answered, minlength=totals.size)
            weights = weights * np.divide(totals, has, out=np.ones_like(totals), where=has > 0)[at]
        if np.abs(weights - before).max() <= CLOSE * weights.max():
            return weights, True
    return weights, not margins


def weighted_share(
    counts: Mapping[str, tuple[int, int]], weights: Weights
) -> tuple[float, float, float] | None:
    """The share that said yes, weighed, with its interval (``COVERAGE``); None without answers.

    ``counts``: group -> (yes, answered). The interval is that of as many answers as the weights leave: of each group's
    variance w2 p (1 - p) n, as a beta distribution. It speaks of what people like these would say, not of the silent ones.
    """
    told = [(*counts[group], weight) for group, weight in weights.weights if counts.get(group, (0, 0))[1]]
    if not told:
        return None
    yes, of, weight = np.array(told, dtype=np.float64).T
    return weighted_interval(yes, of, weight)


def weighted_interval(yes: FloatArray, of: FloatArray, weight: FloatArray) -> tuple[float, float, float]:
    """A weighted mean of shares ``yes`` / ``of``, each answer weighing ``weight``, with its interval; (n,) each.

    The variance is that of independent binomials; the interval a beta distribution of the same mean and variance.
    """
    total = float((weight * of).sum())
    share = float((weight * yes).sum()) / total
    near = (yes + 0.5) / (of + 1)
    spread = float((weight**2 * of * near * (1 - near)).sum()) / total**2
    middle = (float((weight * yes).sum()) + 0.5) / (total + 1)
    size = min(middle * (1 - middle) / spread, float(of.sum())) if spread > 0 else float(of.sum())
    low, high = beta.ppf(
        [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2], share * size + 0.5, (1 - share) * size + 0.5
    )
    return share, min(float(low), share), max(float(high), share)


def _margin(
    heard: Sequence[Heard], name: str, people: Mapping[str, int]
) -> tuple[NDArray[np.int64], FloatArray]:
    """The class of each group and what share of all answers each class should have, of those that were heard."""
    classes = sorted({group.classes.get(name, "") for group in heard})
    strange = [each for each in classes if people.get(each, 0) <= 0]
    if strange:
        raise ValueError(f"the frame has nobody whose {name} is {', '.join(map(repr, strange))}")
    at = np.array([classes.index(group.classes[name]) for group in heard], dtype=np.int64)
    wanted = np.array([people[each] for each in classes], dtype=np.float64)
    answers = sum(group.answered for group in heard)
    return at, wanted / wanted.sum() * answers


def _off(counts: FloatArray, at: IntArray, wanted: FloatArray) -> float:
    has = np.bincount(at, weights=counts, minlength=wanted.size)
    return float(np.abs(has / has.sum() - wanted / wanted.sum()).max())


def _unheard(
    heard: Sequence[Heard], frame: Mapping[str, Mapping[str, int]]
) -> tuple[tuple[str, str, int], ...]:
    known = {(name, group.classes.get(name)) for group in heard for name in frame}
    return tuple(
        (name, each, people)
        for name, classes in frame.items()
        for each, people in classes.items()
        if people > 0 and (name, each) not in known
    )


def _median(weights: FloatArray, answered: FloatArray) -> float:
    """The weight of the middle answer."""
    order = np.argsort(weights)
    half = np.searchsorted(np.cumsum(answered[order]), answered.sum() / 2)
    return float(weights[order][half])
