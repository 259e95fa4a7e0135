"""A performance report of the hospital: minutes from admission to a checked list of medicines, by ward and week.

It falls after a ward began to hand over in the record, and rises again where the ward slid back. That is put in here;
what reads the report does not know it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import numpy as np

from takehold.analysis.series import monday
from takehold.simulation.story import Hospital
from takehold.simulation.tables import Table, table

NAME: Final = "medicine-lists.csv"
STREAM: Final = 11
"""Its own stream of chance, so that nothing else of the hospital changes with it."""
CHANGE: Final = "handover-record"
BEFORE: Final = 66.0
AFTER: Final = 45.0
BACK: Final = 62.0
"""Minutes before, after, and where a ward slid back."""
PATIENT: Final = 16.0
"""The spread between patients, in minutes."""
SETTLING_WEEKS: Final = 4
REPORT_RECIPE: Final = """\
[source]
format = "csv"
shape = "values"

[columns]
team = "ward"
period = "week"
mean = "minutes"
n = "admissions"
sd = "spread"

[[behaviour]]
key = "minutes-to-list"
name = "Minutes from admission to a checked list of medicines"
unit = "minutes"
better = "lower"
"""


def medicine_lists(seed: int, hospital: Hospital) -> Table:
    """A row for each ward and whole week of the time told: ward, week (its Monday), minutes, admissions, spread."""
    rng = np.random.default_rng([seed, STREAM])
    (change,) = (each for each in hospital.changes if each.key == CHANGE)
    teams = hospital.tables["teams.csv"].columns
    names = dict(zip(teams["key"], teams["name"], strict=True))
    last = monday(hospital.end)
    count = (last - hospital.start).days // 7
    weeks = [last - timedelta(days=7 * (count - week)) for week in range(count)]
    rows = []
    for key in sorted(hospital.truth.teams_of_change[CHANGE]):
        own, live = rng.normal(0, 4), change.go_lives.get(key)
        for week in weeks:
            n = int(rng.integers(8, 26))
            level = own + _level(week, live, hospital.truth.slipping.get(key))
            spread = PATIENT * float(np.sqrt(rng.chisquare(n - 1) / (n - 1)))
            minutes = level + rng.normal(0, PATIENT / np.sqrt(n))
            rows.append((names[key], week, f"{minutes:.1f}", n, f"{spread:.1f}"))
    return table(NAME, ("ward", "week", "minutes", "admissions", "spread"), rows)


def _level(week: date, live: date | None, slipped: date | None) -> float:
    """What a ward needs in a week: it comes down within some weeks of its go-live."""
    if slipped is not None and week >= slipped:
        return BACK
    if live is None or week < live:
        return BEFORE
    share = min(1.0, ((week - live).days // 7 + 1) / SETTLING_WEEKS)
    return BEFORE + (AFTER - BEFORE) * share
