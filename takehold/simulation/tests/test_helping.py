"""What was done in the hospital did what is told of it, as far as its files can show it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest

from takehold.simulation import helping, hospital, wards
from takehold.simulation.exports import INCIDENT_LABELS

WEEKS = timedelta(weeks=1)
CALLED = {label: name for name, label in INCIDENT_LABELS.items()}


@pytest.fixture(scope="module")
def tickets(linden):
    """Day, team and whether it was looked at twice, of each ticket."""
    columns = linden.tables["incidents.csv"].columns
    days = np.array([f"{at[6:10]}-{at[3:5]}-{at[:2]}" for at in columns["opened_at"]], dtype="datetime64[D]")
    teams = np.array([CALLED.get(label, label) for label in columns["assignment_group"]])
    return days, teams, np.array(columns["u_priority_confirmation"]) == "true"


def share(tickets, teams, first, last):
    """Of tickets that were opened in these teams from one day to another: the share looked at twice."""
    days, of, twice = tickets
    there = (days >= np.datetime64(first)) & (days < np.datetime64(last)) & np.isin(of, sorted(teams))
    return twice[there].mean()


def test_the_board_helps_while_it_hangs_there(linden, tickets):
    board = linden.helps[helping.BOARD]
    begun = min(board.begins.values())
    before, there, after = (
        share(tickets, set(board.begins), *span)
        for span in (
            (begun - 4 * WEEKS, begun),
            (begun + 2 * WEEKS, board.stopped),
            (board.stopped + 8 * WEEKS, linden.start + helping.FIRST_HALF * WEEKS),
        )
    )
    assert there > before + 0.08
    assert there > after + 0.08
    least = 0.95 * (1 - helping.FORGOTTEN)
    assert least - 0.03 < after < least + 0.1, "most of what it had won is lost again"


def test_what_lots_decided_lasts_in_both_halves_from_their_own_day_on(linden, tickets):
    beside = linden.helps[helping.BESIDE]
    by_day = Counter(beside.begins.values())
    assert sorted(by_day) == [day for day, _places in beside.lots.slots]
    assert sorted(beside.begins) == sorted(helping.QUEUES)
    assert set(by_day.values()) == {8}
    first, second = sorted(by_day)
    early, late = ({name for name, on in beside.begins.items() if on == day} for day in (first, second))
    assert (
        share(tickets, early, first + 2 * WEEKS, second)
        > share(tickets, late, first + 2 * WEEKS, second) + 0.1
    )
    assert share(tickets, early | late, second + 4 * WEEKS, linden.end) > 0.9


def test_the_hour_of_practice_lasts(linden, tickets):
    practice = linden.helps[helping.PRACTICE]
    begun = min(practice.begins.values())
    assert practice.stopped is None
    before = share(tickets, set(practice.begins), begun - 8 * WEEKS, begun)
    assert share(tickets, set(practice.begins), begun + 20 * WEEKS, linden.end) > before + 0.1


def test_the_same_words_and_days_draw_the_same_lots_and_another_day_others(linden):
    again = helping.helps(linden.start)[helping.BESIDE]
    assert again == linden.helps[helping.BESIDE]
    other = helping.helps(linden.start + timedelta(weeks=5))[helping.BESIDE]
    assert {name: day - 5 * WEEKS for name, day in other.begins.items()} != again.begins


def test_nothing_else_of_the_hospital_changes_with_it(linden, monkeypatch):
    monkeypatch.setattr(helping, "in_checks", lambda _day0: ())
    without = hospital.build(7, linden.end)
    changed = {name for name, table in linden.tables.items() if table != without.tables[name]}
    assert changed == {"incidents.csv", "incident_log.csv"}
    told, plain = (each.tables["incidents.csv"].columns for each in (linden, without))
    assert {name for name in told if told[name] != plain[name]} == {"u_priority_confirmation"}
    lost = {
        CALLED.get(team, team)
        for team, mine, other in zip(told["assignment_group"], told["u_priority_confirmation"], plain["u_priority_confirmation"], strict=True)
        if mine != other
    }  # fmt: skip
    assert lost == set(helping.QUEUES) | set(helping.NEVER_TRIED)
    assert not {wards.key_of(name) for name in lost} & set(linden.truth.slipping)
