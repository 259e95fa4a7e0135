"""The pharmacy's report: the same every time, and what was put in is what the history finds again."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import numpy as np
import pytest

from takehold.analysis.facts import Period
from takehold.analysis.values import Reported, tell
from takehold.evidence.recipe import parse
from takehold.simulation import hospital
from takehold.simulation.reports import BACK, BEFORE, REPORT_RECIPE, medicine_lists
from takehold.simulation.story import Hospital

END = date(2026, 3, 4)


@pytest.fixture(scope="module")
def linden() -> Hospital:
    return hospital.build(7, END)


def test_every_ward_has_every_week_and_the_same_seed_gives_the_same(linden: Hospital) -> None:
    table = medicine_lists(7, linden)
    assert table == medicine_lists(7, linden)
    assert table != medicine_lists(8, linden)
    weeks = sorted(set(table.columns["week"]))
    assert len(table) == len(weeks) * len(linden.truth.teams_of_change["handover-record"])
    assert date.fromisoformat(weeks[0]) >= linden.start
    assert date.fromisoformat(weeks[-1]) + timedelta(days=7) <= END
    columns = parse(REPORT_RECIPE).columns
    assert {columns.team, columns.period, columns.mean, columns.n, columns.sd} == set(table.columns)


def test_what_was_put_in_is_found_again(linden: Hospital) -> None:
    table = medicine_lists(7, linden)
    wards: dict[str, dict[date, list[Reported]]] = defaultdict(lambda: defaultdict(list))
    for ward, week, minutes, n, sd in zip(*table.columns.values(), strict=True):
        wards[ward][date.fromisoformat(week)].append(Reported(float(minutes), int(n), float(sd)))
    sliding = {
        name
        for key, name in zip(*(linden.tables["teams.csv"].columns[c] for c in ("key", "name")), strict=True)
        if key in linden.truth.slipping
    }
    down = up = 0
    for ward, rows in wards.items():
        story = tell(ward, rows, period=Period.WEEK, as_of=END)
        down += any(shift.direction == "down" for shift in story.shifts)
        up += bool(story.shifts) and story.shifts[-1].direction == "up" and ward in sliding
    assert down > len(wards) * 0.6
    assert up >= 1
    first = [rows[min(rows)][0].mean for rows in wards.values()]
    assert float(np.mean(first)) == pytest.approx(BEFORE, abs=4)
    assert BACK < BEFORE
