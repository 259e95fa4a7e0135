"""Two coders who give a unit none, one or several codes: how far they agree, how sure that is, and on which codes they differ.

Krippendorff's alpha with the Jaccard distance between sets (1 less the share of codes in common), as Passonneau (2004) uses
it for sets. The interval is a jackknife over units on the scale of -log(1 - alpha), with Student's t; a quarter of a
disagreement is added there, so that few units with hardly any disagreement are not taken for certainty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp, log, sqrt
from typing import Final

import numpy as np
from scipy.stats import t as student

from takehold.analysis.facts import FloatArray
from takehold.analysis.themes.facts import (
    COVERAGE,
    FEWEST_UNITS,
    RELIABLE_ALPHA,
    TENTATIVE_ALPHA,
    CodeAgreement,
    Reliance,
    SetAgreement,
)
from takehold.analysis.themes.reliability import krippendorff

ADDED: Final = 0.25
Codes = frozenset[str]


def agreement(pairs: Sequence[tuple[Codes, Codes]]) -> SetAgreement:
    """How far two coders agree. ``pairs``: of each unit that both coded, the codes of the one and of the other."""
    codes = _by_code(pairs)
    sets = sorted({each for pair in pairs for each in pair}, key=sorted)
    if len(pairs) < FEWEST_UNITS or len(sets) < 2:
        return SetAgreement(Reliance.CANNOT_TELL, len(pairs), None, None, None, codes)
    apart = _distances(sets)
    place = {each: at for at, each in enumerate(sets)}
    one, two = (np.array([place[pair[side]] for pair in pairs]) for side in (0, 1))
    alpha, low, high = _interval(apart[one, two], *_expected(apart, one, two))
    return SetAgreement(_reliance(alpha), len(pairs), alpha, low, high, codes)


def _reliance(alpha: float) -> Reliance:
    if alpha >= RELIABLE_ALPHA:
        return Reliance.RELY
    return Reliance.TENTATIVE if alpha >= TENTATIVE_ALPHA else Reliance.APART


def _distances(sets: Sequence[Codes]) -> FloatArray:
    return np.array([[1 - len(a & b) / len(a | b) if a | b else 0.0 for b in sets] for a in sets])


def _expected(apart: FloatArray, one: FloatArray, two: FloatArray) -> tuple[float, FloatArray]:
    """How far any two of all given sets lie apart: with all units, and without each in turn."""
    count = np.bincount(np.concatenate([one, two]), minlength=len(apart)).astype(np.float64)
    towards = apart @ count
    whole, n = float(count @ towards), 2 * len(one)
    less: FloatArray = whole - 2 * towards[one] - 2 * towards[two] + 2 * apart[one, two]
    return whole / (n * (n - 1)), less / ((n - 2) * (n - 3))


def _interval(observed: FloatArray, whole: float, without: FloatArray) -> tuple[float, float, float]:
    """Alpha and its bounds."""
    n, total = len(observed), float(observed.sum())
    alpha = 1 - total / n / whole
    if total == 0:
        # nobody differed: the share that may differ all the same is bounded exactly, as of n throws without a miss
        return alpha, 1 - (1 - ((1 - COVERAGE) / 2) ** (1 / n)) / whole, 1.0
    middle = -log((total + ADDED) / n / whole)
    # without one unit nothing may vary any more; then leaving it out tells nothing of the doubt
    safe = np.where(without > 0, without, whole)
    left_out = -np.log((total - observed + ADDED) / (n - 1) / safe)
    error = sqrt((n - 1) / n * float(((left_out - left_out.mean()) ** 2).sum()))
    reach = float(student.ppf((1 + COVERAGE) / 2, n - 1)) * error
    return alpha, max(-1.0, min(alpha, 1 - exp(reach - middle))), max(alpha, 1 - exp(-reach - middle))


def _by_code(pairs: Iterable[tuple[Codes, Codes]]) -> tuple[CodeAgreement, ...]:
    """Each code that anybody gave, those first that most often only one of the two gave."""
    told = list(pairs)
    found = []
    for code in sorted({code for pair in told for each in pair for code in each}):
        rows = [[code in each for each in side] for side in zip(*told, strict=True)]
        both = sum(a and b for a, b in zip(*rows, strict=True))
        one = sum(a != b for a, b in zip(*rows, strict=True))
        found.append(CodeAgreement(code, both, one, krippendorff(rows).alpha))
    return tuple(sorted(found, key=lambda each: (-each.one, each.code)))
