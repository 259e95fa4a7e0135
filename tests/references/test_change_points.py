"""The history of shifts on published series: Turing change point data (five people's marks each), NAB's quiet series.

One default for all. F1 as in van den Burg and Williams 2020: margin 5, precision against the union of all annotators'
marks, recall averaged over annotators; index 0 counts as a change point that is trivially found.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from takehold.analysis.facts import DailyCounts, Period, Terms, UnitEvidence
from takehold.analysis.history import share_stretches, value_stretches
from takehold.analysis.verdict import judge

MARGIN = 5
pytestmark = pytest.mark.shared_data


def found_of(truth: set[int], predicted: set[int]) -> int:
    """How many true points have a predicted one of their own within the margin."""
    left, found = set(predicted), 0
    for point in sorted(truth):
        near = min((abs(point - one), one) for one in left) if left else (MARGIN + 1, 0)
        if near[0] <= MARGIN:
            left.discard(near[1])
            found += 1
    return found


def f1(annotations: dict[str, list[int]], predicted: list[int]) -> float:
    marks = [{0, *points} for points in annotations.values()]
    guesses = {0, *predicted}
    precision = found_of(set().union(*marks), guesses) / len(guesses)
    recall = float(np.mean([found_of(points, guesses) / len(points) for points in marks]))
    return 2 * precision * recall / (precision + recall)


@pytest.mark.parametrize(
    ("name", "least", "exact"),
    [
        ("nile", 0.9, [28]),
        ("quality_control_1", 0.9, [144]),
        ("seatbelts", 0.6, None),
        ("run_log", 0.0, None),
    ],
)
def test_change_points(shared_data: Path, name: str, least: float, exact: list[int] | None) -> None:
    folder = shared_data / "change-points"
    annotations = json.loads((folder / "annotations.json").read_text())[name]
    series = json.loads((folder / f"{name}.json").read_text())["series"][0]["raw"]
    shifts = [one.begin for one in value_stretches(np.array(series, dtype=float))[1:]]
    score = f1(annotations, shifts)
    print(f"{name}: {len(series)} values, {len(annotations)} annotators, shifts {shifts}, F1 {score:.2f}")  # noqa: T201
    assert score >= least
    assert exact is None or shifts == exact


def quiet(folder: Path) -> dict[str, np.ndarray]:
    found = {}
    for path in sorted((folder / "quiet-series").glob("*.csv")):
        days = defaultdict(list)
        with path.open(newline="") as lines:
            for row in csv.DictReader(lines):
                days[row["timestamp"][:10]].append(float(row["value"]))
        found[path.stem] = np.array([np.mean(values) for values in days.values()])
    return found


def test_where_nothing_happens_nothing_is_told(shared_data: Path) -> None:
    told = {name: len(value_stretches(values)) - 1 for name, values in quiet(shared_data).items()}
    without_ends = [len(value_stretches(values[1:-1])) - 1 for values in quiet(shared_data).values()]
    print(f"quiet series by day, shifts told: {told}")  # noqa: T201
    assert len(told) == 5
    assert set(told.values()) == {0}
    assert without_ends == [0] * 5


def semmelweis(folder: Path) -> tuple[list[date], np.ndarray, np.ndarray]:
    with (folder / "spc" / "semmelweis_monthly_deaths.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    days = [date.fromisoformat(row["date"]) for row in rows]
    return days, *(np.array([int(row[key]) for row in rows]) for key in ("births", "deaths"))  # type: ignore[return-value]


def test_handwashing_is_found_to_the_month(shared_data: Path) -> None:
    days, births, deaths = semmelweis(shared_data)
    (told,) = share_stretches([(births, deaths)])
    assert [days[one.begin] for one in told[1:]] == [date(1847, 6, 1)]
    assert (told[1].earliest, told[1].latest) == (76, 76)
    monthly = deaths / births
    assert monthly[:76].mean() == pytest.approx(0.1050, abs=1e-4)
    assert monthly[76:].mean() == pytest.approx(0.0211, abs=1e-4)
    assert told[0].level == pytest.approx(0.105, abs=0.002)
    assert told[1].level == pytest.approx(0.021, abs=0.002)


def test_handwashing_as_ready_made_monthly_counts(shared_data: Path) -> None:
    """Mothers who survived as "the new way": the whole road from counts to the go-live that is found."""
    days, births, deaths = semmelweis(shared_data)
    chances, survived = np.zeros((2, (days[-1] - days[0]).days + 1), dtype=np.int64)
    where = [(day - days[0]).days for day in days]
    chances[where], survived[where] = births, births - deaths
    counts = DailyCounts(days[0], chances, survived, grain=Period.MONTH)
    answer = judge([UnitEvidence("first clinic", counts)], Terms(as_of=date(1849, 3, 31), target=0.97))
    (shift,) = answer.units[0].shifts
    assert (shift.on, shift.direction) == (date(1847, 6, 1), "up")
    assert answer.units[0].trend.period is Period.MONTH
    assert answer.found_go_live is None  # a rise of 8 points: not taken for a go-live


def test_infections_fall_and_the_date_is_as_sure_as_the_data(shared_data: Path) -> None:
    with (shared_data / "spc" / "cdi.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    rate = np.array([10_000 * float(row["n"]) / float(row["days"]) for row in rows])
    before, after = value_stretches(rate)
    assert (
        after.earliest <= 24 <= after.latest
    )  # the intervention, November 2014; two good months lie before it
    assert after.level < before.level / 2
