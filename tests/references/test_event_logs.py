"""Published logs of real organisations, read as XES: their own counts, variants and durations."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from takehold.evidence.facts import Columns, Format, Reading
from takehold.evidence.inspection import inspect
from takehold.evidence.reading import read
from takehold.evidence.tests.at_once import recipe

CASE = {"case": "case:concept:name", "activity": "concept:name", "at": "time:timestamp"}


class Log:
    """What a log holds once it has been read."""

    def __init__(self, path: Path, out: Path, *, team: str, carried: tuple[str, ...] = ()) -> None:
        plan = recipe(format=Format.XES, columns=Columns(**CASE, team=team), carried=carried)
        self.reading: Reading = read([path], plan, out)
        self.rows = pq.read_table(out / "events.parquet").to_pylist()
        self.cases = defaultdict(list)
        for row in sorted(self.rows, key=lambda row: (row["case_id"], row["ordinal"])):
            self.cases[row["case_id"]].append(row)

    def variants(self, *names: str) -> int:
        return len(
            {tuple(tuple(row[name] for name in names) for row in rows) for rows in self.cases.values()}
        )

    def distinct(self, name: str) -> int:
        return len({row[name] for row in self.rows})

    def mean_duration(self) -> float:
        times = [[row["occurred_at"] for row in rows] for rows in self.cases.values()]
        return sum((max(all_) - min(all_)).total_seconds() for all_ in times) / len(times)


@pytest.mark.shared_data
def test_volvo_incidents_agree_with_the_logs_own_header(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "volvo-incidents/bpic2013_incidents.xes.gz"
    carried = ("lifecycle:transition", "org:resource", "org:role")
    log = Log(path, tmp_path, team="org:group", carried=carried)
    assert (log.reading.cases, log.reading.events, log.reading.rows_rejected) == (7554, 65533, 0)
    assert log.variants("activity", "x_lifecycle:transition") == 2278
    assert (log.distinct("x_org:resource"), log.distinct("team"), log.distinct("x_org:role")) == (
        1440,
        649,
        24,
    )
    assert (log.distinct("activity"), log.distinct("x_lifecycle:transition")) == (4, 13)
    assert log.mean_duration() == pytest.approx(1_043_655.35, abs=0.01)
    assert log.reading.cautions == ()  # the header's totals were compared while reading


@pytest.mark.shared_data
def test_helpdesk(shared_data: Path, tmp_path: Path) -> None:
    log = Log(shared_data / "helpdesk/helpdesk.xes.gz", tmp_path, team="org:resource")
    assert (log.reading.cases, log.reading.events) == (4580, 21348)
    assert (log.distinct("activity"), log.variants("activity"), log.distinct("team")) == (14, 226, 22)


@pytest.mark.shared_data
def test_sepsis(shared_data: Path, tmp_path: Path) -> None:
    log = Log(shared_data / "sepsis/SEPSIS.xes.gz", tmp_path, team="org:group")
    assert (log.reading.cases, log.reading.events) == (1050, 15214)
    assert (log.distinct("activity"), log.variants("activity"), log.distinct("team")) == (16, 846, 26)


@pytest.mark.shared_data
def test_servicenow_rows_are_all_accounted_for_and_come_once(shared_data: Path, tmp_path: Path) -> None:
    """The proposed mapping reads all 2,000 rows; a re-export with another ``closed_at`` adds nothing."""
    path = shared_data / "servicenow-sample/incident_event_log_first_2000.csv"
    proposed = inspect(path).proposed
    assert proposed is not None
    first = read([path], proposed, tmp_path / "first")
    assert (first.rows_read, first.rows_rejected, first.events) == (2000, 0, 2000)
    again = tmp_path / "again.csv"
    lines = path.read_text().splitlines()
    again.write_text(
        "\n".join([lines[0], *(line.rpartition(",")[0] + ",1/1/2017 00:00" for line in lines[1:])]) + "\n"
    )
    both = read([path, again], proposed, tmp_path / "both")
    assert (both.rows_read, both.duplicates, both.events) == (4000, 2000, 2000)
    ids = [
        set(pq.read_table(tmp_path / name / "events.parquet")["event_id"].to_pylist())
        for name in ("first", "both")
    ]
    assert ids[0] == ids[1]


@pytest.mark.shared_data
def test_the_volvo_csv_agrees_with_the_volvo_xes(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "volvo-incidents/VINST_incidents_with_support_level.csv.gz"
    proposed = inspect(path).proposed
    assert proposed is not None
    reading = read([path], proposed, tmp_path)
    assert (reading.rows_read, reading.rows_rejected, reading.events, reading.cases) == (
        65533,
        0,
        65533,
        7554,
    )
