"""Worlds of actions: what is planted is what comes out."""

from __future__ import annotations

import numpy as np
import pytest

from takehold.simulation.actions import Noise, begun_by_lots, sent_because_it_slipped

STILL = Noise(0.0, 0.0, 0.0)


def test_lots_fall_evenly_and_the_effect_is_there_from_the_beginning_on():
    chances, new_way, first = begun_by_lots(np.random.default_rng(1), 400, 36, effect=0.2, noise=STILL)
    assert sorted(np.unique(first).tolist()) == [12, 18, 24, 36]
    assert np.bincount(first)[[12, 18, 24, 36]].tolist() == [100] * 4
    begun = np.arange(36) >= first[:, None]
    for part, level in ((begun, 0.8), (~begun, 0.6)):
        assert new_way[part].sum() / chances[part].sum() == pytest.approx(level, abs=0.01)


def test_noise_lasts_from_week_to_week():
    loud = Noise(0.0, 0.2, 0.0)
    chances, new_way, _ = begun_by_lots(np.random.default_rng(2), 500, 30, noise=loud)
    off = new_way / chances - 0.6
    week_to_week = float((off[:, 1:] * off[:, :-1]).mean())
    two_weeks = float((off[:, 2:] * off[:, :-2]).mean())
    assert two_weeks / week_to_week == pytest.approx(0.7, abs=0.05)


def test_an_action_is_sent_to_who_had_dipped_and_the_dip_goes_by_itself():
    rng = np.random.default_rng(3)
    chances, new_way, first = sent_because_it_slipped(rng, 300, 60)
    sent = np.flatnonzero(first < 48)
    share = new_way / chances
    at = [np.mean([share[u, first[u] + shift] for u in sent]) for shift in (0, -2, 8)]
    assert at[1] < 0.6 - 0.1
    assert at[2] == pytest.approx(0.6, abs=0.02)


def test_a_slip_that_stays_stays():
    rng = np.random.default_rng(4)
    chances, new_way, first = sent_because_it_slipped(rng, 300, 60, stays=1.0, noise=STILL)
    assert np.mean(first < 60) > 0.8
    assert new_way[:, 45:].sum() / chances[:, 45:].sum() == pytest.approx(0.4, abs=0.01)
    cured = sent_because_it_slipped(rng, 300, 60, stays=1.0, effect=0.2, noise=STILL)
    assert cured[1][:, 55:].sum() / cured[0][:, 55:].sum() == pytest.approx(0.6, abs=0.02)
