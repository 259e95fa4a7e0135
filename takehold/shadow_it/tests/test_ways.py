"""The gate: nothing is switched off before its need is met, but by a directive in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from takehold.audit.models import Line
from takehold.governance.models import Directive
from takehold.governance.tests.ordered import issued, turned, written
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours
from takehold.shadow_it import models
from takehold.shadow_it.facts.tools import Gate, NeedInput, OfferInput, Theme, ToolState, Way
from takehold.shadow_it.operations import inquiry, lifecycle, telling, ways
from takehold.shadow_it.queries.gate import lacking
from takehold.shadow_it.views.shown import turning

from .conftest import agreed, offered, on, read, turn, understood, version

pytestmark = pytest.mark.django_db


def test_a_need_met_from_why_to_off(house: Any, tool: int) -> None:
    understood(house, tool)
    offered(house, tool)
    with pytest.raises(Invalid, match="says first that this meets its need"):
        turn(house, tool, "settle")
    agreed(house, tool)
    assert turn(house, tool, "settle") is ToolState.SETTLED
    assert turn(house, tool, "retire") is ToolState.RETIRED
    found = read(house, tool)
    assert found.gate.opens
    assert lacking(found.gate) == ()
    assert found.line.met
    assert [each.due_on - NOW.date() for each in found.checks] == [timedelta(weeks=5), timedelta(weeks=12)]


def test_the_gate_says_what_is_missing(house: Any, tool: int) -> None:
    understood(house, tool)
    department = offered(house, tool)
    ways.accept(department_id=department, **on(house, tool, "member"))
    turn(house, tool, "settle")
    with pytest.raises(Invalid, match="Not before: The co-owner of every department has signed"):
        turn(house, tool, "retire")
    assert lacking(Gate(need=False, offer=False, accepted=(), signed=())) == (
        "The need behind it is recorded in one sentence.",
        "Something that meets the need is offered.",
        "Every department that uses it has said that this meets its need.",
        "The co-owner of every department has signed.",
    )


def test_each_department_accepts_and_signs(house: Any, tool: int) -> None:
    row = models.Tool.objects.get(pk=tool)
    telling.used_by(row, [house.teams["ward-3"]], house.viewer("other"))
    understood(house, tool)
    offered(house, tool)
    agreed(house, tool)
    with pytest.raises(Invalid, match="says first"):
        turn(house, tool, "settle")
    second = read(house, tool).departments[1].id
    with pytest.raises(NotAllowed):
        ways.accept(department_id=second, **on(house, tool, "member"))
    ways.accept(department_id=second, **on(house, tool, "other"))
    turn(house, tool, "settle")
    with pytest.raises(Invalid, match="co-owner of every department"):
        turn(house, tool, "retire")


def test_who_signs_leads_the_department_and_is_not_who_offers(house: Any, tool: int) -> None:
    understood(house, tool)
    department = offered(house, tool)

    def named(person: str, role: str = "it lead") -> None:
        ways.name_co_owner(department_id=department, person_id=house.people[person], **on(house, tool, role))

    for person, why in (
        ("member", "manages this department"),
        ("other", "manages"),
        ("it lead", "cannot sign"),
    ):
        with pytest.raises(Invalid, match=why):
            named(person)
    with pytest.raises(NotAllowed):
        named("manager", "manager")
    named("manager")
    with pytest.raises(Invalid, match="say first"):
        ways.sign(department_id=department, **on(house, tool, "manager"))
    ways.accept(department_id=department, **on(house, tool, "manager"))
    for role in ("member", "it lead", "sponsor"):
        with pytest.raises(NotAllowed):
            ways.sign(department_id=department, **on(house, tool, role))
    with pytest.raises(NotYours):
        ways.sign(department_id=999_999, **on(house, tool, "manager"))
    ways.sign(department_id=department, **on(house, tool, "manager"))
    assert read(house, tool).departments[0].signed.who == "Mia Manager"


def test_another_offer_is_accepted_and_signed_anew(house: Any, tool: int) -> None:
    understood(house, tool)
    offered(house, tool)
    agreed(house, tool)
    turn(house, tool, "withdraw", "It cannot take films.")
    offered(house, tool, Way.RETIRE)
    found = read(house, tool)
    assert not any((*found.gate.accepted, *found.gate.signed))
    assert found.departments[0].signed is None


def test_where_the_tool_goes_on_it_is_not_switched_off(house: Any, tool: int) -> None:
    understood(house, tool)
    offered(house, tool, Way.ADOPT)
    turn(house, tool, "settle")
    with pytest.raises(Invalid, match="the tool goes on"):
        turn(house, tool, "retire")


def test_only_a_directive_in_force_for_these_departments_goes_round_the_gate(house: Any, tool: int) -> None:
    with pytest.raises(Invalid, match="Name the directive"):
        turn(house, tool, "order")
    draft = written(house, teams=frozenset())
    with pytest.raises(Invalid, match="not in force"):
        turn(house, tool, "order", directive_id=draft)
    surgery = issued(house)
    with pytest.raises(Invalid, match="not for every department"):
        turn(house, tool, "order", directive_id=surgery)
    everybody = issued(house, teams=frozenset(), title="No patient data on private accounts")
    assert turn(house, tool, "order", directive_id=everybody) is ToolState.RETIRED
    found = read(house, tool)
    assert found.ordered.title == "No patient data on private accounts"
    assert not found.line.met
    assert len(found.checks) == 2  # it is looked after all the same


def test_an_order_is_offered_only_while_a_directive_is_in_force(house: Any, tool: int) -> None:
    lead = house.viewer("it lead")

    def offered_events() -> list[str]:
        return [event for event, _word in turning(lead, read(house, tool)).fields["event"].choices]

    assert offered_events() == ["ask", "leave"]
    issued(house)
    assert offered_events() == ["ask", "order", "leave"]


@pytest.mark.parametrize("over", ["lapsed", "lifted"])
def test_a_directive_that_is_over_opens_nothing(house: Any, tool: int, over: str) -> None:
    made = issued(house, teams=frozenset())
    if over == "lapsed":
        Directive.objects.filter(pk=made).update(
            issued_on=NOW.date() - timedelta(days=9), expires_on=NOW.date() - timedelta(days=1)
        )
    else:
        turned(house.viewer("council"), made, "lift", reason="It is settled.")
    with pytest.raises(Invalid, match="not in force"):
        turn(house, tool, "order", directive_id=made)


def test_two_editors_at_once_and_what_was_told_by_mistake(house: Any, tool: int) -> None:
    stale = on(house, tool)
    turn(house, tool, "ask")
    with pytest.raises(Conflict):
        ways.turn(event="leave", reason="A mistake", **stale)
    with pytest.raises(Invalid):
        turn(house, tool, "leave")
    turn(house, tool, "leave", "It is one of ours.")
    with pytest.raises(Invalid, match="another state"):
        turn(house, tool, "ask")
    assert turn(house, tool, "again") is ToolState.TOLD
    with pytest.raises(Invalid, match="own form"):
        turn(house, tool, "offer")
    with pytest.raises(NotAllowed):
        ways.turn(event="ask", reason="", **{**on(house, tool), "viewer": house.viewer("manager")})


def test_the_record_holds_no_word_of_it(house: Any, tool: int) -> None:
    understood(house, tool)
    offered(house, tool)
    lines = Line.objects.filter(subject=f"tool:{tool}")
    assert {each.action for each in lines} >= {"need behind a tool recorded", "way out for a tool offered"}
    assert "film" not in str([each.details for each in lines])


@given(events=st.lists(st.sampled_from(lifecycle.EVENTS), max_size=14))
def test_off_comes_after_settled_or_by_order(events: list[str]) -> None:
    state, last = ToolState.TOLD, ""
    for event in events:
        to = lifecycle.following(state, event)
        assert (event in lifecycle.possible(state)) is (to is not None and event not in lifecycle.SAID_APART)
        if to is None:
            continue
        if to is ToolState.RETIRED:
            assert event == lifecycle.ORDER or (event == lifecycle.RETIRE and state is ToolState.SETTLED)
        if to is ToolState.SETTLED:
            assert last == lifecycle.OFFER
        state, last = to, event


def test_every_state_is_reached_and_every_event_does_something() -> None:
    assert {state for state, _event in lifecycle.NEXT} | set(lifecycle.NEXT.values()) == set(ToolState)
    assert {event for _state, event in lifecycle.NEXT} == set(lifecycle.EVENTS)


ACTS = (
    "ask", "withdraw", "settle", "retire", "reopen", "leave", "again", "why", "need", "offer", "offer to adopt",
    "accept", "accept there", "name", "name there", "sign", "sign there", "order", "order by a lapsed one",
)  # fmt: skip
LIKELY = (
    "ask", "why", "need", "offer", "accept", "accept there", "name", "name there", "sign", "sign there", "settle", "retire",
)  # fmt: skip


def acting(house: Any, tool: int, directive: int, lapsed: int) -> dict[str, Callable[[], Any]]:
    """Everything that anybody may try, as the right person would."""
    first, second = (each.id for each in read(house, tool).departments)
    need = NeedInput("Send films.", Theme.FILES, "few")
    people = house.people
    acts: dict[str, Callable[[], Any]] = {
        name: (lambda name=name: turn(house, tool, name, "Because.")) for name in ACTS[:7]
    }
    return acts | {
        "why": lambda: inquiry.why(cause="tool", text=f"Reason {version(tool)}", **on(house, tool)),
        "need": lambda: inquiry.need(said=need, **on(house, tool)),
        "offer": lambda: ways.offer(said=OfferInput(Way.OFFER, "Ours."), **on(house, tool)),
        "offer to adopt": lambda: ways.offer(said=OfferInput(Way.ADOPT, "It is ours."), **on(house, tool)),
        "accept": lambda: ways.accept(department_id=first, **on(house, tool, "member")),
        "accept there": lambda: ways.accept(department_id=second, **on(house, tool, "other")),
        "name": lambda: ways.name_co_owner(department_id=first, person_id=people["manager"], **on(house, tool)),
        "name there": lambda: ways.name_co_owner(department_id=second, person_id=people["other"], **on(house, tool)),
        "sign": lambda: ways.sign(department_id=first, **on(house, tool, "manager")),
        "sign there": lambda: ways.sign(department_id=second, **on(house, tool, "other")),
        "order": lambda: turn(house, tool, "order", directive_id=directive),
        "order by a lapsed one": lambda: turn(house, tool, "order", directive_id=lapsed),
    }  # fmt: skip


def told_by_the_rows(tool: int) -> bool:
    """Whether need, accepted replacement and every signature are there, counted apart from the room's own code."""
    row = models.Tool.objects.get(pk=tool)
    rows = models.Department.objects.filter(tool=tool)
    agreed_by = rows.filter(accepted=row.offered, signed=row.offered, signed_on__isnull=False)
    return bool(
        row.need and row.offer and row.way in ("offer", "retire") and rows.count() == agreed_by.count() == 2
    )


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    begun=st.integers(0, len(LIKELY)),
    left_out=st.sets(st.sampled_from(LIKELY), max_size=2),
    after=st.lists(st.sampled_from(ACTS), max_size=5),
)
def test_no_sequence_of_operations_reaches_off_without_need_replacement_and_signatures_or_a_directive(
    house: Any, promise: int, begun: int, left_out: set[str], after: list[str]
) -> None:
    from .conftest import said

    directive = getattr(house, "in_force", None) or issued(house, teams=frozenset())
    lapsed = getattr(house, "lapsed", None) or issued(house, teams=frozenset())
    house.in_force, house.lapsed = directive, lapsed
    Directive.objects.filter(pk=lapsed).update(
        issued_on=NOW.date() - timedelta(days=9), expires_on=NOW.date() - timedelta(days=1)
    )
    tool = telling.tell(viewer=house.viewer("member"), said=said(), now=NOW)
    telling.used_by(models.Tool.objects.get(pk=tool), [house.teams["ward-3"]], house.viewer("other"))
    acts = acting(house, tool, directive, lapsed)
    for name in [*(each for each in LIKELY[:begun] if each not in left_out), *after]:
        before = models.Tool.objects.get(pk=tool).state
        try:
            acts[name]()
        except (Invalid, NotAllowed):
            continue
        state = models.Tool.objects.get(pk=tool).state
        if state == ToolState.RETIRED and before != ToolState.RETIRED:
            assert told_by_the_rows(tool) or name == "order", name
            assert name in ("retire", "order")


def test_who_said_that_it_meets_the_need_is_told_to_the_department_and_those_who_work_on_it(
    house: Any, tool: int
) -> None:
    understood(house, tool)
    department = offered(house, tool)
    asked = house.client("member").get(f"/shadow/{tool}/").content.decode()
    assert "others read the department alone" in asked
    ways.accept(department_id=department, **on(house, tool, "member"))
    for role, named in (("member", True), ("lead", True), ("works council", False), ("council", False)):
        page = house.client(role).get(f"/shadow/{tool}/").content.decode().split("<main")[1]
        assert ("said by Max Member" in page) is named, role
        assert ("said by somebody of the department" in page) is not named, role
