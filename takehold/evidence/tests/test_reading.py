"""Through the sandbox: what is read, what is left behind, and what a refusal leaves (nothing)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from takehold.evidence.facts import EVENT_SCHEMA, EVIDENCE_SCHEMA, Columns, Shape
from takehold.evidence.limits import Refused
from takehold.evidence.reading import read
from takehold.evidence.tests.at_once import recipe, write

EVENTS = "case,activity,at,team\nA,New,29/2/2016 01:16,T1\nA,Done,1/3/2016 09:00,T1\n,New,1/3/2016 09:00,T1\nB,New,31/2/2016,T2\n"


def test_events_end_to_end(tmp_path: Path) -> None:
    shares: list[float] = []
    plan = recipe(timestamps="%d/%m/%Y %H:%M", timezone="Europe/Brussels")
    out = tmp_path / "out"
    reading = read([write(tmp_path / "a.csv", EVENTS)], plan, out, progress=shares.append)
    assert (reading.rows_read, reading.rows_rejected, reading.duplicates, reading.events, reading.cases) == (
        2,
        2,
        0,
        2,
        1,
    )
    assert [(r.line, r.column, r.file) for r in reading.rejections] == [
        (4, "case", "a.csv"),
        (5, "at", "a.csv"),
    ]
    assert "31/2/2016" in reading.rejections[1].reason
    assert reading.first == datetime(2016, 2, 29, 0, 16, tzinfo=UTC)
    table = pq.read_table(out / "events.parquet")
    assert table.schema.equals(EVENT_SCHEMA)
    assert [path.name for path in out.iterdir()] == ["events.parquet"]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_counts_end_to_end(tmp_path: Path) -> None:
    text = "team,period,done,of,old\nA,2024-01,3,5,1\nA,2024-02,6,5,\nB,2024-01,x,5,\nA,2024-01,1,5,\nC,2024-W01,2,2,0\n"
    columns = Columns(team="team", period="period", done="done", of="of", old_way="old")
    reading = read([write(tmp_path / "c.csv", text)], recipe(shape=Shape.COUNTS, columns=columns), tmp_path)
    assert (reading.rows_read, reading.rows_rejected, reading.events) == (2, 3, 2)
    assert [r.line for r in reading.rejections] == [3, 4, 5]
    table = pq.read_table(tmp_path / "counts.parquet")
    assert table.schema.equals(EVIDENCE_SCHEMA)
    rows = {
        (row["team"], str(row["day"])): (row["chances"], row["new_way"], row["old_way"])
        for row in table.to_pylist()
    }
    assert rows == {("A", "2024-01-01"): (5, 3, 1), ("C", "2024-01-01"): (2, 2, 0)}


def test_a_refusal_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(Refused, match="no column “activity”"):
        read([write(tmp_path / "a.csv", "case,at,team\nA,2024-01-01,T\n")], recipe(), out)
    assert not out.exists()
    kept = tmp_path / "kept"
    kept.mkdir()
    with pytest.raises(Refused, match="None of the 1 records"):
        read([write(tmp_path / "b.csv", "case,activity,at,team\nA,New,soon,T\n")], recipe(), kept)
    assert list(kept.iterdir()) == []


def test_the_day_is_asked_for(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv", "case,activity,at,team\nA,New,3/4/2016 10:00,T\nA,Done,5/4/2016 10:00,T\n"
    )
    with pytest.raises(Refused, match=r"3 April 2016.*%d/%m/%Y %H:%M.*March 2016|4 March 2016") as refusal:
        read([path], recipe(), tmp_path / "out")
    assert refusal.value.detail is None


def test_missing_files_and_mappings_are_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no file at"):
        read([tmp_path / "nowhere.csv"], recipe(), tmp_path)
    with pytest.raises(Refused, match="“case”"):
        read([tmp_path / "nowhere.csv"], recipe(columns=Columns(activity="a", at="t")), tmp_path)
