"""Cases with rules as evidence rows: teams, days, what waits, what is over, memory and ties. Kinds: tests/engines."""

from datetime import UTC, date, datetime, timedelta

import ibis
import pyarrow as pa
import pytest

from takehold.evidence import engines, process
from takehold.evidence.facts import EVENT_SCHEMA, Behaviour, Condition, Rule
from takehold.evidence.facts import Test as Comparison
from takehold.evidence.reckoning.units import canonical

MONDAY = datetime(2026, 1, 5, 8, tzinfo=UTC)
ALWAYS = date(2100, 1, 1)


def log(*cases):
    """Events of cases, each a list of (activity, hours after Monday 8:00, team, person)."""
    columns = {name: [] for name in [*EVENT_SCHEMA.names, "x_kind"]}
    for number, steps in enumerate(cases):
        for activity, hours, team, actor in steps:
            at = MONDAY + timedelta(hours=hours)
            place = len(columns["ordinal"])
            row = (
                place,
                f"C{number}",
                activity,
                at,
                at.date(),
                team,
                actor,
                place,
                "urgent" if number == 0 else "normal",
            )
            for name, value in zip(columns, row, strict=True):
                columns[name].append(value)
    return ibis.memtable(pa.table(columns, schema=pa.schema([*EVENT_SCHEMA, ("x_kind", pa.string())])))


LOG = log(
    [("New", 0, "T1", 1), ("Work", 2, "T1", 2), ("Closed", 30, "T2", 2)],
    [("New", 1, "T1", 1), ("Closed", 3, "T1", 1)],
    [("New", 5, "T2", 3)],
    [("Other", 6, "T2", 3), ("Closed", 7, "T2", None)],
)
RULES = (Rule("response", "New", "Work", within=4 * 3600),)


def rows(behaviour, people=False, closed_before=None, events=LOG, **more):
    table, cautions = process.collect(
        engines.connect(), events, behaviour, people=people, closed_before=closed_before, size=10, **more
    )
    told = [
        (r["team"], r["day"].day, r["actor"], r["chances"], r["new_way"], r["pending"], r["vacuous"])
        for r in canonical(table).to_pylist()
    ]
    return told, [(c.code, dict(c.numbers)) for c in cautions]


def behaviour(**more):
    return Behaviour("k", "K", per="case", **{"rules": RULES, **more})


def test_a_case_counts_for_the_team_and_day_of_its_first_event():
    assert rows(behaviour(), closed_before=ALWAYS)[0] == [
        ("T1", 5, None, 2, 1, 0, 0),
        ("T2", 5, None, 1, 0, 0, 1),
    ]


def test_or_of_its_last():
    last = behaviour(team_of="last", period_of="last")
    assert rows(last, closed_before=ALWAYS)[0] == [
        ("T1", 5, None, 1, 0, 0, 0), ("T2", 5, None, 1, 0, 0, 1), ("T2", 6, None, 1, 1, 0, 0),
    ]  # fmt: skip


def test_open_cases_wait_unless_a_closing_activity_ended_them():
    assert rows(behaviour())[0] == [("T1", 5, None, 1, 1, 1, 0), ("T2", 5, None, 0, 0, 1, 1)]
    assert rows(behaviour(closing=("Closed",)))[0] == [
        ("T1", 5, None, 2, 1, 0, 0),
        ("T2", 5, None, 0, 0, 1, 1),
    ]
    assert rows(behaviour(), closed_before=date(2026, 1, 6))[0][0] == ("T1", 5, None, 2, 1, 0, 0)


def test_people_and_what_waits_on_the_row_of_nobody():
    assert rows(behaviour(closing=("Closed",)), people=True)[0] == [
        ("T1", 5, 1, 2, 1, 0, 0),
        ("T2", 5, None, 0, 0, 1, 1),
    ]


def test_conditions_beside_rules_speak_of_the_last_event():
    only = behaviour(opportunity=Condition((Comparison("kind", "is", "urgent"),)))
    assert rows(only, closed_before=ALWAYS)[0] == [("T1", 5, None, 1, 1, 0, 0)]
    also = behaviour(new_way=Condition((Comparison("kind", "is", "normal"),)))
    assert rows(also, closed_before=ALWAYS)[0] == [("T1", 5, None, 2, 0, 0, 0), ("T2", 5, None, 1, 0, 0, 1)]


def test_parts_by_memory_give_the_same():
    whole = rows(behaviour(), closed_before=ALWAYS)
    assert rows(behaviour(), closed_before=ALWAYS, memory="0.001MB") == whole
    assert process.parts_needed(10, "0.001MB") == 2
    assert process.parts_needed(1_000_000, "400MB") == 1
    assert process.parts_needed(0, "1KB") == 1
    with pytest.raises(ValueError, match="not an amount of memory"):
        process.parts_needed(1, "much")


def test_cases_that_hang_on_a_tie_are_counted():
    tied = log(
        [("Work", 0, "T", None), ("New", 0, "T", None)],
        [("New", 0, "T", None), ("Work", 0, "T", None), ("Closed", 1, "T", None)],
        [("New", 0, "T", None), ("Work", 1, "T", None), ("Closed", 1, "T", None)],
    )
    told, cautions = rows(behaviour(), closed_before=ALWAYS, events=tied)
    assert told == [("T", 5, None, 3, 2, 0, 0)]
    assert cautions == [("ties", {"n": 2, "looked_at": 3})]
    assert rows(behaviour(), closed_before=ALWAYS)[1] == []
