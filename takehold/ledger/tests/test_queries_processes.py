"""How the cases of a source run: known ways and times, from files that were brought in."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from takehold.ledger.queries import processes

from .conftest import CONFIRM, EVENTS, LINES, Desk, export

pytestmark = pytest.mark.usefixtures("quick")
OVER = LINES.replace('per = "case"', 'per = "case"\nclosed_after = "0d"')


def tickets(ways: list[str], first: int = 0) -> str:
    """One ticket a way, opened an hour after the other; a step each ten minutes. N: New, W: Waiting, R: Resolved."""
    words = {"N": "New", "W": "Waiting", "R": "Resolved"}
    return export(
        [
            (f"INC{first + n:03}", words[step], f"2026-01-{1 + n // 20:02} {n % 20:02}:{10 * at:02}", "AB"[n % 2], "true")
            for n, way in enumerate(ways)
            for at, step in enumerate(way)
        ]
    )  # fmt: skip


def looked(desk: Desk) -> processes.Course | None:
    return processes.course(source_id=desk.source_id, rng=np.random.default_rng(1), home=desk.home)


def test_ways_and_times_of_cases_counted_by_hand(desk: Desk) -> None:
    """30 run New-Resolved (10 minutes), 8 wait once between (20 minutes), 2 in ways of their own that are not told."""
    desk.learn(EVENTS + OVER)
    desk.bring(tickets(["NR"] * 30 + ["NWR"] * 8 + ["NWWR", "WR"]), EVENTS + OVER)
    found = looked(desk)
    assert found is not None
    assert (found.variants.cases, found.variants.variants, found.variants.top) == (40, 4, 0.75)
    assert [(way.steps, way.cases) for way in found.ways] == [
        (("New", "Resolved"), 30),
        (("New", "Waiting", "Resolved"), 8),
    ]
    assert (found.time.cases, found.time.middle, found.time.slow) == (40, 600.0, 1200.0)
    assert not found.single


def test_a_source_is_looked_at_again_when_its_files_changed(desk: Desk) -> None:
    assert processes.changed({}) == ()
    assert looked(desk) is None
    desk.learn(EVENTS + OVER)
    desk.bring(tickets(["NR"] * 3), EVENTS + OVER)
    ((source, version),) = processes.changed({})
    assert source == desk.source_id
    assert processes.changed({source: version}) == ()
    desk.bring(tickets(["NWR"] * 2, first=500), EVENTS + OVER)
    assert processes.changed({source: version}) != ()
    found = looked(desk)
    assert found is not None
    assert dataclasses.astuple(found.variants)[:2] == (5, 2)


def test_cases_that_may_still_go_on_are_not_counted_and_one_row_is_no_way(desk: Desk) -> None:
    """Without a word on when cases are over, those that had an event of late are not."""
    desk.learn(EVENTS + CONFIRM)
    desk.bring(tickets(["R"] * 3), EVENTS + CONFIRM)
    assert looked(desk) is None
    desk.learn(EVENTS + OVER)
    found = looked(desk)
    assert found is not None
    assert (found.single, found.ways) == (True, ())


SORTED = OVER.replace('closed_after = "0d"', 'closed_after = "0d"\nkinds = "state"') + CONFIRM


def test_cases_by_kind_add_up_to_the_figures_of_each_label(desk: Desk) -> None:
    """The kind is what stands in the column at a case's first event; the same cases as the verdict counts."""
    desk.learn(EVENTS + SORTED)
    desk.bring(tickets(["NR", "NWR", "WR", "WNR"] * 5), EVENTS + SORTED)
    found = processes.kinds_of_cases(source_id=desk.source_id, home=desk.home)
    assert set(found) == {desk.measures["lines"].id}
    rows = found[desk.measures["lines"].id]
    assert {each.kind for _day, each in rows} == {"New", "Waiting"}
    assert all((each.violations == each.cases) == (each.kind == "Waiting") for _day, each in rows)
    by_label = {
        label: (sum(each.cases for _d, each in rows if each.team == label),
                sum(each.cases - each.violations for _d, each in rows if each.team == label), None)
        for label in "AB"
    }  # fmt: skip
    assert by_label == desk.counted("lines")


def test_a_column_of_kinds_is_named_without_a_new_version_of_the_measure(desk: Desk) -> None:
    desk.learn(EVENTS + OVER)
    desk.bring(tickets(["NR"] * 3), EVENTS + OVER)
    assert processes.kinds_of_cases(source_id=desk.source_id, home=desk.home) == {}
    before = desk.measures["lines"]
    desk.learn(EVENTS + OVER.replace('closed_after = "0d"', 'closed_after = "0d"\nkinds = "confirmed"'))
    assert desk.measures["lines"].id == before.id
    ((_measure, rows),) = processes.kinds_of_cases(source_id=desk.source_id, home=desk.home).items()
    assert {each.kind for _day, each in rows} == {""}, "these events were kept without the column"
