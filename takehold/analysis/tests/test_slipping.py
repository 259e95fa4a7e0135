"""What is said of a stream: quiet, watched, alerted, recovered, resolved, borrowed, excused, not watched."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.slipping import SlipSettings, Tier, WeeklyCounts, watch_all
from takehold.analysis.slipping.watching import prepare

T = 60
SETTINGS = SlipSettings(streams=100)


def weeks(chances, new_way, *, start=0, peers=True, resolved=()):
    units, length = chances.shape
    mondays = tuple(date(2025, 1, 6) + timedelta(weeks=i) for i in range(length))
    starts = (
        np.full(units, start, dtype=np.int64) if isinstance(start, int) else np.array(start, dtype=np.int64)
    )
    kind = np.full(units, peers) if isinstance(peers, bool) else np.array(peers)
    return WeeklyCounts(mondays, chances, new_way, kind, starts, resolved)


def team(levels, others=30, size=20, seed=1, length=T):
    """One team with the level of each week given, among others that hold 90 %."""
    rng = np.random.default_rng(seed)
    chances = np.full((others + 1, length), size)
    p = np.full((others + 1, length), 0.9)
    p[0] = levels
    return chances, rng.binomial(chances, p)


def levels(*parts):
    """(weeks, level) one after the other."""
    return np.concatenate([np.full(n, p) for n, p in parts])


def test_a_team_that_holds_is_quiet_and_says_what_it_would_have_shown():
    state = watch_all(weeks(*team(levels((T, 0.9)))), SETTINGS)[0]
    assert state.tier is Tier.QUIET
    assert state.since is state.alert_week is state.lasting is None
    assert state.baseline_low < 0.9 < state.baseline_high
    assert not state.borrowed
    assert 0.1 <= state.detectable.drop <= 0.25
    assert state.detectable.within_weeks <= 13
    assert state.detectable.ten_points_within_weeks >= 8


def test_a_slip_is_alerted_with_its_week_and_lasts():
    state = watch_all(weeks(*team(levels((45, 0.9), (15, 0.6)))), SETTINGS)[0]
    assert state.tier is Tier.ALERT
    assert state.evidence >= 1
    assert state.earliest <= 45 <= state.latest
    assert 45 <= state.alert_week <= 52
    assert state.lasting > 0.9
    assert not state.others_dipped


def test_a_small_slip_is_watched_before_it_is_alerted():
    states = [
        watch_all(weeks(*team(levels((48, 0.9), (n, 0.7)), length=48 + n)), SETTINGS)[0].tier
        for n in range(1, 13)
    ]
    assert states[0] is Tier.QUIET
    assert states[-1] is Tier.ALERT
    assert Tier.WATCH in states
    order = [Tier.QUIET, Tier.WATCH, Tier.ALERT]
    ranks = [order.index(s) for s in states]
    assert ranks == sorted(ranks)


def test_one_bad_week_is_no_alert():
    bad = levels((40, 0.9), (1, 0.5), (19, 0.9))
    assert watch_all(weeks(*team(bad)), SETTINGS)[0].tier is Tier.QUIET


def test_an_alert_stays_until_the_rise_is_proven_not_one_good_week():
    down = levels((30, 0.9), (12, 0.5), (1, 0.95))
    assert watch_all(weeks(*team(down, length=43)), SETTINGS)[0].tier is Tier.ALERT
    back = levels((30, 0.9), (12, 0.5), (18, 0.9))
    state = watch_all(weeks(*team(back)), SETTINGS)[0]
    assert state.tier is Tier.QUIET
    assert state.recovered
    assert state.alert_week is not None
    halfway = levels((30, 0.9), (12, 0.4), (18, 0.65))
    assert watch_all(weeks(*team(halfway)), SETTINGS)[0].tier is Tier.ALERT


def test_a_second_slip_after_recovery_is_alerted_again():
    again = levels((30, 0.9), (10, 0.5), (20, 0.92), (10, 0.5))
    state = watch_all(weeks(*team(again, length=70)), SETTINGS)[0]
    assert state.tier is Tier.ALERT
    assert state.alert_week >= 60
    assert state.since >= 57
    assert not state.recovered


def test_a_resolved_alert_begins_anew():
    counts = team(levels((30, 0.9), (30, 0.5)))
    open_ = watch_all(weeks(*counts), SETTINGS)[0]
    fresh = watch_all(weeks(*counts, resolved=((T - 1,), *[()] * 30)), SETTINGS)[0]
    assert open_.tier is Tier.ALERT
    assert fresh.tier is Tier.QUIET
    assert fresh.alert_week is None
    not_counted_yet = weeks(*counts, resolved=((T + 1,), *[()] * 30))
    assert repr(watch_all(not_counted_yet, SETTINGS)[0]) == repr(fresh)
    goes_on = watch_all(weeks(*counts, resolved=((T - 12,), *[()] * 30)), SETTINGS)[0]
    assert goes_on.tier is Tier.ALERT
    assert goes_on.alert_week > T - 12


def test_the_baseline_is_never_set_anew_by_the_data():
    counts = team(levels((20, 0.9), (40, 0.6)))
    states = [
        watch_all(weeks(counts[0][:, :end], counts[1][:, :end]), SETTINGS)[0].baseline_rate
        for end in (25, 40, 60)
    ]
    assert max(states) - min(states) < 0.01


def test_a_holiday_of_everybody_excuses_and_is_told():
    dip = levels((40, 0.9), (2, 0.6), (18, 0.9))
    chances, new_way = team(dip)
    new_way[:, 40:42] = np.random.default_rng(3).binomial(chances[:, 40:42], 0.6)
    ready = prepare(weeks(chances, new_way), SETTINGS)
    assert (ready.excuse <= 0).all()
    assert ready.excuse[0, 40] < -1
    assert all(s.tier is Tier.QUIET for s in watch_all(weeks(chances, new_way), SETTINGS))
    short = slice(0, 42)
    assert not any(
        s.tier is Tier.ALERT for s in watch_all(weeks(chances[:, short], new_way[:, short]), SETTINGS)
    )
    slip = team(levels((38, 0.9), (22, 0.5)))
    slip[1][1:, 45:47] = np.random.default_rng(4).binomial(slip[0][1:, 45:47], 0.6)
    state = watch_all(weeks(*slip), SETTINGS)[0]
    assert state.tier is Tier.ALERT
    assert state.others_dipped


def test_a_holiday_fortnight_alerts_no_pooled_level_either():
    rng = np.random.default_rng(8)
    chances = np.full((1, T), 2000)
    rate = levels((40, 0.9), (2, 0.5), (18, 0.9))
    lone = weeks(chances, rng.binomial(chances, rate), peers=False)
    assert watch_all(lone, SETTINGS)[0].alert_week is None
    rate = levels((40, 0.9), (20, 0.8))
    lasting = watch_all(weeks(chances, rng.binomial(chances, rate), peers=False), SETTINGS)[0]
    assert 42 <= lasting.alert_week <= 46
    assert lasting.detectable.drop == 0.05


def test_pooled_levels_are_not_excused():
    chances, new_way = team(levels((40, 0.9), (20, 0.75)))
    new_way[1:, 40:] = np.random.default_rng(5).binomial(chances[1:, 40:], 0.75)
    chances = np.concatenate([chances, chances.sum(axis=0, keepdims=True)])
    new_way = np.concatenate([new_way, new_way.sum(axis=0, keepdims=True)])
    states = watch_all(weeks(chances, new_way, peers=[True] * 31 + [False]), SETTINGS)
    assert states[-1].tier is Tier.ALERT
    assert sum(s.tier is Tier.ALERT for s in states[:-1]) <= 3


def test_what_is_not_adopted_is_not_watched():
    chances, new_way = team(levels((T, 0.3)))
    state = watch_all(weeks(chances, new_way, start=[-1] + [0] * 30), SETTINGS)[0]
    assert not state.watched
    assert state.tier is Tier.QUIET
    assert np.isnan(state.baseline_rate)
    assert state.detectable.drop is None


def test_a_small_or_young_team_borrows_and_a_lone_one_waits():
    chances, new_way = team(levels((T, 0.9)))
    chances[0], new_way[0] = 3, np.minimum(new_way[0], 3)
    assert watch_all(weeks(chances, new_way), SETTINGS)[0].borrowed
    young = watch_all(weeks(*team(levels((T, 0.9))), start=[T - 8] + [0] * 30), SETTINGS)[0]
    assert young.watched
    assert young.borrowed
    lone = weeks(chances[1:2, :8], new_way[1:2, :8])
    assert not watch_all(lone, SETTINGS)[0].watched
    assert watch_all(weeks(chances[1:2], new_way[1:2]), SETTINGS)[0].watched


def test_a_young_team_that_slips_at_once_is_alerted_on_its_borrowed_baseline():
    state = watch_all(weeks(*team(levels((T - 6, 0.9), (6, 0.3))), start=[T - 11] + [0] * 30), SETTINGS)[0]
    assert state.tier is Tier.ALERT


def test_weeks_without_chances_say_nothing():
    chances, new_way = team(levels((45, 0.9), (15, 0.6)))
    chances[0, 45:], new_way[0, 45:] = 0, 0
    assert watch_all(weeks(chances, new_way), SETTINGS)[0].tier is Tier.QUIET


def test_nothing_at_all_is_answered_too():
    empty = np.zeros((2, 0), dtype=np.int64)
    assert [s.watched for s in watch_all(weeks(empty, empty), SETTINGS)] == [False, False]
    silent = np.zeros((3, T), dtype=np.int64)
    assert [s.watched for s in watch_all(weeks(silent, silent), SETTINGS)] == [False] * 3


def test_the_threshold_is_the_budget():
    assert SlipSettings(streams=500).threshold == pytest.approx(52 * 500 / 12)
    assert SlipSettings(streams=15_000).threshold == pytest.approx(65_000)
    assert SlipSettings(streams=3).threshold == 520


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_teams_does_not_matter(random):
    chances, new_way = team(levels((45, 0.9), (15, 0.6)), others=8)
    order = list(range(9))
    random.shuffle(order)
    straight = watch_all(weeks(chances, new_way), SETTINGS)
    mixed = watch_all(weeks(chances[order], new_way[order]), SETTINGS)
    assert [mixed[i].tier for i in range(9)] == [straight[j].tier for j in order]
    assert mixed[order.index(0)].evidence == pytest.approx(straight[0].evidence)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(1, 40))
def test_any_counts_are_answered_in_order(seed, units, length):
    rng = np.random.default_rng(seed)
    chances = rng.poisson(rng.uniform(0, 6, (units, 1)), (units, length))
    new_way = rng.binomial(chances, rng.uniform(0, 1, (units, 1)))
    counts = weeks(
        chances,
        new_way,
        start=rng.integers(-1, length, units).tolist(),
        peers=(rng.random(units) < 0.7).tolist(),
    )
    for state in watch_all(counts, SETTINGS):
        assert state.evidence >= 0
        if state.tier is Tier.QUIET:
            assert state.since is None
        else:
            assert 0 <= state.earliest <= state.since <= state.latest < length
            assert 0 <= state.lasting <= 1
