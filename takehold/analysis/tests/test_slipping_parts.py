"""Parts of the detector against what was put in: dispersion, prior, common weeks, onset, delays."""

import numpy as np
import pytest
from scipy.stats import betabinom

from takehold.analysis.slipping import baseline, detection, dispersion, onset, peers
from takehold.analysis.slipping.detector import alerts_with_reset


def everywhere(shape):
    return np.ones(shape, dtype=bool)


def habit(rng, streams, weeks, size, level=0.85, keep=0.5):
    state = rng.random((streams, size)) < level
    out = []
    for _ in range(weeks):
        state = np.where(rng.random(state.shape) < keep, state, rng.random(state.shape) < level)
        out.append(state.sum(axis=1))
    return np.stack(out, axis=1)


def test_dispersion_finds_nothing_where_there_is_nothing():
    rng = np.random.default_rng(1)
    chances = rng.integers(5, 40, (2000, 12))
    found = dispersion.pooled(chances, rng.binomial(chances, 0.85), everywhere(chances.shape))
    assert found.rho < 0.004
    assert found.r1 < 0.03
    assert (found.phi(np.array([1, 30])) >= 1).all()


def test_a_share_that_never_moves_is_not_taken_for_habit():
    chances = np.full((2, 40), 20)
    found = dispersion.pooled(chances, np.array([[20], [18]]) + 0 * chances, everywhere(chances.shape))
    assert found.r1 < 0.3


def test_dispersion_finds_shocks_and_habit():
    rng = np.random.default_rng(2)
    chances = np.full((2000, 12), 20)
    shocks = dispersion.pooled(
        chances,
        betabinom.rvs(20, 0.85 * 19, 0.15 * 19, size=chances.shape, random_state=rng),
        everywhere((2000, 12)),
    )
    assert shocks.rho == pytest.approx(0.05, abs=0.008)
    assert shocks.r1 < 0.05
    bound = dispersion.pooled(chances, habit(rng, 2000, 12, 20), everywhere((2000, 12)))
    assert bound.r1 == pytest.approx(0.5, abs=0.06)
    assert bound.rho < 0.012


def test_what_is_common_to_all_is_no_dispersion_of_one():
    rng = np.random.default_rng(3)
    common = rng.normal(0, 0.5, 12)
    chances = np.full((400, 12), 30)
    new_way = rng.binomial(chances, 1 / (1 + np.exp(-(1.7 + common))))
    inside = everywhere(chances.shape)
    blind = dispersion.pooled(chances, new_way, inside)
    aware = dispersion.pooled(chances, new_way, inside, common)
    assert aware.rho < 0.004 < 0.015 < blind.rho


def test_few_streams_make_for_caution():
    rng = np.random.default_rng(4)
    chances = np.full((1, 12), 20)
    found = [
        dispersion.pooled(chances, rng.binomial(chances, 0.85), everywhere((1, 12))).phi(20.0)
        for _ in range(40)
    ]
    assert np.median(found) > 1.3


def test_the_prior_of_the_teams_is_found():
    rng = np.random.default_rng(5)
    n = rng.integers(60, 480, 3000).astype(float)
    x = rng.binomial(n.astype(int), rng.beta(34, 6, 3000)).astype(float)
    a, b = baseline.prior(x, n, np.ones(3000))
    assert a / (a + b) == pytest.approx(0.85, abs=0.01)
    assert a + b == pytest.approx(40, rel=0.15)
    assert baseline.prior(x[:3], n[:3], np.ones(3)) == baseline.JEFFREYS


def test_the_common_effect_of_a_week_is_found_in_spite_of_slipping_teams():
    rng = np.random.default_rng(6)
    effect = np.array([0.0, -1.2, 0.5, -0.3])
    level = rng.beta(34, 6, 300)
    chances = np.full((300, 4), 20)
    odds = (level / (1 - level))[:, None] * np.exp(effect)
    odds[:20] *= 0.2
    found = peers.effects(
        chances, rng.binomial(chances, odds / (1 + odds)), level, everywhere((300, 4)), np.ones((300, 4))
    )
    assert found.common == pytest.approx(effect, abs=0.12)
    assert (found.excuse <= 0).all()
    assert found.excuse[:, 1] == pytest.approx(-1.2, abs=0.15)
    few = peers.effects(chances[:4], chances[:4] // 2, level[:4], everywhere((4, 4)), np.ones((4, 4)))
    assert (few.excuse == 0).all()


def test_the_week_a_slip_began_is_inside_its_interval_as_often_as_promised(capsys):
    rng = np.random.default_rng(7)
    inside = []
    for _ in range(300):
        n = np.full(60, 20.0)
        x = rng.binomial(20, np.where(np.arange(60) < 45, 0.85, 0.6)).astype(float)
        found = onset.find(x, n, np.full(60, 0.85), np.ones(60))
        inside.append(found.earliest <= 45 <= found.latest)
    assert np.mean(inside) >= 0.78


def test_a_blip_is_told_from_a_lasting_slip():
    n, level, phi = np.full(40, 30.0), np.full(40, 0.9), np.ones(40)
    x = np.full(40, 27.0)
    blip, lasts = x.copy(), x.copy()
    blip[25:28], lasts[30:] = 12, 18
    assert onset.find(blip, n, level, phi).lasting < 0.1
    assert onset.find(lasts, n, level, phi).lasting > 0.9


@pytest.mark.parametrize("size", [8, 15, 30])
def test_the_delay_told_is_about_the_delay_found(size):
    rng = np.random.default_rng(size)
    teams, at = 400, 30
    chances = np.full((teams, at + 60), size)
    rate = np.where(np.arange(at + 60) < at, 0.85, 0.65)
    alerts = alerts_with_reset(chances, rng.binomial(chances, rate), np.array(0.82), np.array(1.3), 520.0)
    late = alerts[~alerts[:, :at].any(axis=1), at:]
    found = np.median(late.argmax(axis=1) + 1)
    told = detection.delays(
        np.array([0.85]), np.array([0.82]), np.array([float(size)]), np.array([1.3]), 520.0
    )
    assert told[3, 0] == pytest.approx(found, rel=0.25, abs=1)


def test_larger_slips_and_larger_teams_are_seen_sooner():
    sizes = np.array([5.0, 10.0, 20.0, 40.0])
    same = np.ones(4)
    weeks = detection.delays(0.85 * same, 0.82 * same, sizes, same, 520.0)
    assert (weeks[1:9] <= weeks[:8]).all()
    assert (np.diff(weeks[3]) <= 0).all()
    told = detection.detectable(0.85 * same, 0.82 * same, sizes, same, same, 520.0)
    assert [t.drop for t in told] == sorted((t.drop for t in told), reverse=True)


def test_the_null_gives_way_for_the_largest_organisations():
    assert baseline.alert_quantile(520) == baseline.alert_quantile(2167) == 0.10
    assert baseline.alert_quantile(65_000) == pytest.approx(0.018, abs=0.001)
