"""Did it work: what must hold always, and the short forms of the long simulations."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.effect import (
    Answer,
    Effect,
    Rung,
    TeamSeries,
    beside_waiting,
    by_lots,
    group_periods,
    imputed,
    simple,
    worked,
)
from takehold.analysis.effect.lottery import assignments, turned, ways
from takehold.analysis.facts import DailyCounts, Period
from takehold.simulation.actions import begun_by_lots, sent_because_it_slipped

MONDAY = date(2025, 1, 6)


def weight(chances):
    return chances / (1 + (chances - 1) * 0.05)


def series(chances, new_way, first, *, drawn=True, stratum="") -> list[TeamSeries]:
    """Weekly counts as teams of a source that speaks of weeks."""
    weeks = chances.shape[1]
    found = []
    for team in range(len(chances)):
        days = np.zeros((2, weeks * 7), dtype=np.int64)
        days[0, ::7], days[1, ::7] = chances[team], new_way[team]
        began = MONDAY + timedelta(weeks=int(first[team]), days=2) if first[team] < weeks else None
        counts = DailyCounts(MONDAY, days[0], days[1], grain=Period.WEEK)
        found.append(TeamSeries(f"Team {team}", counts, began, stratum if drawn else None))
    return found


def asked(teams: list[TeamSeries], weeks: int, seed: int = 5) -> Effect:
    return worked(teams, as_of=MONDAY + timedelta(weeks=weeks), rng=np.random.default_rng(seed))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), effect=st.floats(-0.5, 0.5))
def test_a_constant_effect_on_exact_rows_and_columns_is_found_to_the_digit(seed, effect):
    """Team + week + effect, any weights, holes anywhere: least squares on the cells before finds the effect."""
    rng = np.random.default_rng(seed)
    teams, weeks = 6, 14
    first = np.array([6, 8, 10, weeks, weeks, weeks])
    y = rng.normal(size=(teams, 1)) + rng.normal(size=weeks)
    y = y + effect * (np.arange(weeks) >= first[:, None])
    seen = rng.uniform(0.5, 20, (teams, weeks)) * (rng.random((teams, weeks)) < 0.9)
    seen[5], seen[:, :2] = 1.0, 1.0
    found = imputed(y[None], seen, first[None])
    assert found[0, 0] == pytest.approx(effect, abs=1e-7)


def test_least_squares_agrees_with_dummies_for_every_team_and_week():
    rng = np.random.default_rng(3)
    teams, weeks = 7, 12
    y, w = rng.normal(size=(teams, weeks)), rng.uniform(1, 9, (teams, weeks))
    first = np.array([5, 5, 7, 9, weeks, weeks, weeks])
    before = np.arange(weeks) < first[:, None]
    u, t = np.nonzero(before)
    design = np.zeros((u.size, teams + weeks))
    design[np.arange(u.size), u] = design[np.arange(u.size), teams + t] = 1
    root = np.sqrt(w[u, t])
    fitted = np.linalg.lstsq(design * root[:, None], y[u, t] * root, rcond=None)[0]
    gap = y - fitted[:teams, None] - fitted[teams:]
    expected = np.average(gap[~before], weights=w[~before])
    assert imputed(y[None], w, first[None])[0, 0] == pytest.approx(expected, abs=1e-8)


def test_what_comes_after_the_horizon_counts_neither_as_before_nor_as_after():
    first = np.array([4, 12, 12])
    y = np.zeros((1, 3, 12))
    y[0, 0, 4:7], y[0, 0, 7:] = 0.2, 9.0
    weight = np.ones((3, 12))
    assert imputed(y, weight, first[None], 3)[0, 0] == pytest.approx(0.2)
    assert imputed(y, weight, first[None])[0, 0] > 5


def test_all_ways_of_the_lots_are_counted_once_and_the_real_one_is_first():
    first = np.array([4, 9, 9, 6, 4, 9, 5])
    strata = ["a", "a", "a", "b", "b", "b", None]
    found = assignments(first, strata, np.random.default_rng(1))
    assert len(found) == ways(first, strata) == 3 * 6
    assert len({tuple(row) for row in found.tolist()}) == len(found)
    assert found[0].tolist() == first.tolist()
    assert (found[:, 6] == 5).all()
    assert {tuple(sorted(row[:3])) for row in found.tolist()} == {(4, 9, 9)}


def test_too_many_ways_are_drawn_within_their_strata():
    first = np.arange(20)
    strata = ["a"] * 10 + ["b"] * 10
    found = assignments(first, strata, np.random.default_rng(1), most=300)
    assert found.shape == (300, 20)
    assert (np.sort(found[:, :10]) == np.arange(10)).all()
    assert len({tuple(row) for row in found.tolist()}) > 290


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_range_is_where_the_test_does_not_reject(seed):
    """The bounds by formula, against the test itself just inside and just outside of them."""
    rng = np.random.default_rng(seed)
    a, b = rng.normal(size=60), np.append(1.0, rng.uniform(-0.9, 0.9, 59))
    found = turned(a, b)
    assert found is not None
    assert found.interval is not None

    def p(effect: float) -> float:
        return float(np.mean(np.abs(a - effect * b) >= abs(a[0] - effect) - 1e-12))

    low, high = found.interval
    assert low <= a[0] <= high
    for inside, outside in ((low + 1e-6, low - 1e-6), (high - 1e-6, high + 1e-6)):
        assert p(inside) > 0.05
        assert p(outside) <= 0.05
    assert found.p == p(0.0)


@pytest.mark.parametrize("teams", [8, 12])
def test_a_true_null_is_rejected_one_time_in_twenty(teams):
    """The short form of ``tests/references/test_effect_size.py``: 200 runs, .015 to .095."""
    rng = np.random.default_rng(teams)
    rejected = 0
    for _ in range(200):
        chances, new_way, first = begun_by_lots(rng, teams, 20)
        order = assignments(first, [""] * teams, rng, most=200)
        begun = (np.arange(20) >= first[:, None]).astype(float)
        found = imputed(np.stack([new_way / chances, begun]), weight(chances), order, 12)
        told = turned(found[:, 0], found[:, 1])
        rejected += told.p <= 0.05
    assert 0.015 <= rejected / 200 <= 0.095


def test_an_effect_by_lots_is_found_and_called_so():
    rng = np.random.default_rng(4)
    chances, new_way, first = begun_by_lots(rng, 24, 36, effect=0.15)
    found = asked(series(chances, new_way, first), 36)
    assert (found.answer, found.rung, found.because.code) == (Answer.HELPED, Rung.LOTS, "range_above")
    low, high = found.estimate.interval
    assert low < 0.15 < high
    assert found.cross_check == pytest.approx(0.15, abs=0.08)
    assert (found.begun, found.others, found.needs) == (18, 6, ())
    assert found.sides.after.rate > found.sides.before.rate


def test_the_same_counts_give_the_same_answer_in_any_order():
    rng = np.random.default_rng(9)
    teams = series(*begun_by_lots(rng, 12, 30, effect=0.05))
    assert asked(teams, 30) == asked(teams[::-1], 30)


def test_later_data_is_not_looked_at():
    chances, new_way, first = begun_by_lots(np.random.default_rng(2), 12, 36)
    changed = new_way.copy()
    changed[:, 30:] = 0
    as_of = MONDAY + timedelta(weeks=30)
    one, two = (
        worked(series(chances, x, first), as_of=as_of, rng=np.random.default_rng(1))
        for x in (new_way, changed)
    )
    assert one == two


def test_seven_teams_are_too_few_and_the_estimate_is_told_all_the_same():
    found = asked(series(*begun_by_lots(np.random.default_rng(4), 7, 36, effect=0.3)), 36)
    assert (found.answer, found.because.code) == (Answer.CANNOT_TELL, "too_few_teams")
    assert found.estimate.effect > 0.2
    assert (found.needs[0].code, found.needs[0].numbers["teams"]) == ("more_teams", 8)


def test_three_weeks_are_too_short_and_it_says_when_it_can_be_told():
    chances, new_way, first = begun_by_lots(np.random.default_rng(4), 12, 36)
    length = int(first.min()) + 3
    found = asked(series(chances, new_way, np.where(first < length, first, 36)), length)
    assert (found.because.code, found.because.numbers["weeks"]) == ("too_short", 3)
    again = found.needs[0].numbers["on"]
    later = worked(series(chances, new_way, first), as_of=again, rng=np.random.default_rng(1))
    assert later.because.code != "too_short"
    before = worked(
        series(chances, new_way, first), as_of=again - timedelta(days=2), rng=np.random.default_rng(1)
    )
    assert before.because.code == "too_short"


def test_without_anybody_to_compare_with_it_only_changed_after():
    chances, new_way, first = begun_by_lots(np.random.default_rng(4), 6, 36, effect=0.3, cohorts=1)
    found = asked(series(chances, new_way, first, drawn=False), 36)
    assert (found.answer, found.rung, found.because.code) == (
        Answer.CANNOT_TELL,
        Rung.BEFORE_AFTER,
        "nobody_waits",
    )
    assert found.estimate is None
    assert found.sides.after.rate - found.sides.before.rate == pytest.approx(0.3, abs=0.1)
    assert {need.code for need in found.needs} == {"waiting_teams", "lots"}


def test_an_effect_beside_waiting_teams_went_together_with():
    rng = np.random.default_rng(4)
    chances, new_way, first = begun_by_lots(rng, 30, 52, effect=0.2, cohorts=2)
    found = asked(series(chances, new_way, first, drawn=False), 52)
    assert (found.answer, found.rung) == (Answer.HELPED, Rung.WAITING)
    low, high = found.estimate.interval
    assert low < 0.2 < high


@pytest.mark.parametrize(("sign", "code"), [(-1, "began_low"), (1, "began_high")])
def test_sent_to_who_had_slipped_it_is_not_blamed_and_to_who_was_rising_not_praised(sign, code):
    """Teams move by 20 points five weeks before, for good, and nothing else ever happens."""
    rng = np.random.default_rng(11)
    chances = np.full((40, 60), 25)
    first = np.where(np.arange(40) < 10, 35, 60)
    level = 0.5 + sign * 0.2 * ((np.arange(60) >= 30) & (first[:, None] < 60))
    found = asked(series(chances, rng.binomial(chances, level), first, drawn=False), 60)
    assert (found.answer, found.because.code) == (Answer.CANNOT_TELL, code)
    assert found.estimate.lean * sign > 0.1
    assert [need.code for need in found.needs] == ["lots"]


def test_a_dip_that_stays_where_teams_wait_and_goes_with_the_action_is_praised():
    """Dips last 14 weeks here. The teams are not back at their usual even: that theirs would have stayed for a while is read
    off those who waited."""
    rng = np.random.default_rng(11)
    chances = np.full((60, 60), 25)
    first = np.where(np.arange(60) < 10, 35, 60)
    week, begin = np.arange(60), np.where(first < 60, 30, rng.integers(8, 50, 60))[:, None]
    level = np.where((week >= begin) & (week < begin + 14), 0.4, 0.6)
    level = np.where(week >= first[:, None], 0.55, level)
    found = asked(series(chances, rng.binomial(chances, level), first, drawn=False), 60)
    assert (found.answer, found.rung) == (Answer.HELPED, Rung.WAITING)
    assert found.estimate.lean < -0.1


def test_no_use_is_said_only_when_five_points_are_ruled_out():
    rng = np.random.default_rng(6)
    chances, new_way, first = begun_by_lots(rng, 60, 52)
    found = asked(series(chances * 3, new_way * 3, first), 52)
    assert found.answer is Answer.NO_USE
    assert found.estimate.interval[1] < 0.05
    few = asked(series(*(side[:12] for side in (chances, new_way, first))), 52)
    assert few.answer is Answer.CANNOT_TELL
    assert few.needs[0].numbers["teams"] > 12


def test_nothing_to_look_at_is_cannot_tell():
    empty = np.zeros((9, 20), dtype=np.int64)
    for teams in ([], series(empty, empty, np.full(9, 20))):
        found = asked(teams, 20)
        assert (found.answer, found.rung, found.because.code) == (
            Answer.CANNOT_TELL,
            Rung.NOTHING,
            "not_begun",
        )


def test_an_action_that_does_nothing_is_not_praised_for_a_team_that_came_back_by_itself():
    """Regression to the mean, short form. Comparing before with after would praise it almost always."""
    rng = np.random.default_rng(8)
    praised, naive, runs = 0, 0, 60
    for _ in range(runs):
        chances, new_way, first = sent_because_it_slipped(rng, 30, 52)
        found = beside_waiting(new_way / chances, weight(chances), first, rng)
        praised += found is not None and found.interval[0] > 0
        sent = np.flatnonzero(first <= 44)
        gains = [(new_way[u, first[u] : first[u] + 8].mean() - new_way[u, first[u] - 4 : first[u]].mean()) / chances[u, 0]
                 for u in sent]  # fmt: skip
        naive += len(gains) > 2 and np.mean(gains) / (np.std(gains) / np.sqrt(len(gains))) > 1.96
    assert praised / runs <= 0.05
    assert naive / runs > 0.8


def test_groups_and_periods_of_four_units_by_hand():
    y = np.array([[1.0, 2, 5, 6], [3, 4, 7, 9], [0, 1, 1, 2], [2, 2, 3, 3]])
    table = group_periods(y, np.ones((4, 4)), np.array([2, 2, 4, 4]))
    assert [(row.period, row.effect) for row in table] == [
        (1, pytest.approx(0.5)),
        (2, pytest.approx(3 - 0.5)),
        (3, pytest.approx(4.5 - 1.0)),
    ]
    assert simple(table) == pytest.approx(3.0)
    assert simple(table, horizon=1) == pytest.approx(2.5)
    assert simple(group_periods(y[:2], np.ones((2, 4)), np.array([2, 2]))) is None


def test_those_that_wait_longer_may_be_compared_with():
    y = np.array([[0.0, 0, 1, 1], [0, 0, 0, 9]])
    first = np.array([2, 3])
    assert group_periods(y, np.ones((2, 4)), first) == ()
    told = {
        (row.group, row.period): row.effect for row in group_periods(y, np.ones((2, 4)), first, waiting=True)
    }
    assert told == {(2, 1): 0.0, (2, 2): 1.0}


def test_a_longer_base_averages_the_periods_before():
    y = np.array([[0.0, 2, 4, 7], [0, 0, 0, 0]])
    told = group_periods(y, np.ones((2, 4)), np.array([2, 4]), base=2)
    assert [row.effect for row in told if row.after] == [pytest.approx(3.0), pytest.approx(6.0)]


def test_five_waiting_teams_are_the_fewest():
    rng = np.random.default_rng(4)
    chances, new_way, first = begun_by_lots(rng, 12, 100, cohorts=3)
    share, w = new_way / chances, weight(chances)
    assert beside_waiting(share, w, first, rng) is None
    begun = np.flatnonzero(first < 100)
    first[begun[0]] = 100
    assert beside_waiting(share, w, first, rng) is not None


def test_lots_are_asked_of_the_teams_that_stood_in_them():
    """A team that began by no lot is left aside where others did."""
    rng = np.random.default_rng(4)
    chances, new_way, first = begun_by_lots(rng, 16, 36)
    teams = series(chances, new_way, first)
    outside = TeamSeries("Outside", teams[0].daily, MONDAY + timedelta(weeks=10))
    alone, beside = asked(teams, 36), asked([*teams, outside], 36)
    assert alone == beside
    found = by_lots(new_way / chances, weight(chances), first, [""] * 16, rng, 12)
    assert found.effect == pytest.approx(alone.estimate.effect)
