"""Events: identity, equals, corrections, missing markers, renaming, time zones, and the account of records."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.evidence.facts import Columns, Shape
from takehold.evidence.limits import Refused
from takehold.evidence.tests.at_once import perform, recipe, write

HEAD = "case,activity,at,team\n"


def expected_id(case: str, activity: str, at: datetime, nth: int) -> int:
    micros = int((at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1_000_000)
    text = f"event\x1f{len(case.encode())}:{case}\x1f{len(activity.encode())}:{activity}\x1f{micros}\x1f{nth}"
    return int.from_bytes(hashlib.md5(text.encode()).digest()[:8], "little", signed=True)


def test_identity_is_case_activity_time_and_place_among_equals(tmp_path: Path) -> None:
    body = "A,Né,2024-01-01 10:00,T1\nA,Né,2024-01-01 10:00,T2\nA,Done,2024-01-01 10:00,T1\nA,Né,2024-01-01 10:00,T3\n"
    told, rows = perform(write(tmp_path / "a.csv", HEAD + body), recipe())
    at = datetime(2024, 1, 1, 10, tzinfo=UTC)
    assert [row["event_id"] for row in rows] == [
        expected_id("A", "Né", at, 0), expected_id("A", "Né", at, 1), expected_id("A", "Done", at, 0), expected_id("A", "Né", at, 2),
    ]  # fmt: skip
    assert (told["rows_read"], told["duplicates"], told["events"], told["cases"]) == (4, 0, 4, 1)


def test_a_later_file_corrects_and_is_counted_once(tmp_path: Path) -> None:
    first = write(
        tmp_path / "1.csv", HEAD + "A,New,2024-01-01,T1\nA,New,2024-01-01,T1\nB,New,2024-01-02,T1\n"
    )
    second = write(
        tmp_path / "2.csv", "team,case,activity,at\nT2,B,New,2024-01-02\nT2,C,New,2024-01-03\n,,,\n"
    )
    told, rows = perform([first, second], recipe())
    assert (told["rows_read"], told["rows_rejected"], told["duplicates"], told["events"]) == (5, 1, 1, 4)
    assert [(row["case_id"], row["team"]) for row in rows] == [
        ("A", "T1"),
        ("A", "T1"),
        ("B", "T2"),
        ("C", "T2"),
    ]
    assert told["rejections"] == [[4, "names no case", "case", "2.csv"]]


def test_an_id_column_wins_and_the_last_row_counts(tmp_path: Path) -> None:
    columns = Columns(case="case", activity="activity", at="at", team="team", id="sys_id")
    body = (
        "case,activity,at,team,sys_id\nA,New,2024-01-01,T1,x\nA,New,2024-01-01,T2,x\nA,Done,2024-01-01,T2,\n"
    )
    told, rows = perform(write(tmp_path / "a.csv", body), recipe(columns=columns))
    assert (told["rows_read"], told["duplicates"], told["events"]) == (2, 1, 1)
    assert rows[0]["team"] == "T2"
    assert told["rejections"][0][:3] == [4, "has no id", "sys_id"]


def test_a_case_is_known_by_its_name_alone(tmp_path: Path) -> None:
    plan = recipe(shape=Shape.CASES, carried=["state"])
    week1 = write(tmp_path / "1.csv", "case,at,team,state\nA,2024-01-01,T,open\nB,2024-01-01,T,open\n")
    week2 = write(tmp_path / "2.csv", "case,at,team,state\nA,2024-01-09,T,closed\nB,2024-01-01,T,open\n")
    told, rows = perform([week1, week2], plan)
    assert (told["rows_read"], told["duplicates"], told["events"], told["cases"]) == (4, 2, 2, 2)
    assert [(row["case_id"], row["activity"], row["x_state"]) for row in rows] == [
        ("A", None, "closed"),
        ("B", None, "open"),
    ]
    assert told["cautions"][0][0] == "repeated_case"
    assert {row["event_id"] for row in perform(week1, plan)[1]} == {row["event_id"] for row in rows}


def test_missing_markers_and_renaming(tmp_path: Path) -> None:
    body = (
        HEAD + "?,New,2024-01-01,T\nA,?,2024-01-01,T\nA,New,?,T\nA,L2/L3,2024-01-01, ? \nB,L2,2024-01-01,\n"
    )
    plan = recipe(missing=("?", ""), values={"activity": {"L2/L3": "L2"}}, carried=["activity", "at"])
    told, rows = perform(write(tmp_path / "a.csv", body), plan)
    assert [r[1] for r in told["rejections"]] == ["names no case", "names no activity", "has no time"]
    assert [(row["activity"], row["team"], row["x_at"]) for row in rows] == [
        ("L2", None, "2024-01-01"),
        ("L2", None, "2024-01-01"),
    ]
    assert told["cautions"] == [
        ["no_team", "2 of 2 records name no team. They count for the whole, for no team."]
    ]


def test_times_become_utc_and_keep_the_local_day(tmp_path: Path) -> None:
    body = (
        HEAD
        + "A,x,2024-06-30 23:30,T\nA,x,2024-06-30T23:30:00Z,T\nA,x,2024-03-31 02:30,T\nA,x,2024-06-30T23:30:00.5+0530,T\n"
    )
    told, rows = perform(write(tmp_path / "a.csv", body), recipe(timezone="Europe/Brussels"))
    moments = [(row["occurred_at"].astimezone(UTC).isoformat(), row["day"]) for row in rows]
    assert moments == [
        ("2024-06-30T21:30:00+00:00", date(2024, 6, 30)),
        ("2024-06-30T23:30:00+00:00", date(2024, 7, 1)),
        ("2024-03-31T01:30:00+00:00", date(2024, 3, 31)),
        ("2024-06-30T18:00:00.500000+00:00", date(2024, 6, 30)),
    ]
    assert [code for code, _ in told["cautions"]] == ["skipped_hour"]


def test_odd_years_are_rejected(tmp_path: Path) -> None:
    body = HEAD + "A,x,3/4/16 10:00,T\nA,x,3/4/2016 10:00,T\n"
    told, _ = perform(write(tmp_path / "a.csv", body), recipe(timestamps="%d/%m/%Y %H:%M"))
    assert told["rejections"][0][1] == "has the time “3/4/16 10:00”, whose year cannot be right"


def test_wrong_formats_and_zones_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", HEAD + "A,x,2024-01-01,T\n")
    with pytest.raises(Refused, match="%Q"):
        perform(path, recipe(timestamps="%Q"))
    with pytest.raises(Refused, match="Mars/Base"):
        perform(path, recipe(timezone="Mars/Base"))
    with pytest.raises(Refused, match="nothing stands below"):
        perform(write(tmp_path / "b.csv", HEAD), recipe())


def test_names_with_quotes_are_only_names(tmp_path: Path) -> None:
    name = 'it\'s; "drop" table -- x'
    body = f'case,activity,at,team,"{name.replace(chr(34), chr(34) * 2)}"\nA,x,2024-01-01,T,v\n'
    _, rows = perform(write(tmp_path / "a.csv", body), recipe(carried=[name], values={name: {"v": "it's"}}))
    assert rows[0][f"x_{name}"] == "it's"


def test_persons_are_random_and_off(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        "case,activity,at,team,who\nA,x,2024-01-01,T,Ann\nA,y,2024-01-01,T,Ann\nA,z,2024-01-01,T,Bob\n",
    )
    assert {row["actor"] for row in perform(path, recipe())[1]} == {None}
    columns = Columns(case="case", activity="activity", at="at", team="team", actor="who")
    once, again = (perform(path, recipe(columns=columns))[1] for _ in range(2))
    assert once[0]["actor"] == once[1]["actor"] != once[2]["actor"]
    assert {row["actor"] for row in once}.isdisjoint({row["actor"] for row in again})


CELL = st.sampled_from(["A", "B", "", "?", "x y"])
TIME = st.sampled_from(["2024-01-01", "2024-01-01 10:00", "soon", "", "2024-02-30"])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, TIME, CELL), min_size=1, max_size=12))
def test_read_and_rejected_are_all_records(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    path = write(tmp_path_factory.mktemp("p") / "a.csv", HEAD + "".join(",".join(row) + "\n" for row in rows))
    good = [
        row
        for row in rows
        if row[0] not in ("", "?")
        and row[1] not in ("", "?")
        and row[2] in ("2024-01-01", "2024-01-01 10:00")
    ]
    if not good:
        with pytest.raises(Refused):
            perform(path, recipe(missing=("?",)))
        return
    told, written = perform(path, recipe(missing=("?",)))
    assert told["rows_read"] == len(good) == len(written)
    assert told["rows_read"] + told["rows_rejected"] == len(rows)
    assert len({row["event_id"] for row in written}) == len(written)
