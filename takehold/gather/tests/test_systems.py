"""Four systems, one test for each thing that must hold of all: every ticket and every step, once, whatever goes wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.gather.sources import history, reading
from takehold.gather.sources.asking import Later
from takehold.gather.sources.calling import Answer, CallBroken, CallRefused
from takehold.gather.sources.connecting import Change, Connector, Question, SignInRefused, Start, Strange
from takehold.gather.sources.registry import connector
from takehold.gather.tests.desks import (
    SYSTEMS,
    Desk,
    Glpi,
    JiraSM,
    ServiceNow,
    System,
    Ticket,
    ticket,
)

every = pytest.mark.parametrize("system", SYSTEMS, ids=lambda each: each.kind)
CURSOR = reading.Cursor()
REDIRECT = Answer(302, {"location": "http://169.254.169.254/latest/meta-data/"}, b"")


def kind_of(system: System) -> Connector:
    """Its connector."""
    found = connector(system.kind)
    assert found is not None
    return found


def question(system: System, *, went: bool = False, limit: int = 1000, **said: str) -> Question:
    """As pulling asks it."""
    kind = kind_of(system)
    assert kind.history is not None
    told = {"address": "https://desk.example", **system.said, **said}
    mapping = kind.settled(kind.recipe(()), told).columns
    plain = (str(mapping.case), str(mapping.at), str(mapping.team), *kind.candidates[-1:])
    columns, largest = (kind.history.columns(told), kind.history.step) if went else (plain, kind.largest)
    return Question(told, {system.secret: "word"}, columns, "", min(limit, largest), went)


def collected(
    system: System,
    desk: Desk,
    cursor: reading.Cursor,
    *,
    went: bool = False,
    limit: int = 1000,
    batch: int = 50,
) -> tuple[list[Any], reading.Cursor]:
    """What a reading brings, and where it ends. Tickets by their number, steps as they are told."""
    kind = kind_of(system)
    asked = question(system, went=went, limit=limit)
    found: list[Any] = []
    for each in reading.read(kind, asked, cursor, fetch=desk, sleep=lambda _: None, batch=batch):
        assert each.lacking in ((), asked.columns[-1:])
        found += [step(row) if went else row[asked.columns[0]] for row in each.rows]
        cursor = reading.from_plain(reading.plain(each.cursor))
    return found, cursor


def step(row: Any) -> tuple[str, str, datetime, str]:
    return row["case"], row["activity"], datetime.fromisoformat(row["at"]).replace(tzinfo=UTC), row["team"]


def steps(desk: Desk) -> list[Any]:
    return sorted(each for one in desk.tickets for each in desk.went(one))


@every
@given(
    count=st.integers(0, 40), limit=st.integers(1, 9), cap=st.integers(1, 9), ties=st.integers(1, 25), fraction=st.booleans()
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_every_ticket_comes_once_whatever_the_pages(
    system: System, count: int, limit: int, cap: int, ties: int, fraction: bool
) -> None:
    tickets = [ticket(n) for n in range(count)]
    for one in tickets:
        one.changed = one.opened + timedelta(hours=4)
        if ties > 1:
            apart = (
                timedelta(milliseconds=one.n)
                if fraction and system.kind in ("jira_sm", "zammad")
                else timedelta()
            )
            one.changed = datetime(2026, 1, 6, tzinfo=UTC) + timedelta(minutes=one.n // ties) + apart
    desk = system.desk(tickets)
    desk.cap = 2 * max(cap, ties) if system.kind in ("servicenow", "zammad") else cap
    found, cursor = collected(system, desk, reading.Cursor(), limit=limit)
    assert sorted(found) == sorted(desk.number(one) for one in tickets)
    assert collected(system, desk, cursor, limit=limit)[0] == []


@every
def test_what_changed_later_comes_later_and_nothing_else(system: System) -> None:
    desk = system.desk([ticket(n) for n in range(30)])
    _found, cursor = collected(system, desk, reading.Cursor())
    late = datetime(2026, 2, 1, 9, tzinfo=UTC)
    desk.change(4, late, "closed")
    desk.add(30)
    desk.tickets[30].changed = late
    found, cursor = collected(system, desk, cursor)
    assert sorted(found) == sorted(map(desk.number, (desk.tickets[4], desk.tickets[30])))
    desk.change(5, late, "closed")
    assert collected(system, desk, cursor)[0] == [desk.number(desk.tickets[5])]


@every
def test_two_changes_within_one_second_are_both_read(system: System) -> None:
    desk = system.desk([ticket(n) for n in range(3)])
    late = datetime(2026, 2, 1, 9, tzinfo=UTC)
    desk.change(1, late, "working")
    _found, cursor = collected(system, desk, reading.Cursor(), went=True)
    desk.change(1, late, "closed")
    found, _cursor = collected(system, desk, cursor, went=True)
    assert sorted(found) == sorted(desk.went(desk.tickets[1]))


@every
def test_how_tickets_went_comes_step_by_step_without_persons(system: System) -> None:
    desk = system.desk([ticket(n) for n in range(120)])
    found, cursor = collected(system, desk, reading.Cursor(), went=True)
    assert sorted(found) == steps(desk)
    assert {each[3] for each in found} == {"Service desk", "Ward 1", "ward-2", "Ward 3 (surgery)"}
    late = datetime(2026, 2, 1, 9, tzinfo=UTC)
    desk.change(7, late, "closed")
    again, _cursor = collected(system, desk, cursor, went=True)
    assert sorted(again) == sorted(desk.went(desk.tickets[7]))


@every
def test_a_step_keeps_its_id_when_the_history_is_read_again(system: System) -> None:
    desk, kind = system.desk([ticket(n) for n in range(8)]), kind_of(system)
    asked = question(system, went=True)

    def ids() -> set[tuple[str, str, str]]:
        found = reading.first(kind, asked, fetch=desk, sleep=lambda _: None).rows
        told = {(row["id"], row["activity"], row["at"]) for row in found}
        assert len({row["id"] for row in found}) == len(found)
        assert set().union(*found) == set(history.COLUMNS)
        assert "Lopez" not in str(found)
        return told

    before = ids()
    desk.change(3, datetime(2026, 2, 1, 9, tzinfo=UTC), "closed")
    assert before < ids()


@every
def test_what_stands_is_only_what_was_asked_for(system: System) -> None:
    desk, kind = system.desk([ticket(n) for n in range(3)]), kind_of(system)
    asked = question(system)
    for row in reading.first(kind, asked, fetch=desk, sleep=lambda _: None).rows:
        assert set(row) <= set(asked.columns)
        assert not any(name in str(row) for name in ("Lopez", "maria", "ann@", "Printer", "Drucker"))


@every
def test_faults_on_the_way_are_waited_for_or_told(system: System) -> None:
    def read_with(*faults: Any, **other: Any) -> list[Any]:
        desk = system.desk([ticket(n) for n in range(9)], list(faults), **other)
        return sorted(collected(system, desk, reading.Cursor())[0])

    whole = read_with()
    assert len(whole) == 9
    busy, fallen = Answer(429, {"retry-after": "3"}, b""), Answer(502, {}, b"<html>")
    assert read_with(busy, fallen, CallBroken("gone")) == whole
    assert read_with(broken_off=2) == whole
    for faults, said in (
        ([Answer(429, {"retry-after": "900"}, b"")], Later), ([fallen] * 9, Later), ([REDIRECT] * 9, Strange),
        ([Answer(403, {}, b"")] * 9, SignInRefused), ([Answer(200, {}, b"<html>sign in</html>")] * 9, Strange),
        ([Answer(200, {}, b"{}")] * 9, Strange), ([Answer(404, {}, b"")] * 9, Strange),
    ):  # fmt: skip
        with pytest.raises(said):
            read_with(*faults)
    with pytest.raises(SignInRefused):
        read_with(good="other word")


def test_a_token_that_jira_forgot_is_done_without() -> None:
    system = SYSTEMS[1]
    tickets = [ticket(n) for n in range(40)]
    for one in tickets:
        one.changed = datetime(2026, 1, 6, tzinfo=UTC)
    desk = JiraSM(tickets)
    desk.stale = 3
    assert len(collected(system, desk, reading.Cursor(), limit=7)[0]) == 40
    desk.stale = 10**9
    with pytest.raises(Strange, match="loses again and again"):
        collected(system, desk, reading.Cursor(), limit=7)


def test_sessions_of_glpi_are_opened_anew_and_closed() -> None:
    system = SYSTEMS[2]
    desk = Glpi([ticket(n) for n in range(300)])
    desk.lasts = 5
    assert len(collected(system, desk, reading.Cursor(), limit=20)[0]) == 300
    assert desk.sessions > 3
    assert len(collected(system, desk, reading.Cursor(), limit=20, went=True)[0]) == len(steps(desk))
    desk.lasts, left = 10**9, desk.left
    collected(system, desk, reading.Cursor())
    assert desk.left == left + 1
    refused = Answer(400, {}, b'["ERROR_WRONG_APP_TOKEN_PARAMETER","missing"]')
    with pytest.raises(SignInRefused, match="App-Token"):
        collected(system, Glpi([], [refused]), reading.Cursor())


def test_tokens_of_servicenow_are_got_and_renewed_and_the_secret_goes_nowhere_else() -> None:
    system = SYSTEMS[0]
    client = replace(system, said={"client": "takehold", "table": "incident"})
    desk = ServiceNow([ticket(n) for n in range(200)])
    desk.lasts = 3
    assert len(collected(client, desk, CURSOR, limit=20)[0]) == 200
    assert desk.tokens > 2
    assert len(collected(client, desk, CURSOR, limit=20, went=True)[0]) == len(steps(desk))
    assert "word" not in " ".join(desk.asked)
    with pytest.raises(SignInRefused):
        list(
            reading.read(
                kind_of(client),
                replace(question(client), secrets={"password": "other"}),
                CURSOR,
                fetch=desk,
                sleep=print,
            )
        )
    nobody = replace(system, said={"table": "incident"})
    with pytest.raises(CallRefused, match="client ID"):
        collected(nobody, desk, CURSOR)
    with pytest.raises(Strange, match="no token"):
        collected(client, ServiceNow([], [Answer(200, {}, b"{}")] * 9), CURSOR)


def test_what_cannot_be_asked_is_refused_in_words() -> None:
    _servicenow, jira, glpi, _zammad = SYSTEMS
    for system, said in ((jira, {"projects": "a; drop"}), (jira, {"projects": ""}), (jira, {"team": "x y"})):
        asked = replace(question(system), said={"address": "https://x.example", **system.said, **said})
        with pytest.raises(CallRefused):
            list(
                reading.read(
                    kind_of(system),
                    replace(asked, history=True),
                    CURSOR,
                    fetch=JiraSM([ticket(1)]),
                    sleep=print,
                )
            )
    with pytest.raises(CallRefused, match="option_"):
        kind_of(glpi).ask(Question({"address": "https://x.example"}, {}, ("u_colour",), "", 10))


def test_a_ticket_that_never_had_a_group_goes_to_the_first_that_it_got() -> None:
    one = Ticket(0, [], datetime(2026, 1, 5, tzinfo=UTC))
    start = Start("1", "t0", "Closed", "Ward 1")
    changes = [
        Change("a", "t1", "group", "", "Ward 1"),
        Change("b", "t2", "state", "New", "Closed"),
    ]
    assert one.n == 0
    assert [(row["activity"], row["team"]) for row in history.steps("9", start, changes)] == [
        ("New", "Ward 1"), ("Group: Ward 1", "Ward 1"), ("Closed", "Ward 1"),
    ]  # fmt: skip
