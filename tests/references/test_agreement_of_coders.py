"""The interval of two coders' agreement holds what it promises, in worlds where the true agreement is known."""

from __future__ import annotations

import numpy as np
import pytest

from takehold.analysis.themes import agreement

RUNS, SEED = 1000, 17


def made(rng: np.random.Generator, units: int, noise: float) -> tuple[np.ndarray, np.ndarray]:
    """Six codes, each true of one unit in six; both coders miss some and add some."""
    truth = rng.random((units, 6)) < 1 / 6

    def coder() -> np.ndarray:
        missed, added = rng.random(truth.shape) < 2 * noise, rng.random(truth.shape) < noise / 6
        return (truth & ~missed) | added

    return coder(), coder()


def sets(rows: np.ndarray) -> list[frozenset[str]]:
    return [frozenset("abcdef"[at] for at in np.flatnonzero(row)) for row in rows]


@pytest.mark.parametrize(("noise", "units"), [(0.03, 40), (0.1, 20), (0.1, 100), (0.25, 40)])
def test_nine_in_ten_intervals_hold_the_alpha_of_endless_units(noise: float, units: int) -> None:
    rng = np.random.default_rng(SEED)
    one, two = made(rng, 20_000, noise)
    truth = agreement(list(zip(sets(one), sets(two), strict=True))).alpha
    assert truth is not None
    held = 0
    for _ in range(RUNS):
        one, two = made(rng, units, noise)
        found = agreement(list(zip(sets(one), sets(two), strict=True)))
        assert found.low is not None
        assert found.high is not None
        held += found.low <= truth <= found.high
    assert 0.87 <= held / RUNS <= 0.95
