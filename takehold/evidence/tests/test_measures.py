"""Measures against plain loops over the same events."""

from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest

from takehold.evidence import engines, measures
from takehold.evidence.conditions import NoSuchColumn
from takehold.evidence.facts import EVENT_SCHEMA, EVIDENCE_SCHEMA, Behaviour, Condition
from takehold.evidence.facts import Test as Comparison

START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def events(rows):
    """An Ibis table of (case, activity, hours after the start, team, actor, {attribute: value})."""
    names = sorted({name for row in rows for name in row[5]})
    columns = {name: [] for name in [*EVENT_SCHEMA.names, *(f"x_{n}" for n in names)]}
    for place, (case, activity, hours, team, actor, attributes) in enumerate(rows):
        at = START + timedelta(hours=hours)
        values = (place, case, activity, at, at.date(), team, actor, place)
        for name, value in zip(EVENT_SCHEMA.names, values, strict=True):
            columns[name].append(value)
        for name in names:
            columns[f"x_{name}"].append(attributes.get(name))
    schema = pa.schema([*EVENT_SCHEMA, *((f"x_{n}", pa.string()) for n in names)])
    import ibis

    return ibis.memtable(pa.table(columns, schema=schema))


def rows_of(expression):
    table = engines.connect().to_pyarrow(expression)
    assert table.schema.equals(EVIDENCE_SCHEMA)
    return sorted(
        (r["team"], r["day"], r["actor"] or 0, r["chances"], r["new_way"], r["old_way"])
        for r in table.to_pylist()
    )


def where(**tests):
    return Condition(tuple(Comparison(c, "is", v) for c, v in tests.items()))


RESOLVED = Behaviour("k", "K", opportunity=where(activity="Resolved"), new_way=where(checked="true"))
LOG = [
    ("A", "New", 0, "T1", None, {"checked": "false"}),
    ("A", "Resolved", 1, "T1", 7, {"checked": "TRUE"}),
    ("A", "Resolved", 30, "T2", 7, {"checked": "false"}),
    ("B", "Resolved", 2, "T1", 8, {"checked": None}),
    ("C", "Resolved", 3, "T1", 7, {"checked": "true"}),
]
DAY1, DAY2 = date(2026, 1, 5), date(2026, 1, 6)


def test_counts_each_event_that_is_a_chance():
    assert rows_of(measures.evidence(events(LOG), RESOLVED)) == [
        ("T1", DAY1, 0, 3, 2, None),
        ("T2", DAY2, 0, 1, 0, None),
    ]


def test_people_have_rows_of_their_own():
    assert rows_of(measures.evidence(events(LOG), RESOLVED, people=True)) == [
        ("T1", DAY1, 7, 2, 2, None),
        ("T1", DAY1, 8, 1, 0, None),
        ("T2", DAY2, 7, 1, 0, None),
    ]


def test_once_per_case_keeps_the_last():
    last = Behaviour("k", "K", opportunity=RESOLVED.opportunity, new_way=RESOLVED.new_way, once_per="case")
    assert rows_of(measures.evidence(events(LOG), last)) == [
        ("T1", DAY1, 0, 2, 1, None),
        ("T2", DAY2, 0, 1, 0, None),
    ]


@pytest.mark.parametrize(
    ("team_of", "period_of", "rows"),
    [
        ("first", "first", [("T1", DAY1, 0, 3, 1, 1)]),
        ("last", "first", [("T1", DAY1, 0, 2, 1, 0), ("T2", DAY1, 0, 1, 0, 1)]),
        ("last", "last", [("T1", DAY1, 0, 2, 1, 0), ("T2", DAY2, 0, 1, 0, 1)]),
    ],
)
def test_per_case_asks_the_last_event(team_of, period_of, rows):
    case = Behaviour(
        "k", "K", per="case", new_way=where(checked="true"), old_way=where(checked="false"),
        team_of=team_of, period_of=period_of,
    )  # fmt: skip
    assert rows_of(measures.evidence(events(LOG), case)) == rows


def test_ties_are_ordered_by_the_file():
    log = [("A", "Resolved", 0, "T", None, {"checked": c}) for c in ("true", "false")]
    last = Behaviour("k", "K", opportunity=RESOLVED.opportunity, new_way=RESOLVED.new_way, once_per="case")
    assert rows_of(measures.evidence(events(log), last)) == [("T", DAY1, 0, 1, 0, None)]


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(NoSuchColumn, match=r'no column "nowhere".*checked'):
        measures.evidence(events(LOG), Behaviour("k", "K", new_way=where(nowhere="x")))


def test_when_a_case_is_over():
    assert measures.closed_before(RESOLVED, date(2026, 2, 28)) == date(2026, 2, 1)
    finished = Behaviour("k", "K", closed_after=0)
    assert measures.closed_before(finished, date(2026, 2, 28)) == date(2026, 3, 1)
