"""From which day on figures are as today's table of names has them: the days before stay as they were told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from takehold.people import queries
from takehold.people.queries.settling import FOREVER, Meaning, Proposed, Told
from takehold.people.queries.told import differing
from takehold.people.tests.test_telling import TOMORROW, Tickets, desks, tickets

__all__ = ["desks", "tickets"]
END = date(2026, 3, 3)
EVER = date(1990, 1, 1)


def stays(source: Tickets, days: int = 0) -> date | None:
    source.told(days)
    return queries.stays_before(source_id=source.id, on=source.house.on + timedelta(days=days))


def test_where_everything_stands_as_the_table_says_nothing_is_said(tickets) -> None:
    assert queries.stays_before(source_id=tickets.id, on=tickets.house.on) is None
    tickets.match("W1", "ward-1")
    assert stays(tickets) is None
    tickets.match("W1", "ward-2")  # a mistake between large teams is corrected for the past too
    assert stays(tickets, 3) is None


def test_what_stays_is_told_with_the_day_from_which_on_it_is_otherwise(desks) -> None:
    assert stays(desks) is None
    desks.match("Dc", "desk-c")
    desks.match("Da", "ward-1")
    assert [stays(desks, days) for days in (0, 1, 30)] == [TOMORROW] * 3


def test_a_small_team_that_came_late_is_missing_before_its_first_day(tickets) -> None:
    tickets.match("W4", "ward-4")
    assert stays(tickets) is None
    tickets.match("N", "tiny")
    assert stays(tickets, 5) == TOMORROW


def test_what_only_waits_for_its_place_is_no_earlier_figure(desks) -> None:
    desks.match("Db", None)
    assert stays(desks) is None


@pytest.mark.parametrize(
    ("kept", "proposed", "day"),
    [
        ([(EVER, FOREVER, (1,))], [(EVER, FOREVER, (1,))], None),
        ([(EVER, FOREVER, (1,))], [(EVER, FOREVER, (2,))], END),
        ([(EVER, date(2026, 2, 1), (1,)), (date(2026, 2, 1), FOREVER, (2,))], [(EVER, FOREVER, (2,))], date(2026, 2, 1)),
        ([(EVER, FOREVER, (2,))], [(EVER, date(2026, 2, 1), (1,)), (date(2026, 2, 1), FOREVER, (2,))], date(2026, 2, 1)),
        ([(EVER, FOREVER, (1,))], [], END),
        ([], [(EVER, FOREVER, (1,))], None),
        ([(date(2026, 2, 1), FOREVER, (1,))], [(EVER, FOREVER, (1,))], date(2026, 2, 1)),
    ],
)  # fmt: skip
def test_the_last_day_on_which_the_two_differ_decides(kept, proposed, day) -> None:
    told = [Told("G", start, end, "G", unit, (Meaning(1, 1, 5),)) for start, end, unit in kept]
    wanted = [Proposed("G", start, end, unit, 1, 1) for start, end, unit in proposed]
    assert differing(told, wanted, END) == day
