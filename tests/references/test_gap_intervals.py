"""Do the intervals about gaps hold what they promise? Nominal 90 % cover 87 to 93 %, by simulation, in the long form."""

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import norm

from takehold.analysis.agreement import agreement, polarisation, van_der_eijk
from takehold.analysis.reach import Heard, rake, weighted_share
from takehold.analysis.standardisation import Differs, Stratum, cycle_time, standard
from takehold.analysis.themes import growth

RUNS = 3000


def held(played, runs=RUNS, seed=23):
    """``played(rng)``: (truth, low, high) of one history."""
    rng = np.random.default_rng(seed)
    return float(np.mean([low <= truth <= high for truth, low, high in (played(rng) for _ in range(runs))]))


@pytest.mark.long
@pytest.mark.parametrize(
    ("answered", "shares"),
    [((60, 20), (0.8, 0.3)), ((30, 30), (0.6, 0.5)), ((200, 40), (0.9, 0.2)), ((15, 12), (0.7, 0.4))],
)
def test_weighted_shares(answered, shares):
    frame = {"behaviour": {"at target": 500, "behind": 500}}
    groups = [
        Heard(name, n, {"behaviour": name}) for name, n in zip(frame["behaviour"], answered, strict=True)
    ]
    weights = rake(groups, frame)

    def played(rng):
        truth = np.array(shares) + rng.uniform(-0.08, 0.08, 2)
        yes = rng.binomial(answered, truth)
        counts = {g.group: (int(x), g.answered) for g, x in zip(groups, yes, strict=True)}
        return (float(truth.mean()), *weighted_share(counts, weights)[1:])

    assert 0.87 <= held(played) <= 0.93


@pytest.mark.long
@pytest.mark.parametrize("n", [20, 40, 100, 300])
@pytest.mark.parametrize(("kind", "measure"), [("agreement", van_der_eijk), ("polarisation", polarisation)])
def test_agreement_and_polarisation(n, kind, measure):
    def played(rng):
        share = rng.dirichlet(np.full(5, 1.5))
        told = getattr(agreement(rng.multinomial(n, share), rng=rng), kind)
        return measure(share * 1e6), told.low, told.high

    assert 0.87 <= held(played) <= 0.93


@pytest.mark.long
@pytest.mark.parametrize(("periods", "comments"), [(4, 40), (6, 20), (12, 15)])
@pytest.mark.parametrize(("slope", "scatter"), [(0.0, 0.0), (0.15, 0.0), (0.1, 0.4)])
def test_growth_of_a_theme(periods, comments, slope, scatter):
    """``scatter``: of the log odds from period to period, beyond chance. Few periods cannot tell whether there is any: without
    it their intervals are wider than they need be."""

    def played(rng):
        at = slope * (np.arange(periods) - periods / 2) - 1.2 + rng.normal(0, scatter, periods)
        n = rng.poisson(comments, periods) + 5
        found = growth(rng.binomial(n, expit(at)), n)
        return np.exp(slope), found.low or 0.0, found.high or 99.0

    assert 0.87 <= held(played) <= (0.93 if periods > 6 or scatter else 0.97)


@pytest.mark.long
@pytest.mark.parametrize("n", [60, 200, 1000])
@pytest.mark.parametrize("kind", ["exponential", "lognormal"])
def test_spread_of_cycle_times(kind, n):
    """Few cases: wider than they need be, never narrower."""
    truth = np.log(0.15) / np.log(0.5) if kind == "exponential" else float(np.exp(1.2 * norm.ppf(0.85)))

    def played(rng):
        took = rng.exponential(1, n) if kind == "exponential" else rng.lognormal(0, 1.2, n)
        found = cycle_time(took, rng=rng)
        return truth, found.low, found.high

    assert 0.87 <= held(played) <= (0.93 if n > 500 else 0.97)


@pytest.mark.long
def test_teams_at_an_equal_mix_of_cases():
    """Standardised shares of twelve teams that are all alike but for their cases, and how many leave the funnel."""
    rng, inside, left, teams = np.random.default_rng(5), 0, 0, 0
    rate = np.array([0.05, 0.1, 0.2, 0.3, 0.5])
    for _ in range(300):
        mix = rng.dirichlet(np.full(5, 2.0), 12)
        cases = np.array([rng.multinomial(rng.integers(120, 400), each) for each in mix])
        bad = rng.binomial(cases, rate)
        strata = [
            Stratum(f"{t:02}", str(k), int(cases[t, k]), int(bad[t, k])) for t in range(12) for k in range(5)
        ]
        for team in standard(strata).teams:
            own = cases[int(team.team)] > 0
            truth = float((cases.sum(axis=0) * rate)[own].sum() / cases.sum(axis=0)[own].sum())
            inside += team.low <= truth <= team.high
            left += team.differs is not Differs.ALIKE
            teams += 1
    assert 0.87 <= inside / teams <= 0.93
    assert left / teams <= 0.005
