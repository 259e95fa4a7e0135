"""Partial pooling: coaching for a test in eight schools (Rubin 1981), with the weak priors of posteriordb's reference.

Its posterior means: 4.4 for the mean of all, 6.2, 4.9, 3.9, 4.8, 3.6, 4.0, 6.3 and 4.9 for the schools (Monte Carlo error about .05).
"""

import numpy as np
import pytest
from scipy import integrate, stats

from takehold.analysis.tactics import Prior, Trial, standings

EFFECTS = [28.0, 8, -3, 7, -1, 1, 18, 12]
ERRORS = [15.0, 10, 16, 11, 9, 11, 10, 18]
PUBLISHED = [6.2, 4.9, 3.9, 4.8, 3.6, 4.0, 6.3, 4.9]


def test_eight_schools():
    trials = [Trial(f"school {n}", "", y, s**2) for n, (y, s) in enumerate(zip(EFFECTS, ERRORS, strict=True))]
    names = [*(trial.tactic for trial in trials), "another school"]
    prior = Prior(mean=5.0, between=5.0, within=0.0, groups=0.0)
    found = {s.tactic: s for s in standings(names, "", trials, rng=np.random.default_rng(1), prior=prior)}
    for trial, mean in zip(trials, PUBLISHED, strict=True):
        assert found[trial.tactic].mean == pytest.approx(mean, abs=0.15)
    assert found["another school"].mean == pytest.approx(4.4, abs=0.1)
    assert found["another school"].untried


def test_the_grid_is_as_good_as_quadrature():
    """The mean of all, by numerical integration over the spread."""
    y, v = np.array(EFFECTS), np.array(ERRORS) ** 2

    def moments(tau):
        weight = 1 / (v + tau**2)
        precision = weight.sum() + 1 / 25
        mean = (weight * y).sum() / precision
        log = 0.5 * (np.log(weight).sum() - np.log(precision) - (weight * y**2).sum() + precision * mean**2)
        return mean, np.exp(log + 20) * stats.halfcauchy.pdf(tau, scale=5)

    top = integrate.quad(lambda t: moments(t)[0] * moments(t)[1], 0, 200, limit=200)[0]
    exact = top / integrate.quad(lambda t: moments(t)[1], 0, 200, limit=200)[0]
    trials = [Trial(f"school {n}", "", a, b) for n, (a, b) in enumerate(zip(EFFECTS, v, strict=True))]
    found = standings(["new"], "", trials, rng=np.random.default_rng(1), prior=Prior(5.0, 5.0, 0.0, 0.0))
    assert found[0].mean == pytest.approx(exact, abs=0.03)
