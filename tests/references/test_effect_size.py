"""How often an action that did nothing is praised, and how often one that did is seen: the long form of what
``takehold/analysis/tests/test_effect.py`` holds in short."""

import sys
from datetime import date, timedelta

import numpy as np
import pytest

from takehold.analysis.effect import Answer, TeamSeries, by_lots, worked
from takehold.analysis.facts import DailyCounts, Period
from takehold.simulation.actions import begun_by_lots, sent_because_it_slipped

RUNS, WEEKS, HORIZON = 1000, 36, 12
POWER = {8: 0.45, 12: 0.6, 24: 0.9}


def asked_by_lots(teams, effect, runs, seed):
    """Per run: estimate, whether no effect is rejected, whether the range holds the true one."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(runs):
        chances, new_way, first = begun_by_lots(rng, teams, WEEKS, effect=effect)
        weight = chances / (1 + (chances - 1) * 0.05)
        found = by_lots(new_way / chances, weight, first, [""] * teams, rng, HORIZON)
        low, high = found.interval
        rows.append((found.effect, found.p <= 0.05, low <= effect <= high))
    return np.array(rows, dtype=float).T


@pytest.mark.long
@pytest.mark.parametrize("teams", [8, 12, 24])
def test_ri_size(teams, capsys):
    effect, rejected, held = asked_by_lots(teams, 0.0, RUNS, teams)
    found, seen, covered = asked_by_lots(teams, 0.1, 200, 100 + teams)
    with capsys.disabled():
        sys.stdout.write(f"\n{teams} teams: null rejected {rejected.mean():.3f}, +10 points seen {seen.mean():.2f}, "
                         f"held {held.mean():.3f} / {covered.mean():.3f}, sd {effect.std():.3f}, mean {found.mean():.3f}")  # fmt: skip
    assert 0.03 <= rejected.mean() <= 0.07
    assert held.mean() >= 0.93
    assert seen.mean() >= POWER[teams]
    assert found.mean() == pytest.approx(0.1, abs=0.01)


@pytest.mark.long
def test_so_many_teams_as_it_asks_for_would_show_ten_points(capsys):
    """What "cannot tell" with 12 teams says it would take, tried with so many: eight times in ten."""
    rng = np.random.default_rng(3)
    asked_for = []
    for _ in range(60):
        found = judged(*begun_by_lots(rng, 12, 60, cohorts=2), rng, stratum="")
        asked_for += [need.numbers["teams"] for need in found.needs if need.code == "more_teams"]
    teams = int(np.median(asked_for))
    seen = 0
    for _ in range(200):
        found = judged(*begun_by_lots(rng, teams, 60, cohorts=2, effect=0.1), rng, stratum="")
        seen += found.answer is Answer.HELPED
    with capsys.disabled():
        sys.stdout.write(f"\nasked for {teams} teams, which show +10 points in {seen / 200:.2f}")
    assert 12 < teams < 24
    assert 0.7 <= seen / 200 <= 0.92


@pytest.mark.long
@pytest.mark.parametrize(("stays", "weeks"), [(0.0, 40), (0.0, 60), (0.3, 60), (0.0, 104)])
@pytest.mark.parametrize("teams", [20, 60])
def test_a_team_that_comes_back_by_itself_is_no_praise(teams, stays, weeks, capsys):
    """Nor a blame, for one that goes on slipping."""
    rng = np.random.default_rng(teams + weeks)
    answers = [asked(*sent_because_it_slipped(rng, teams, weeks, stays=stays), rng) for _ in range(400)]
    told = {answer: float(np.mean([each is answer for each in answers])) for answer in Answer}
    with capsys.disabled():
        words = ", ".join(f"{answer.value} {share:.3f}" for answer, share in told.items())
        sys.stdout.write(f"\n{teams} teams, {weeks} weeks, {stays:.0%} slip for good: {words}")
    assert told[Answer.HELPED] <= 0.05
    assert told[Answer.HARMED] <= 0.05


def asked(chances, new_way, first, rng):
    """The answer without lots, from weekly counts."""
    return judged(chances, new_way, first, rng).answer


def judged(chances, new_way, first, rng, stratum=None):
    """The same with all that is told, by lots where there is a stratum."""
    teams, weeks = chances.shape
    monday = date(2024, 1, 1)
    days = np.zeros((2, teams, weeks * 7), dtype=np.int64)
    days[0, :, ::7], days[1, :, ::7] = chances, new_way
    began = [monday + timedelta(weeks=int(week)) if week < weeks else None for week in first]
    rows = [
        TeamSeries(str(u), DailyCounts(monday, days[0, u], days[1, u], grain=Period.WEEK), began[u], stratum)
        for u in range(teams)
    ]
    return worked(rows, as_of=monday + timedelta(weeks=weeks), rng=rng)


@pytest.mark.long
@pytest.mark.parametrize(("stays", "effect"), [(0.0, 0.1), (0.3, 0.1), (1.0, 0.1)])
def test_what_helps_is_not_called_useless_because_it_was_sent_to_who_slipped(stays, effect, capsys):
    rng = np.random.default_rng(7)
    worlds = [sent_because_it_slipped(rng, 40, 60, stays=stays, effect=effect) for _ in range(300)]
    answers = [asked(*world, rng) for world in worlds]
    told = {answer: float(np.mean([each is answer for each in answers])) for answer in Answer}
    with capsys.disabled():
        words = ", ".join(f"{answer.value} {share:.3f}" for answer, share in told.items())
        sys.stdout.write(f"\n+10 points, {stays:.0%} slip for good: {words}")
    assert told[Answer.NO_USE] + told[Answer.HARMED] <= 0.05
