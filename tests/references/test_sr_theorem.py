"""The theorem under the alarm: with a level fixed in advance, at most T / A alerts are expected in T weeks.

Shin, Ramdas, Rinaldo: E-detectors (2022); reference methods 2.3. Two forms: exactly, that a week's factor has mean at most 1
while nothing slips; and simulated, that the mean number of alerts stays under T / A (plus three standard errors).
"""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from takehold.analysis.slipping.detector import RISES, SLIPS, alerts_with_reset, week_evidence

T = 104
STREAMS = 300


@settings(max_examples=200)
@given(
    n=st.integers(1, 60),
    null=st.floats(0.02, 0.98),
    better=st.floats(0, 1),
    phi=st.floats(1, 8),
    odds=st.lists(st.floats(0.05, 0.95), min_size=1, max_size=4),
)
def test_a_weeks_factor_has_mean_at_most_one_while_nothing_slips(n, null, better, phi, odds):
    rate = null + better * (1 - null)
    x = np.arange(n + 1)
    gain = week_evidence(x, np.full(n + 1, n), np.full(n + 1, null), np.full(n + 1, phi), np.array(odds))
    mean = np.exp(gain) @ binom.pmf(x, n, rate)
    assert (mean <= 1 + 1e-9).all()


@settings(max_examples=50)
@given(
    n=st.integers(1, 60),
    level=st.floats(0.02, 0.98),
    worse=st.floats(0, 1, allow_subnormal=False).map(lambda v: round(v, 9)),
)
def test_the_same_for_recovery_while_nothing_rises(n, level, worse):
    x = np.arange(n + 1)
    gain = week_evidence(x, np.full(n + 1, n), np.full(n + 1, level), np.ones(n + 1), RISES)
    assert (np.exp(gain) @ binom.pmf(x, n, level * worse) <= 1 + 1e-9).all()


@settings(max_examples=25, deadline=None)
@given(
    n=st.integers(1, 45),
    level=st.floats(0.3, 0.97),
    threshold=st.floats(20, 600),
    weights=st.lists(st.floats(0.01, 1), min_size=4, max_size=4),
    seed=st.integers(0, 2**32 - 1),
)
def test_alerts_stay_under_their_bound(n, level, threshold, weights, seed):
    chances = np.full((STREAMS, T), n)
    new_way = np.random.default_rng(seed).binomial(chances, level)
    share = np.array(weights) / sum(weights)
    alerts = alerts_with_reset(
        chances, new_way, np.array(level), np.array(1.0), threshold, weights=share
    ).sum(axis=1)
    error = alerts.std() / np.sqrt(STREAMS)
    assert alerts.mean() <= T / threshold + 3 * error + 3 / STREAMS


@pytest.mark.parametrize(("n", "known"), [(5, 0.092), (12, 0.080), (40, 0.058)])
def test_the_known_figures_for_85_percent_two_years_and_520(n, known, capsys):
    """Methods 2.3: n = 5 / 12 / 40, p0 = .85, T = 104, A = 520 gave .092 / .080 / .058 alerts; the bound is .200."""
    streams = 6000
    chances = np.full((streams, T), n)
    new_way = np.random.default_rng(n).binomial(chances, 0.85)
    found = alerts_with_reset(chances, new_way, np.array(0.85), np.array(1.0), 520.0).sum(axis=1)
    with capsys.disabled():
        pass  # fmt: skip
    assert abs(found.mean() - known) <= 4 * np.sqrt(known / streams)
    assert found.mean() <= T / 520


def test_dependence_between_streams_does_not_matter():
    """Five hundred copies of one stream: the mean over repetitions keeps the bound although they alert together."""
    rng = np.random.default_rng(5)
    one = rng.binomial(np.full((2000, T), 12), 0.85)
    alerts = alerts_with_reset(np.full(one.shape, 12), one, np.array(0.85), np.array(1.0), 104.0).sum(axis=1)
    assert 500 * alerts.mean() <= 500 * T / 104


def test_weeks_without_chances_and_weeks_not_watched_add_nothing():
    chances = np.array([[10, 0, 10, 10]])
    new_way = np.array([[2, 0, 2, 2]])
    null = np.array([[0.85, 0.85, np.nan, 0.85]])
    full = alerts_with_reset(chances[:, [0, 3]], new_way[:, [0, 3]], np.array(0.85), np.array(1.0), 1e12)
    part = alerts_with_reset(chances, new_way, null, np.array(1.0), 1e12)
    assert full.sum() == part.sum() == 0
    for threshold in np.geomspace(1, 1e9, 40):
        short = alerts_with_reset(
            chances[:, [0, 3]], new_way[:, [0, 3]], np.array(0.85), np.array(1.0), threshold
        )
        long = alerts_with_reset(chances, new_way, null, np.array(1.0), threshold)
        assert short.sum() == long.sum()


def test_a_higher_threshold_never_alerts_earlier():
    rng = np.random.default_rng(6)
    chances = np.full((50, 60), 15)
    new_way = rng.binomial(chances, 0.7)
    first = [
        np.where(a.any(axis=1), a.argmax(axis=1), 60)
        for a in (
            alerts_with_reset(chances, new_way, np.array(0.85), np.array(1.0), t)
            for t in (50.0, 500.0, 5000.0)
        )
    ]
    assert all((low <= high).all() for low, high in pairwise(first))
    assert len(SLIPS) == 4
