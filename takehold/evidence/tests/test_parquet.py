"""Parquet: every type as text, sizes weighed first, counts compared afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from takehold.evidence.facts import Format
from takehold.evidence.limits import DEFAULT_LIMITS, Limits, Refused
from takehold.evidence.readers.parquet import ParquetTable
from takehold.evidence.tests.at_once import perform, recipe


def saved(path: Path, **columns: object) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def test_types_become_text(tmp_path: Path) -> None:
    moment = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    path = saved(
        tmp_path / "a.parquet",
        i=[1, None], f=[3.0, float("nan")], g=[2.5, 1e20], b=[True, None], d=[date(2024, 1, 2), None],
        n=[Decimal("1.50"), None], y=[b"x", None], z=pa.array([moment, None], pa.timestamp("ns", tz="Europe/Brussels")),
        k=pa.array(["p", "q"]).dictionary_encode(), o=pa.array([None, None], pa.null()),
    )  # fmt: skip
    table = ParquetTable(path, DEFAULT_LIMITS)
    (batch,) = table.batches(table.columns)
    found = batch.to_pylist()
    assert list(found[0].values())[2:] == [
        "1", "3", "2.5", "true", "2024-01-02", "1.50", "x", "2024-01-02 04:04:05.000000+0100", "p", None,
    ]  # fmt: skip
    assert (found[1]["line"], found[1]["c1"], found[1]["c2"], found[1]["c8"]) == (2, None, "1e+20", "q")


def test_events_with_times_of_both_kinds(tmp_path: Path) -> None:
    at = [datetime(2024, 6, 30, 23, 30), None]  # noqa: DTZ001 - a time without a zone is meant
    path = saved(
        tmp_path / "a.parquet",
        case=["A", "B"],
        activity=["x", "y"],
        at=pa.array(at, pa.timestamp("us")),
        team=["T", None],
    )
    told, rows = perform(path, recipe(format=Format.PARQUET, timezone="Europe/Brussels"))
    assert rows[0]["occurred_at"].astimezone(UTC) == datetime(2024, 6, 30, 21, 30, tzinfo=UTC)
    assert told["rejections"] == [[2, "has no time", "at", "a.parquet"]]
    aware = pa.array(
        [datetime(2024, 6, 30, 23, 30, tzinfo=UTC)] * 2, pa.timestamp("us", tz="America/New_York")
    )
    path = saved(tmp_path / "b.parquet", case=["A", "B"], activity=["x", "y"], at=aware, team=["T", None])
    _, rows = perform(path, recipe(format=Format.PARQUET, timezone="Europe/Brussels"))
    assert rows[0]["occurred_at"].astimezone(UTC) == datetime(2024, 6, 30, 23, 30, tzinfo=UTC)


def test_lists_and_twins_are_refused(tmp_path: Path) -> None:
    table = ParquetTable(saved(tmp_path / "a.parquet", a=[[1]], b=["x"]), DEFAULT_LIMITS)
    assert [batch.num_rows for batch in table.batches(["b"])] == [1]
    with pytest.raises(Refused, match="lists or objects"):
        list(table.batches(["a"]))


def test_a_file_that_unfolds_too_far_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("takehold.evidence.readers.parquet._FEW_CELLS", 1000)
    path = saved(tmp_path / "a.parquet", a=pa.array([1] * 200_000))
    with pytest.raises(Refused, match="200,000 rows"):
        ParquetTable(path, Limits(unpacked_ratio=1))


@pytest.mark.parametrize("over", [0, 1])
def test_limits_hold_at_the_edge(tmp_path: Path, over: int) -> None:
    limits = Limits(columns=4, cell=30, rows=8)
    for columns in (
        {f"c{i}": [1] for i in range(4 + over)},
        {"c": ["x" * (30 + over)]},
        {"c": [1] * (8 + over)},
    ):
        path = saved(tmp_path / "e.parquet", **columns)

        def everything(path: Path = path) -> None:
            table = ParquetTable(path, limits)
            list(table.batches(table.columns))

        if over:
            with pytest.raises(Refused):
                everything()
        else:
            everything()
