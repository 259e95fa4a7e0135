"""Time to relapse: 42 children with leukaemia (Freireich and others 1963, in every textbook of survival analysis).

The shares are the published table (Kleinbaum and Klein, "Survival Analysis", table 2.1); intervals as lifelines 0.30.3 gives them.
"""

import pytest

from takehold.analysis.sustain import Spell, holds

TREATED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
STILL_WELL = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
CURVE = [
    (6, 21, 0.8571, 0.619718, 0.951552), (7, 17, 0.8067, 0.563147, 0.922809), (10, 15, 0.7529, 0.503200, 0.889362),
    (13, 12, 0.6902, 0.431610, 0.849066), (16, 11, 0.6275, 0.367511, 0.804912), (22, 7, 0.5378, 0.267779, 0.746791),
    (23, 6, 0.4482, 0.188052, 0.680143),
]  # fmt: skip
PLACEBO_CURVE = {
    1: (0.9048, 0.670046, 0.975294), 2: (0.8095, 0.568905, 0.923889), 3: (0.7619, 0.519391, 0.893257),
    4: (0.6667, 0.425350, 0.825044), 5: (0.5714, 0.337977, 0.749241), 8: (0.3810, 0.183067, 0.577789),
    11: (0.2857, 0.116561, 0.481820), 12: (0.1905, 0.059482, 0.377435), 15: (0.1429, 0.035657, 0.321162),
    17: (0.0952, 0.016259, 0.261250), 22: (0.0476, 0.003324, 0.197045), 23: (0.0, 0.0, 0.0),
}  # fmt: skip


def test_the_treated_children():
    found = holds([Spell(d, True) for d in TREATED] + [Spell(d, False) for d in STILL_WELL])
    assert [(s.day, s.watched, round(s.share, 4)) for s in found.curve] == [row[:3] for row in CURVE]
    for step, row in zip(found.curve, CURVE, strict=True):
        assert (step.low, step.high) == (pytest.approx(row[3], abs=1e-6), pytest.approx(row[4], abs=1e-6))
    assert (found.half.days, found.half.low, found.half.high) == (23, 13, None)
    assert (found.quarter.days, found.quarter.low, found.quarter.high) == (13, 6, 22)
    assert found.due_within == 13


def test_the_placebo_children():
    found = holds([Spell(d, True) for d in PLACEBO])
    told = {s.day: (round(s.share, 4), s.low, s.high) for s in found.curve}
    assert told == {day: pytest.approx(row, abs=1e-6) for day, row in PLACEBO_CURVE.items()}
    assert (found.half.days, found.half.low, found.half.high) == (8, 4, 11)
