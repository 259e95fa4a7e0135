"""Efron and Morris 1975: eighteen batters, their first 45 at bats, and the rest of the season 1970."""

from __future__ import annotations

import numpy as np
import pytest

from takehold.analysis.adoption import fit_prior, shrink, shrink_normal

AT_BATS = 45
# Clemente, F. Robinson, F. Howard, Johnstone, Berry, Spencer, Kessinger, L. Alvarado, Santo, Swoboda, Unser, Williams,
# Scott, Petrocelli, E. Rodriguez, Campaneris, Munson, Alvis.
HITS = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7], dtype=float)
SEASON = np.array(
    [.346, .298, .276, .222, .273, .270, .263, .210, .269, .230, .264, .256, .303, .264, .226, .285, .316, .200]
)  # fmt: skip
EARLY = HITS / AT_BATS


def loss(estimate: np.ndarray) -> float:
    return float(((estimate - SEASON) ** 2).sum())


def test_shrinking_towards_the_mean_beats_each_for_himself() -> None:
    mean = EARLY.mean()
    shrunk, _ = shrink_normal(EARLY, np.full(18, mean * (1 - mean) / AT_BATS))
    factor = (shrunk[0] - mean) / (EARLY[0] - mean)
    print(f"factor {factor:.3f}, squared error each for himself {loss(EARLY):.4f}, shrunk {loss(shrunk):.4f}")  # noqa: T201
    assert factor == pytest.approx(0.212, abs=5e-4)
    assert loss(EARLY) == pytest.approx(0.0754, abs=2e-4)
    assert loss(shrunk) == pytest.approx(0.0213, abs=5e-5)


def test_the_beta_binomial_form_does_as_well() -> None:
    prior = fit_prior(HITS, np.full(18, float(AT_BATS)))
    estimate = np.array([shrink(hits, AT_BATS, prior).estimate for hits in HITS])
    assert loss(estimate) == pytest.approx(0.0213, abs=2e-4)
