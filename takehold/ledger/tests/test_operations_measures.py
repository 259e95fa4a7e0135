"""Versions of measures, and where their evidence comes from."""

from __future__ import annotations

import pytest

from takehold.evidence.recipe import parse
from takehold.ledger import operations, queries
from takehold.ledger.facts import ImportState
from takehold.ledger.jobs import due, run
from takehold.ledger.models import Import

from .conftest import CONFIRM, COUNTS, EVENTS, LINES, Desk, export

pytestmark = pytest.mark.usefixtures("quick")

ROWS = [
    ("INC1", "Resolved", "2026-01-05 12:00", "A", "true"),
    ("INC2", "Resolved", "2026-01-06 12:00", "A", "false"),
]


def test_the_same_definition_is_the_same_measure_and_another_the_next_version(desk: Desk) -> None:
    desk.learn(EVENTS + CONFIRM)
    first = desk.measures["confirm"]
    desk.learn(EVENTS + CONFIRM.replace("Priority confirmed", "In other words"))
    assert desk.measures["confirm"].id == first.id
    desk.learn(EVENTS + CONFIRM.replace("0.9", "0.8"))
    assert (first.version, desk.measures["confirm"].version) == (1, 2)
    assert [m.version for m in queries.measures(source_id=desk.source_id)] == [1, 2]
    assert queries.measure(first.id) == first


def test_a_measure_on_events_that_are_there_is_counted_at_once(desk: Desk) -> None:
    desk.bring(export(ROWS), EVENTS + CONFIRM)
    desk.learn(EVENTS + CONFIRM)
    assert desk.measures["confirm"].uncovered == 0
    assert desk.counted("confirm") == {"A": (2, 1, None)}


def test_a_new_version_of_ready_made_counts_takes_them_over(desk: Desk) -> None:
    desk.bring(export([("A", "2026-01-05", 3, 10)], "group,week,done,of"), COUNTS)
    desk.learn(COUNTS + "target = 0.8\n")
    assert desk.measures["checked"].version == 2
    assert desk.counted("checked") == {"A": (10, 3, None)}


def test_a_column_that_was_not_kept_is_read_again_from_the_kept_file(desk: Desk) -> None:
    desk.bring(export(ROWS), EVENTS + LINES)
    desk.learn(EVENTS + CONFIRM)
    assert desk.measures["confirm"].uncovered == 2
    assert desk.counted("confirm") == {}
    (job,) = due(desk.now)
    run(job, now=desk.now, home=desk.home)
    assert desk.counted("confirm") == {"A": (2, 1, None)}
    assert queries.measure(desk.measures["confirm"].id).uncovered == 0
    assert due(desk.now) == ()


def test_where_the_file_is_gone_the_uncounted_events_are_told(desk: Desk) -> None:
    done = desk.bring(export(ROWS), EVENTS + LINES)
    Import.objects.update(original_kept=False)
    desk.learn(EVENTS + CONFIRM)
    assert desk.measures["confirm"].uncovered == 2
    assert due(desk.now) == ()
    assert done.state == ImportState.DONE


def test_a_source_that_changes_meanwhile_is_derived_anew(desk: Desk) -> None:
    from unittest.mock import patch

    from takehold.ledger.operations import measures

    desk.bring(export(ROWS[:1]), EVENTS + CONFIRM)
    really, calls = measures._derived, []

    def slow(*args: object, **named: object) -> object:
        found = really(*args, **named)  # type: ignore[arg-type]
        if not calls:
            calls.append(1)
            desk.bring(export(ROWS[1:]), EVENTS + CONFIRM)
        return found

    with patch.object(measures, "_derived", slow):
        desk.learn(EVENTS + CONFIRM)
    assert desk.counted("confirm") == {"A": (2, 1, None)}


def test_a_measure_that_comes_while_a_file_is_read_is_counted_from_it(desk: Desk) -> None:
    from unittest.mock import patch

    from takehold.ledger.operations import deriving

    desk.learn(EVENTS + LINES)
    really = deriving.delta
    behaviour = parse(EVENTS + CONFIRM).behaviours[0]

    def meanwhile(*args: object) -> object:
        if "confirm" not in desk.measures:
            desk.measures["confirm"] = operations.register_measure(
                source_id=desk.source_id, behaviour=behaviour, recipe_sha256="", now=desk.now
            )
        return really(*args)  # type: ignore[arg-type]

    with patch.object(deriving, "delta", meanwhile):
        desk.bring(export(ROWS), EVENTS + LINES + CONFIRM)
    assert desk.counted("confirm") == {"A": (2, 1, None)}
