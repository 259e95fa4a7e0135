from datetime import date

import numpy as np

from takehold.simulation import occasions


def test_holidays_thin_the_volume_and_dip_the_share():
    volume, dip = occasions.holiday(date(2025, 9, 1), 52)
    assert (volume <= 1).all()
    assert (dip <= 0).all()
    assert 2 <= (volume == 0.55).sum() <= 3


def test_chances_follow_the_rate_the_hours_and_the_propensity():
    weeks, people = 30, 60
    presence = np.tile(np.repeat([0, 1], 30), (weeks, 1))
    seen = occasions.draw(
        np.random.default_rng(5),
        presence,
        np.array([2.0, 1.0]),
        np.full((weeks, people), 0.8),
        volume=np.ones(weeks),
        dip=np.zeros(weeks),
        around_the_clock=np.array([True, False]),
    )
    count = np.bincount(seen.team)
    assert abs(count[0] / 1800 - 1) < 0.08
    assert abs(count[1] / 900 - 1) < 0.12
    assert abs(seen.new.mean() - 0.8) < 0.03
    assert (np.diff(seen.minute) >= 0).all()
    office = seen.minute[seen.team == 1]
    assert (office // occasions.DAY % 7 < 5).all()
