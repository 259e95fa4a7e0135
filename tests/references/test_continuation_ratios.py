"""Continuation ratios against a published fit, and coverage of the groups' intervals in the long form.

Agresti, Categorical Data Analysis, developmental toxicity of ethylene glycol dimethyl ether in mice: of 1,435 fetuses at five
concentrations, how many were dead, malformed or normal. The two logits on concentration: -3.25 + .0064 x and
-5.70 + .0174 x, with G2 5.78 and 6.06 on 3 degrees of freedom each.
"""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit, xlogy

from takehold.analysis.adkar import GroupCounts, group_barriers
from takehold.analysis.adkar.groups import reached_and_stopped

CONCENTRATION = np.array([0, 62.5, 125, 250, 500])
DEAD, MALFORMED, NORMAL = (15, 17, 22, 38, 144), (1, 0, 7, 59, 132), (281, 225, 283, 202, 9)
MICE = [
    GroupCounts(str(dose), (dead, malformed, 0, 0, 0), normal)
    for dose, dead, malformed, normal in zip(CONCENTRATION, DEAD, MALFORMED, NORMAL, strict=True)
]
PUBLISHED = [((-3.25, 0.0064), 5.78), ((-5.70, 0.0174), 6.06)]


@pytest.mark.parametrize("step", [0, 1])
def test_the_published_logits_of_the_mice(step):
    """The counts at risk are the product of binomials: an ordinary logit on them is one part of the model."""
    reached, stopped = reached_and_stopped(MICE)
    n, x = reached[:, step], stopped[:, step]

    def surprise(line):
        share = expit(line[0] + line[1] * CONCENTRATION / 100)
        return -float((xlogy(x, share) + xlogy(n - x, 1 - share)).sum())

    found = minimize(surprise, [-3.0, 0.5], method="BFGS")
    (intercept, slope), deviance = PUBLISHED[step]
    assert found.x[0] == pytest.approx(intercept, abs=0.006)
    assert found.x[1] / 100 == pytest.approx(slope, abs=0.00006)
    saturated = -float((xlogy(x, x / n) + xlogy(n - x, 1 - x / n)).sum())
    assert 2 * (found.fun - saturated) == pytest.approx(deviance, abs=0.006)


def test_the_shares_of_a_dose_are_those_of_its_counts():
    """With some 300 fetuses a dose hardly anything is borrowed."""
    for counts, found in zip(MICE, group_barriers(MICE, rng=np.random.default_rng(1)), strict=True):
        for at in range(2):
            assert found.shares[at].share == pytest.approx(counts.stopped[at] / counts.n, abs=0.012)


@pytest.mark.long
@pytest.mark.parametrize(("groups", "people"), [(3, 20), (8, 12), (20, 6), (20, 12), (40, 40)])
@pytest.mark.parametrize("alike", [4, 10])
def test_nominal_90_percent_intervals_cover(groups, people, alike):
    """``alike``: strength of the beta distribution that the groups' own rates are drawn from."""
    rng, held = np.random.default_rng(groups + people), []
    mean = np.array([0.15, 0.2, 0.3, 0.35, 0.1])
    for _ in range(3000 // groups):
        hazard = rng.beta(mean * alike, (1 - mean) * alike, (groups, 5))
        before = np.concatenate([np.ones((groups, 1)), np.cumprod(1 - hazard, axis=1)], axis=1)
        truth = np.concatenate([before[:, :-1] * hazard, before[:, -1:]], axis=1)
        rows = [rng.multinomial(people, each) for each in truth]
        counts = [GroupCounts(str(at), tuple(row[:5]), int(row[5])) for at, row in enumerate(rows)]
        for at, found in enumerate(group_barriers(counts, rng=rng)):
            held += [each.low <= truth[at, k] <= each.high for k, each in enumerate(found.shares)]
    assert 0.87 <= np.mean(held) <= 0.93
