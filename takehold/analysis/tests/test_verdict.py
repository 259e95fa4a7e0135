"""The seven words: which one is said of plainly made series, and what must hold of every answer."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from takehold.analysis.facts import DailyCounts, Terms, UnitEvidence, Verdict
from takehold.analysis.verdict import judge

MONDAY = date(2024, 1, 1)


def unit(name: str, weekly: list[tuple[int, int]], **more: object) -> UnitEvidence:
    """A unit from (chances, new way) a week, all on its Monday and Thursday."""
    chances, new_way = np.zeros((2, 7 * len(weekly)), dtype=np.int64)
    for week, (n, x) in enumerate(weekly):
        chances[7 * week], chances[7 * week + 3] = n - n // 2, n // 2
        new_way[7 * week], new_way[7 * week + 3] = x - x // 2, x // 2
    return UnitEvidence(name, DailyCounts(MONDAY, chances, new_way), **more)  # type: ignore[arg-type]


def flat(share: float, weeks: int, chances: int = 40) -> list[tuple[int, int]]:
    return [(chances, round(share * chances))] * weeks


def said(weekly: list[tuple[int, int]], target: float | None = 0.8, **more: object):
    """The verdict of one unit among nobody else."""
    terms = Terms(as_of=MONDAY + timedelta(days=7 * len(weekly) - 1), target=target)
    return judge([unit("a", weekly, **more)], terms).units[0]


@pytest.mark.parametrize(
    ("weekly", "verdict", "code"),
    [
        (flat(0.9, 30), Verdict.HOLDING, "held"),
        (flat(0.1, 20) + flat(0.9, 4), Verdict.TAKING_HOLD, "at_target_not_long"),
        (flat(0.1, 20) + flat(0.5, 5), Verdict.TAKING_HOLD, "risen"),
        ([(40, 4 + w) for w in range(20)], Verdict.TAKING_HOLD, "rising"),
        (flat(0.3, 30), Verdict.STALLED, "below_no_rise"),
        (flat(0.0, 30), Verdict.NOT_STARTED, "no_use_yet"),
        (flat(0.3, 5), Verdict.CANNOT_TELL, "too_soon"),
        (flat(0.9, 30, chances=1), Verdict.CANNOT_TELL, "too_few_chances"),
        (flat(0.75, 30, chances=4), Verdict.CANNOT_TELL, "near_target_too_few"),
        ([], Verdict.CANNOT_TELL, "no_chances"),
    ],
)
def test_plain_series_get_the_plain_word(weekly: list[tuple[int, int]], verdict: Verdict, code: str) -> None:
    answer = said(weekly)
    assert (answer.verdict, answer.because.code) == (verdict, code)
    assert (answer.next_step is not None) == (verdict is Verdict.CANNOT_TELL)
