"""Ready-made counts: whole numbers that fit together, periods of every kind, one row per team and period."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from takehold.evidence.facts import Columns, Shape
from takehold.evidence.limits import Refused
from takehold.evidence.tests.at_once import perform, recipe, write

PLAN = recipe(
    shape=Shape.COUNTS, columns=Columns(team="team", period="period", done="done", of="of", old_way="old")
)
HEAD = "team,period,done,of,old\n"


def test_periods_become_their_first_day(tmp_path: Path) -> None:
    periods = {"2024-01": date(2024, 1, 1), "2024-W01": date(2024, 1, 1), "2020-W53": date(2020, 12, 28), "2024-Q3": date(2024, 7, 1),
               "2024 Q4": date(2024, 10, 1), "2024-02-29": date(2024, 2, 29)}  # fmt: skip
    body = "".join(f"T{n},{period},1,2,\n" for n, period in enumerate(periods))
    told, rows = perform(write(tmp_path / "a.csv", HEAD + body), PLAN)
    assert {row["team"]: row["day"] for row in rows} == {
        f"T{n}": day for n, day in enumerate(periods.values())
    }
    assert told["rows_rejected"] == 0
    assert {
        (row["behaviour"], row["chances"], row["new_way"], row["old_way"], row["pending"]) for row in rows
    } == {("k", 2, 1, None, 0)}


def test_figures_that_cannot_be_are_rejected_with_their_reason(tmp_path: Path) -> None:
    bad = {
        "A,2024-01,6,5,": "says that 6 of 5 were done the new way: more than there were",
        "B,2024-01,3,5,4": "counts 3 new and 4 old, more than the 5 there were",
        "C,2024-01,2.5,5,": "has “2.5” in the column “done”, where a whole number from 0 on belongs",
        "D,2024-01,-1,5,": "has “-1” in the column “done”, where a whole number from 0 on belongs",
        "E,2024-01,1,,": "has “” in the column “of”, where a whole number from 0 on belongs",
        ",2024-01,1,5,": "names no team",
        "F,soon,1,5,": "has the period “soon”, which cannot be read",
        "F,2024-W99,1,5,": "has the period “2024-W99”, which cannot be read",
        "G,2024-01,1,5,x": "has “x” in the column “old”",
        "Z,2024-01,1,5,": "repeats the team and period of line 2",
    }
    told, rows = perform(
        write(tmp_path / "a.csv", HEAD + "Z,2024-01,3.0, 5 ,1\n" + "\n".join(bad) + "\n"), PLAN
    )
    assert (told["rows_read"], told["rows_rejected"]) == (1, len(bad))
    for (line, reason, _, _), (number, words) in zip(
        told["rejections"], enumerate(bad.values(), 3), strict=True
    ):
        assert line == number
        assert reason.startswith(words)
    assert (rows[0]["new_way"], rows[0]["chances"], rows[0]["old_way"]) == (3, 5, 1)


def test_a_later_file_corrects(tmp_path: Path) -> None:
    first = write(tmp_path / "1.csv", HEAD + "A,2024-01,1,5,\nB,2024-01,1,5,\n")
    second = write(tmp_path / "2.csv", HEAD + "A,2024-01,2,5,\n")
    told, rows = perform([first, second], PLAN)
    assert (told["rows_read"], told["duplicates"], told["events"]) == (3, 1, 2)
    assert {row["team"]: row["new_way"] for row in rows} == {"A": 2, "B": 1}


def test_the_day_is_asked_for_in_periods_too(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="3 April 2016"):
        perform(write(tmp_path / "a.csv", HEAD + "A,3/4/2016,1,5,\n"), PLAN)
