"""From an upload to figures: exactly once, corrections included, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from takehold.evidence import reading
from takehold.evidence.facts import Recipe
from takehold.ledger import operations, queries
from takehold.ledger.facts import ImportState
from takehold.ledger.models import Import, Segment
from takehold.ledger.operations import imports, lease

from .conftest import CASES, CONFIRM, COUNTS, EVENTS, LAST, LINES, Desk, export

DAY = [
    ("INC1", "New", "2026-01-05 08:00", "A", ""),
    ("INC1", "Resolved", "2026-01-05 12:00", "A", "true"),
    ("INC2", "New", "2026-01-06 08:00", "B", ""),
    ("INC2", "Resolved", "2026-01-06 09:00", "B", "false"),
]


def test_a_file_becomes_figures(desk: Desk) -> None:
    desk.learn(EVENTS + CONFIRM)
    done = desk.bring(export(DAY), EVENTS + CONFIRM)
    assert (done.state, done.rows_read, done.events_new) == (ImportState.DONE, 4, 4)
    assert (done.first_day, done.last_day) == (date(2026, 1, 5), date(2026, 1, 6))
    assert desk.counted("confirm") == {"A": (1, 1, None), "B": (1, 0, None)}
    assert queries.labels(source_id=desk.source_id) == (("A", 2), ("B", 2))


def test_the_same_file_again_is_answered_at_once(desk: Desk) -> None:
    desk.learn(EVENTS + CONFIRM)
    desk.bring(export(DAY), EVENTS + CONFIRM)
    again = desk.upload(export(DAY), EVENTS + CONFIRM)
    assert (again.state, again.rows_read, again.duplicates) == (ImportState.REPEATED, 4, 4)
    assert len(list((desk.home / "quarantine").iterdir())) == 1
    assert desk.counted("confirm") == {"A": (1, 1, None), "B": (1, 0, None)}


def test_two_uploads_of_one_file_count_once_whichever_runs_first(desk: Desk) -> None:
    desk.learn(EVENTS + CONFIRM)
    one, other = (desk.upload(export(DAY), EVENTS + CONFIRM) for _ in range(2))
    for fact in (other, one):
        operations.run_import(import_id=fact.id, now=desk.now, home=desk.home)
    assert queries.import_fact(one.id).state == ImportState.REPEATED
    assert desk.counted("confirm") == {"A": (1, 1, None), "B": (1, 0, None)}


def test_an_overlapping_export_adds_what_is_new_and_corrects_what_changed(desk: Desk) -> None:
    desk.learn(EVENTS + CONFIRM + LAST)
    desk.bring(export(DAY), EVENTS + CONFIRM + LAST)
    later = [
        DAY[1],
        ("INC2", "Resolved", "2026-01-06 09:00", "A", "true"),
        ("INC3", "Resolved", "2026-01-07 09:00", "A", "false"),
    ]
    done = desk.bring(export(later), EVENTS + CONFIRM + LAST)
    assert (done.events_new, done.events_corrected, done.duplicates) == (1, 1, 1)
    assert desk.counted("confirm") == desk.counted("last") == {"A": (3, 2, None)}
    assert queries.labels(source_id=desk.source_id) == (("A", 4), ("B", 1))
    retired = Segment.objects.filter(retired__isnull=False)
    assert [s.kind for s in retired] == ["events"]


def test_a_late_event_moves_its_case(desk: Desk) -> None:
    desk.learn(EVENTS + LINES)
    desk.bring(export([("INC1", "Assigned", "2026-01-05 08:00", "A", "")]), EVENTS + LINES + CONFIRM)
    desk.bring(export([("INC9", "New", "2026-03-05 08:00", "B", "")]), EVENTS + LINES + CONFIRM)
    assert desk.counted("lines")["A"][:2] == (1, 0)
    desk.bring(export([("INC1", "New", "2026-01-04 08:00", "B", "")]), EVENTS + LINES + CONFIRM)
    counted = desk.counted("lines")
    assert "A" not in counted
    assert counted["B"][1] >= 1


def test_one_row_a_case_is_corrected_even_when_its_time_changes(desk: Desk) -> None:
    recipe = CASES + CONFIRM.replace("opportunity = { state = ", "opportunity = { category = ")
    desk.learn(recipe)
    header = "number,opened,group,category,confirmed"
    desk.bring(export([("INC1", "2026-01-05", "A", "Resolved", "false")], header), recipe)
    done = desk.bring(export([("INC1", "2025-06-05", "A", "Resolved", "true")], header), recipe)
    assert (done.events_new, done.events_corrected, done.duplicates) == (0, 1, 0)
    assert desk.counted("confirm") == {"A": (1, 1, None)}
    again = desk.bring(export([("INC1", "2025-06-05", "A", "Resolved", "true")], header) + "\n", recipe)
    assert (again.events_new, again.events_corrected, again.duplicates) == (0, 0, 1)


def test_ready_made_counts_are_corrected_by_the_difference(desk: Desk) -> None:
    weeks = [("A", "2026-01-05", 3, 10), ("A", "2026-01-12", 4, 10), ("B", "2026-01-05", 1, 5)]
    done = desk.bring(export(weeks, "group,week,done,of"), COUNTS)
    assert done.events_new == 3, done.reason
    desk.learn(COUNTS)
    assert desk.counted("checked") == {"A": (20, 7, None), "B": (5, 1, None)}
    weeks[1] = ("A", "2026-01-12", 9, 10)
    done = desk.bring(export(weeks, "group,week,done,of"), COUNTS)
    assert (done.events_new, done.events_corrected, done.duplicates) == (0, 1, 2)
    assert desk.counted("checked") == {"A": (20, 12, None), "B": (5, 1, None)}


def test_a_file_that_does_not_fit_is_refused_in_a_sentence_and_leaves_nothing(desk: Desk) -> None:
    desk.learn(EVENTS + CONFIRM)
    done = desk.bring("what,ever\n1,2\n", EVENTS + CONFIRM)
    assert done.state == ImportState.REFUSED
    assert "number" in done.reason
    assert not Segment.objects.exists()
    assert list((desk.home / "work").glob("*-*")) == []


def test_rejected_records_are_kept_with_their_reason(desk: Desk) -> None:
    rows = [*DAY, ("INC3", "New", "not a time", "A", "")]
    done = desk.bring(export(rows), EVENTS + CONFIRM)
    assert (done.rows_read, done.rows_rejected) == (4, 1)
    (row,) = queries.rejected(import_id=done.id)
    assert row.line == 6
    assert "not a time" in row.reason


def test_while_somebody_else_imports_into_the_source_a_file_waits(desk: Desk) -> None:
    fact = desk.upload(export(DAY), EVENTS + CONFIRM)
    with lease.held(desk.source_id, clock=lease.Clock(desk.now), home=desk.home):
        waiting = operations.run_import(import_id=fact.id, now=desk.now, home=desk.home)
        assert waiting.state == ImportState.WAITING
    assert operations.run_import(import_id=fact.id, now=desk.now, home=desk.home).state == ImportState.DONE


def test_whoever_lost_the_lease_records_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    fact = desk.upload(export(DAY), EVENTS + CONFIRM)
    really = reading.read

    def robbed(*args: object, **named: object) -> object:
        from takehold.ledger.models import Source

        found = really(*args, **named)  # type: ignore[arg-type]
        Source.objects.update(lease_holder="somebody else")
        return found

    monkeypatch.setattr(imports.reading, "read", robbed)
    with pytest.raises(lease.LeaseLost):
        operations.run_import(import_id=fact.id, now=desk.now, home=desk.home)
    assert queries.import_fact(fact.id).state == ImportState.WAITING
    assert not Segment.objects.exists()


def test_a_fault_of_ours_is_said_and_keeps_the_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    fact = desk.upload(export(DAY), EVENTS + CONFIRM)

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(imports.reading, "read", broken)
    with pytest.raises(ZeroDivisionError):
        operations.run_import(import_id=fact.id, now=desk.now, home=desk.home)
    said = queries.import_fact(fact.id)
    assert said.state == ImportState.REFUSED
    assert "fault of ours" in said.reason
    assert len(list((desk.home / "quarantine").iterdir())) == 1


def test_what_a_killed_process_left_is_run_again(desk: Desk) -> None:
    fact = desk.upload(export(DAY), EVENTS + CONFIRM)
    Import.objects.filter(pk=fact.id).update(state="reading", progress=0.4)
    assert operations.run_import(import_id=fact.id, now=desk.now, home=desk.home).events_new == 4


def test_a_column_named_for_persons_is_not_read(desk: Desk) -> None:
    recipe = EVENTS.replace('team = "group"', 'team = "group"\nactor = "confirmed"')
    seen: list[Recipe] = []
    really = reading.read

    def watched(paths: object, recipe: Recipe, *args: object, **named: object) -> object:
        seen.append(recipe)
        return really(paths, recipe, *args, **named)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(imports.reading, "read", watched)
        assert desk.bring(export(DAY), recipe + LINES).state == ImportState.DONE
    assert [recipe.columns.actor for recipe in seen] == [None]


def test_a_file_without_a_tested_column_is_not_taken_for_a_no(desk: Desk) -> None:
    desk.learn(EVENTS + CONFIRM)
    bare = [row[:4] for row in DAY]
    done = desk.bring(export(bare, "number,state,at,group"), EVENTS + LINES)
    assert done.state == ImportState.DONE
    assert "confirmed" in done.reason
    assert desk.counted("confirm") == {}
    done = desk.bring(export(DAY), EVENTS + CONFIRM)
    assert done.events_corrected == 4
    assert desk.counted("confirm") == {"A": (1, 1, None), "B": (1, 0, None)}
