"""The demo hospital's actions, judged as a site judges them, on any day: each helped, and no more is told than was planted."""

from datetime import date, timedelta

import numpy as np
import pytest

from takehold.analysis.effect import Answer, Rung, TeamSeries, worked
from takehold.analysis.facts import DailyCounts
from takehold.simulation import helping, hospital, wards
from takehold.simulation.exports import INCIDENT_LABELS

TEAM_OF = {label: team for team, label in INCIDENT_LABELS.items()} | dict((wards.RENAMED, wards.MERGED))
LOOKS = {
    helping.PRACTICE: (helping.PRACTICE_BEGINS + 9, Rung.WAITING, 0.95 * helping.UNTRIED),
    helping.BOARD: (helping.BOARD_BEGINS + 8, Rung.WAITING, 0.90 * helping.FORGOTTEN),
    helping.BESIDE: (helping.SECOND_HALF + 4, Rung.LOTS, 0.95 * helping.FORGOTTEN),
}
"""Of each action the week in which the demo looks at it, what it is compared with, and the share that was really won."""


def counts(linden):
    rows = linden.tables["incidents.csv"].columns
    closed = np.array(rows["incident_state"]) != "Active"
    days = np.array([f"{at[6:10]}-{at[3:5]}-{at[:2]}" for at in rows["opened_at"]], dtype="datetime64[D]")
    place = (days - np.datetime64(linden.start)).astype(int)
    teams = np.array([TEAM_OF.get(label, label) for label in rows["assignment_group"]])
    checked = np.array(rows["u_priority_confirmation"]) == "true"
    length = (linden.end - linden.start).days + 1
    for team in sorted(set(teams.tolist())):
        here = (teams == team) & closed
        yield (
            team,
            DailyCounts(
                linden.start,
                *(np.bincount(place[which], minlength=length) for which in (here, here & checked)),
            ),
        )


@pytest.mark.parametrize("end", [date(2026, 3, 8), date(2027, 1, 5)])
def test_each_is_told_to_have_helped_and_never_by_more_than_was_planted(end):
    """By lots the range holds what was planted. Without, others that rise or wait at a level of their own pull it down."""
    linden = hospital.build(7, end)
    every = dict(counts(linden))
    for name, (week, rung, won) in LOOKS.items():
        told = linden.helps[name]
        series = [
            TeamSeries(team, daily, told.begins.get(team), "" if told.lots and team in told.begins else None)
            for team, daily in every.items()
        ]
        as_of = linden.start + timedelta(weeks=week)
        found = worked(series, as_of=as_of, rng=np.random.default_rng(1))
        assert (found.answer, found.rung) == (Answer.HELPED, rung), name
        low, high = found.estimate.interval
        assert low <= won * 0.95, f"{name}: of the .95 who have the habit"
        assert won * 0.95 <= high or rung is not Rung.LOTS
