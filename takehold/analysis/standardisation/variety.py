"""In how many ways cases run, and how far the times they take lie apart.

Sources: Miller (1955) for the simple correction; Chao & Shen (2003) for the one that counts what was not seen; Good (1953) for
the coverage.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from takehold.analysis.facts import FloatArray
from takehold.analysis.standardisation.facts import COVERAGE, CycleTime, LateOpenings, Variants

MOST_CASES: Final = 0.8
MIDDLE, SLOW = 0.5, 0.85
DRAWS: Final = 2000
FEWEST_TIMES: Final = 30


def variants(counts: Sequence[int]) -> Variants:
    """``counts``: how many cases run in each way. Raises ``ValueError`` without any case.

    Plain entropy grows with the number of cases, because more cases show more ways; the corrected ones hardly do.
    """
    told = np.sort(np.asarray([each for each in counts if each > 0], dtype=np.float64))[::-1]
    if not told.size:
        raise ValueError("there are no cases")
    n = float(told.sum())
    share = told / n
    plain = float(-(share * np.log2(share)).sum())
    once = float((told == 1).sum())
    coverage = 1 - (once if once < n else n - 1) / n
    seen = coverage * share
    chao = -float((seen * np.log2(seen) / (1 - (1 - seen) ** n)).sum())
    return Variants(
        cases=int(n),
        variants=int(told.size),
        entropy=abs(chao),
        miller_madow=plain + (told.size - 1) / (2 * n * float(np.log(2))),
        plain=abs(plain),
        coverage=1 - once / n,
        top=float(share[0]),
        for_most=int(np.searchsorted(np.cumsum(share), MOST_CASES - 1e-9) + 1),
    )


def cycle_time(seconds: Sequence[float] | FloatArray, *, rng: np.random.Generator) -> CycleTime:
    """How long cases take; ``seconds``: one entry a finished case. Raises ``ValueError`` without any.

    The interval of slow / middle draws where in the sample the two quantiles of everybody's cases may lie; it takes 30
    cases.
    """
    told = np.sort(np.asarray(seconds, dtype=np.float64))
    if not told.size or (told < 0).any():
        raise ValueError("there are no cases, or some take less than no time")
    middle, slow = (float(np.quantile(told, at)) for at in (MIDDLE, SLOW))
    if middle <= 0:
        return CycleTime(told.size, middle, slow, None, None, None)
    if told.size < FEWEST_TIMES:
        return CycleTime(told.size, middle, slow, slow / middle, None, None)
    n = told.size
    one = rng.beta(n * MIDDLE + 0.5, n * (1 - MIDDLE) + 0.5, DRAWS)
    within = (SLOW - MIDDLE) / (1 - MIDDLE)
    rest = n * (1 - MIDDLE)
    two = one + (1 - one) * rng.beta(rest * within + 0.5, rest * (1 - within) + 0.5, DRAWS)
    drawn = np.quantile(told, two) / np.maximum(np.quantile(told, one), 1e-9)
    low, high = np.quantile(drawn, [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2])
    return CycleTime(
        n, middle, slow, slow / middle, min(float(low), slow / middle), max(float(high), slow / middle)
    )


def late_openings(opened: FloatArray, took: FloatArray, end: float | None = None) -> LateOpenings:
    """Cases that opened less than the time a slow case takes before the data ends.

    Args:
        opened: when each case began, in seconds of any clock. took: how long it ran in the data.
        end: when the data ends, by default with the last event of any case.

    How long a slow case takes is asked of the half that opened first: of the others some are still to end.
    """
    if not opened.size:
        return LateOpenings(0, 0.0, 0.0)
    until = float((opened + took).max()) if end is None else end
    first = np.argsort(opened, kind="stable")[: (opened.size + 1) // 2]
    slow = float(np.quantile(took[first], SLOW))
    late = opened > until - slow
    return LateOpenings(int(late.sum()), float(late.mean()), slow)
