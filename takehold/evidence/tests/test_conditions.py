"""Conditions as expressions: what passes, what a missing value passes, and columns that are not there."""

import ibis
import pyarrow as pa
import pytest

from takehold.evidence import engines
from takehold.evidence.conditions import NoSuchColumn, column, count, holds
from takehold.evidence.facts import Condition
from takehold.evidence.facts import Test as Comparison

VALUES = ("1", "2.0", "abc", "Other", "true", "No", None, "10", "")


def events():
    n = len(VALUES)
    return ibis.memtable(
        pa.table(
            {"case_id": [str(i) for i in range(n)], "activity": ["a"] * n, "team": ["T"] * n, "x_v": VALUES}
        )
    )


def passing(*tests):
    table = events()
    kept = table.filter(holds(table, Condition(tests))) if tests else table
    return engines.connect().to_pyarrow(kept.order_by("case_id"))["x_v"].to_pylist()


@pytest.mark.parametrize(
    ("op", "value", "passes"),
    [
        ("is", "Other", ["Other"]),
        ("is", "other", []),
        ("is", 2, ["2.0"]),
        ("is", 1, ["1"]),
        ("is", True, ["1", "true"]),
        ("is", "TRUE", ["1", "true"]),
        ("is", "false", ["No"]),
        ("in", ("abc", 10, False), ["abc", "No", "10"]),
        ("not", "Other", ["1", "2.0", "abc", "true", "No", "10", ""]),
        ("not", 2, ["1", "abc", "Other", "true", "No", "10", ""]),
        ("not_in", ("Other", "abc", "", 10), ["1", "2.0", "true", "No"]),
        ("at_most", 2, ["1", "2.0"]),
        ("at_least", 2, ["2.0", "10"]),
        ("present", None, ["1", "2.0", "abc", "Other", "true", "No", "10", ""]),
        ("missing", None, [None]),
        ("matches", "^[a-zO]", ["abc", "Other", "true"]),
        ("matches", "(?i)OTHER", ["Other"]),
    ],
)
def test_what_passes(op, value, passes):
    assert passing(Comparison("v", op, value)) == passes


def test_all_tests_must_hold():
    assert passing(Comparison("v", "at_least", 2), Comparison("v", "at_most", 5)) == ["2.0"]
    assert len(passing()) == len(VALUES)


def test_parts_go_by_their_names():
    assert len(passing(Comparison("activity", "is", "a"), Comparison("team", "is", "T"))) == len(VALUES)
    assert passing(Comparison("case", "is", "3")) == ["Other"]


def test_counting_is_never_null():
    table = events()
    nothing = table.filter(table.x_v.isnull())
    counted = nothing.aggregate(n=count(nothing, nothing.x_v == "a"))
    assert engines.connect().to_pyarrow(counted)["n"].to_pylist() == [0]


def test_what_cannot_be():
    with pytest.raises(NoSuchColumn, match=r'no column "w".*It has: v, case'):
        column(events(), "w")
    with pytest.raises(ValueError, match="not known"):
        holds(events(), Condition((Comparison("v", "like", "x"),)))
    with pytest.raises(ValueError, match="needs a value"):
        holds(events(), Condition((Comparison("v", "is"),)))
