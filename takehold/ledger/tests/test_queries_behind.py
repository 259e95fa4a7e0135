"""The tickets behind a figure add up to it."""

from __future__ import annotations

from datetime import date

import pytest

from takehold.ledger import queries
from takehold.ledger.facts import EventRow, LabelSpan, OutOfScope, Scope
from takehold.ledger.operations import add_counts

from .conftest import CONFIRM, EVENTS, LAST, LINES, NOW, Desk, export

pytestmark = pytest.mark.usefixtures("quick")

RECIPE = EVENTS + CONFIRM + LAST + LINES
OLD = CONFIRM.replace('"confirm"', '"old"') + 'old_way = { confirmed = "false" }\n'
ROWS = [
    ("INC1", "New", "2026-01-05 08:00", "A", ""),
    ("INC1", "Resolved", "2026-01-05 12:00", "A", "true"),
    ("INC2", "Resolved", "2026-01-06 09:00", "B", "false"),
    ("INC2", "Resolved", "2026-01-08 09:00", "B", "true"),
    ("INC3", "Resolved", "2026-02-06 09:00", "A", ""),
]


def behind(desk: Desk, key: str, **named: object) -> tuple[EventRow, ...]:
    fields: dict[str, object] = {
        "scope": desk.scope, "spans": [LabelSpan("A", "A", frozenset({1})), LabelSpan("B", "B", frozenset({2}))],
        "first": date(2026, 1, 1), "last": date(2026, 12, 31),
    }  # fmt: skip
    return queries.events_behind(measure_id=desk.measures[key].id, **{**fields, **named})  # type: ignore[arg-type]


@pytest.fixture
def told(desk: Desk) -> Desk:
    desk.learn(RECIPE + OLD)
    desk.bring(export(ROWS), RECIPE + OLD)
    return desk


def test_each_chance_with_its_outcome_newest_first(told: Desk) -> None:
    rows = behind(told, "old")
    assert [(r.case_id, r.label, r.outcome) for r in rows] == [
        ("INC3", "A", "neither"), ("INC2", "B", "new way"), ("INC2", "B", "old way"), ("INC1", "A", "new way")
    ]  # fmt: skip
    assert rows[1].attributes == {"confirmed": "true"}
    assert rows[1].activity == "Resolved"


def test_what_notes_say_is_not_told_where_only_their_being_there_counts(desk: Desk) -> None:
    noted = RECIPE.replace('new_way = { confirmed = "true" }', "new_way = { confirmed = { present = true } }")
    assert noted != RECIPE
    desk.learn(noted)
    desk.bring(export([("INC1", "Resolved", "2026-01-05 12:00", "A", "Anna said she forgot")]), noted)
    (row,) = behind(desk, "confirm")
    assert (row.attributes, row.outcome) == ({"confirmed": "✓"}, "new way")


def test_within_a_day_the_latest_comes_first(desk: Desk) -> None:
    hours = [9, 21, 6, 14, 7, 22]
    rows = [(f"INC{n}", "Resolved", f"2026-01-05 {hour:02d}:00", "A", "true") for n, hour in enumerate(hours)]
    desk.learn(RECIPE)
    desk.bring(export(rows), RECIPE)
    told = [row.occurred_at for row in behind(desk, "confirm")]
    assert len(told) == 6
    assert told == sorted(told, reverse=True)


def test_by_outcome_page_by_page(told: Desk) -> None:
    found = behind(told, "confirm", outcome="new way")
    assert [r.case_id for r in found] == ["INC2", "INC1"]
    pages = [behind(told, "confirm", offset=n, limit=1)[0] for n in range(4)]
    assert tuple(pages) == behind(told, "confirm")
    assert behind(told, "confirm", offset=4) == ()


def test_only_the_span_of_a_label(told: Desk) -> None:
    span = LabelSpan("A", "A", frozenset({1}), end=date(2026, 2, 1))
    assert [r.case_id for r in behind(told, "confirm", spans=[span])] == ["INC1"]
    assert [r.case_id for r in behind(told, "confirm", first=date(2026, 2, 1))] == ["INC3"]


def test_where_a_case_counts_once_the_list_says_which_event(told: Desk) -> None:
    assert [(r.case_id, r.outcome) for r in behind(told, "last")] == [
        ("INC3", "neither"), ("INC2", "new way"), ("INC1", "new way")
    ]  # fmt: skip


def test_a_rule_is_told_case_by_case_with_its_steps(told: Desk) -> None:
    rows = behind(told, "lines")
    assert {r.case_id: r.activity for r in rows}["INC1"] == "New → Resolved"
    assert {r.case_id for r in rows if r.outcome == "new way"} <= {"INC1"}


@pytest.mark.parametrize("key", ["confirm", "old", "last", "lines"])
def test_the_list_adds_up_to_the_figure(told: Desk, key: str) -> None:
    rows = behind(told, key)
    for label, (chances, new, _old) in told.counted(key).items():
        mine = [r for r in rows if r.label == label and r.outcome != "not counted"]
        assert (len(mine), sum(r.outcome == "new way" for r in mine)) == (chances, new)


def test_outside_the_scope_there_is_nothing(told: Desk) -> None:
    with pytest.raises(OutOfScope):
        behind(told, "confirm", scope=Scope(frozenset({1}), told.scope.measures, 5))
    with pytest.raises(ValueError, match="none of"):
        behind(told, "confirm", outcome="good")


@pytest.mark.parametrize("key", ["confirm", "old", "last", "lines"])
@pytest.mark.parametrize("outcome", [None, "new way", "old way", "neither", "not counted"])
def test_pages_put_together_are_the_list(told: Desk, key: str, outcome: str | None) -> None:
    whole = behind(told, key, outcome=outcome)
    pages = [behind(told, key, outcome=outcome, offset=n, limit=2) for n in range(0, len(whole) + 1, 2)]
    assert tuple(row for page in pages for row in page) == whole


def test_what_was_counted_by_hand_hides_no_ticket(told: Desk) -> None:
    queries_before = behind(told, "confirm")
    add_counts(
        measure_id=told.measures["confirm"].id, label="A", day=date(2026, 3, 1), chances=9, new_way=9, old_way=None,
        key="by hand", now=NOW,
    )  # fmt: skip
    assert behind(told, "confirm", limit=4) == queries_before
