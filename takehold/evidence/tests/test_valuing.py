"""Files of values: what is read, what is rejected and why, and what is told of them."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.evidence import verdict_json
from takehold.evidence.facts import Columns, Recipe, Shape
from takehold.evidence.recipe import RecipeError, dump, parse
from takehold.evidence.reckoning import reckon
from takehold.evidence.tests.at_once import perform, recipe, write

PLAN = recipe(shape=Shape.VALUES, columns=Columns(team="team", period="period", mean="mean", n="n", sd="sd"))
HEAD = "team,period,mean,n,sd\n"
TEXT = """
[source]
format = "csv"
shape = "values"
[columns]
team = "team"
period = "period"
mean = "mean"
n = "n"
[[behaviour]]
key = "minutes"
name = "Minutes to the list"
unit = "minutes"
better = "lower"
"""


def test_numbers_are_read_as_people_write_them(tmp_path: Path) -> None:
    cells = {"12.5": 12.5, "-3": -3.0, "1e3": 1000.0, '"7,25"': 7.25, " 4 ": 4.0, "0": 0.0}
    body = "".join(f"T{i},2024-0{i + 1},{cell},12,1.5\n" for i, cell in enumerate(cells))
    told, rows = perform(write(tmp_path / "a.csv", HEAD + body + "Z,2024-W02,3,,\n"), PLAN)
    assert told["rows_rejected"] == 0
    assert [row["mean"] for row in sorted(rows, key=lambda row: row["team"])][:-1] == list(cells.values())
    last = max(rows, key=lambda row: row["team"])
    assert (last["day"], last["n"], last["sd"]) == (date(2024, 1, 8), None, None)


def test_what_cannot_be_is_rejected_with_its_reason(tmp_path: Path) -> None:
    number = "where a number such as 12.5 belongs"
    bad = {
        "A,2024-01,,5,": f"has “” in the column “mean”, {number}",
        "B,2024-01,nan,5,": f"has “nan” in the column “mean”, {number}",
        "C,2024-01,1e99,5,": f"has “1e99” in the column “mean”, {number}",
        'D,2024-01,"1,234",5,': f"has “1,234” in the column “mean”, {number}",
        "E,2024-01,3,0,": "has “0” in the column “n”, where it should say of how many: a whole number from 1 on, or nothing",
        "F,2024-01,3,5,-1": "has “-1” in the column “sd”, where a standard deviation belongs: a number from 0 on, or nothing",
        ",2024-01,3,5,": "names no team",
        "G,soon,3,5,": "has the period “soon”",
    }
    body = "Z,2024-01,3,5,1\n" + "".join(f"{line}\n" for line in bad) + "Z,2024-01,9,5,1\n"
    told, rows = perform(write(tmp_path / "a.csv", HEAD + body), PLAN)
    assert [row["mean"] for row in rows] == [3.0]
    reasons = [str(reason) for _line, reason, _column, _file in told["rejections"]]
    for reason, expected in zip(reasons, bad.values(), strict=False):
        assert reason.startswith(expected)
    assert reasons[-1] == "repeats the team and period of line 2; remove one of the two"
    assert told["rows_rejected"] == len(bad) + 1


@given(st.floats(-1e14, 1e14, allow_nan=False), st.integers(1, 10**8))
@settings(max_examples=25, deadline=None)
def test_a_number_that_a_program_writes_comes_back(mean: float, n: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        body = f"A,2024-01-01,{mean!r},{n},\n"
        told, rows = perform(write(Path(folder) / "a.csv", HEAD + body + "B,2024-01-01,1,1,\n"), PLAN)
    found = {row["team"]: row for row in rows}
    if abs(mean) >= 1e-9:  # smaller ones are written with three digits of exponent at the most
        assert told["rows_rejected"] == 0
        assert math.isclose(found["A"]["mean"], mean)
        assert found["A"]["n"] == n


def test_the_mapping_says_what_the_figure_is() -> None:
    found = parse(TEXT)
    assert isinstance(found, Recipe)
    (figure,) = found.behaviours
    assert (figure.per, figure.unit, figure.better) == ("report", "minutes", "lower")
    assert parse(dump(found)) == found
    for wrong, why in (
        ("target = 0.9", "no shares"),
        ('better = "cheaper"', "better"),
        ('new_way = { x = "y" }', "not known"),
        ('unit = "' + "x" * 41 + '"', "short"),
    ):
        lines = [line for line in TEXT.splitlines() if not line.startswith(wrong.split(" =")[0])]
        with pytest.raises(RecipeError, match=why):
            parse("\n".join([*lines, wrong]))
    with pytest.raises(RecipeError, match="exactly one"):
        parse(TEXT + '\n[[behaviour]]\nkey = "b"\nname = "B"\n')


def test_the_json_fits_its_schema_and_has_no_share(tmp_path: Path) -> None:
    body = "".join(f"{team},2024-{m:02},{10 + m % 2},4\n" for team in "AB" for m in range(1, 13))
    path = write(tmp_path / "a.csv", "team,period,mean,n\n" + body)
    report = reckon([path], parse(TEXT))
    values = json.loads(json.dumps(verdict_json.render(report)))
    jsonschema.Draft202012Validator(verdict_json.schema()).validate(values)
    assert values["behaviours"] == []
    (one,) = values["reports"]
    assert (one["last"]["value"], one["last"]["n"], one["last"]["to"]) == (10.0, 8, "2024-12-31")
    assert [team["team"] for team in one["teams"]] == ["A", "B"]
    assert {each["code"] for each in one["cautions"]} == {"small_team"}
    assert "verdict" not in one
    del values["reports"][0]["teams"][0]["history"]
    assert list(jsonschema.Draft202012Validator(verdict_json.schema()).iter_errors(values))


def test_teams_without_n_are_told_alone_and_not_together(tmp_path: Path) -> None:
    body = "".join(f"{team},2024-{m:02},{m},\n" for team in "AB" for m in range(1, 13))
    report = reckon([write(tmp_path / "a.csv", "team,period,mean,n\n" + body)], parse(TEXT))
    (one,) = verdict_json.render(report)["reports"]
    assert (one["why_not"], one["last"]) == ("no_n", None)
    assert "cannot be put together" in one["because"]
    assert one["teams"][0]["last"]["value"] == 12.0
