"""Published series as performance reports, on the whole road from a file to what is told (methods 15).

The same answers as the method gives on bare numbers (``test_change_points.py``): shifts where five people marked them,
and none in NAB's quiet series.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from takehold.analysis.values import ValueStory
from takehold.evidence.recipe import parse
from takehold.evidence.reckoning import reckon

pytestmark = pytest.mark.shared_data
FIRST = date(2001, 1, 1)
RECIPE = """
[source]
format = "csv"
shape = "values"
[columns]
team = "team"
period = "day"
mean = "mean"
n = "n"
sd = "sd"
[[behaviour]]
key = "series"
name = "A published series"
"""


def told(folder: Path, rows: list[tuple[date, float, object, object]]) -> ValueStory:
    path = folder / "series.csv"
    with path.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["team", "day", "mean", "n", "sd"])
        writer.writerows(["Team", day.isoformat(), repr(mean), n, sd] for day, mean, n, sd in rows)
    (report,) = reckon([path], parse(RECIPE)).reports
    assert len(report.units) == 1
    assert [p.value.mean for p in report.units[0].points] == [row[1] for row in rows]
    return report.whole


@pytest.mark.parametrize(
    ("name", "shifts"), [("nile", [28]), ("quality_control_1", [144]), ("seatbelts", [72, 169])]
)
def test_shifts_that_five_people_marked(
    shared_data: Path, tmp_path: Path, name: str, shifts: list[int]
) -> None:
    series = json.loads((shared_data / "change-points" / f"{name}.json").read_text())["series"][0]["raw"]
    story = told(
        tmp_path, [(FIRST + timedelta(days=i), float(value), "", "") for i, value in enumerate(series)]
    )
    assert [(one.on - FIRST).days for one in story.shifts] == shifts
    for one in story.shifts:
        assert one.earliest <= one.on <= one.latest


def test_quiet_series_are_quiet_day_by_day(shared_data: Path, tmp_path: Path) -> None:
    paths = sorted((shared_data / "quiet-series").glob("*.csv"))
    assert len(paths) == 5
    for path in paths:
        days = defaultdict(list)
        with path.open(newline="") as lines:
            for row in csv.DictReader(lines):
                days[date.fromisoformat(row["timestamp"][:10])].append(float(row["value"]))
        rows = [
            (day, float(np.mean(found)), len(found), float(np.std(found, ddof=1)))
            for day, found in days.items()
        ]
        story = told(tmp_path, [(day, mean, n, sd) for day, mean, n, sd in rows])
        assert story.shifts == (), path.stem
        assert len(story.history) == 1
        assert story.few is False
