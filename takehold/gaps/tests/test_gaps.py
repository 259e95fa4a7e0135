"""Gaps: who opens and reads them, what becomes of them, and that no table of theirs leads to a person."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from takehold.gaps import models
from takehold.gaps.facts import GapInput, GapKind, GapState, Spread
from takehold.gaps.operations import gaps as operations
from takehold.gaps.operations import lifecycle
from takehold.gaps.operations.chains import add_step, end_step
from takehold.gaps.operations.citing import cite
from takehold.gaps.queries import gaps as queries
from takehold.gaps.queries import roots
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours


def read(house: Any, change: Any, gap: int, role: str = "lead") -> Any:
    return queries.gap(viewer=house.viewer(role), slug=change.slug, gap_id=gap)


def test_a_gap_is_of_whole_reporting_groups(house: Any, change: Any) -> None:
    """The night desk of three is shown together with a neighbour: a gap of it is of both."""
    viewer = house.viewer("lead")
    groups = queries.groups(viewer=viewer, slug=change.slug)
    desk = next(each for each in groups if house.teams["tiny"] in each.team_ids)
    assert len(desk.team_ids) > 1
    said = GapInput("No screen at night", GapKind.PROCESS, frozenset({desk.number}), Spread.WIDE)
    found = read(house, change, operations.open_gap(viewer=viewer, slug=change.slug, said=said, now=NOW))
    assert found.team_ids == desk.team_ids
    assert found.line.where == (desk.name,)
    alone = GapInput("Somebody", GapKind.OTHER, frozenset({max(desk.team_ids)}))
    with pytest.raises(Invalid):
        operations.open_gap(viewer=viewer, slug=change.slug, said=alone, now=NOW)


@pytest.mark.parametrize(("role", "reads"), [("lead", True), ("auditor", True), ("manager", True), ("member", True),
                                             ("other", False), ("small", False)])  # fmt: skip
def test_a_gap_of_a_ward_is_read_by_the_ward_and_by_who_reads_everything(
    house: Any, change: Any, gap: int, role: str, reads: bool
) -> None:
    shown = {each.id for each in queries.gaps(viewer=house.viewer(role), slug=change.slug)}
    assert (gap in shown) is reads
    if not reads:
        with pytest.raises(NotYours):
            read(house, change, gap, role)


def test_who_reads_it_may_not_work_on_it(house: Any, change: Any, gap: int) -> None:
    assert not read(house, change, gap, "manager").may_edit
    with pytest.raises(NotAllowed):
        operations.turn(
            viewer=house.viewer("manager"), slug=change.slug, gap_id=gap, event="close", reason="x", now=NOW
        )


def test_the_same_proposal_is_open_once(house: Any, change: Any) -> None:
    said = GapInput("Ward 1 slides", GapKind.UNKNOWN)
    first = operations.open_gap(
        viewer=house.viewer("lead"), slug=change.slug, said=said, now=NOW, origin="slip/1"
    )
    with pytest.raises(Conflict):
        operations.open_gap(
            viewer=house.viewer("lead"), slug=change.slug, said=said, now=NOW, origin="slip/1"
        )
    close(house, change, first)
    assert (
        operations.open_gap(
            viewer=house.viewer("lead"), slug=change.slug, said=said, now=NOW, origin="slip/1"
        )
        != first
    )
    with pytest.raises(Invalid, match="meanwhile"):
        turned(house, change, first, "reopen")


def turned(house: Any, change: Any, gap: int, event: str) -> GapState:
    return operations.turn(
        viewer=house.viewer("lead"), slug=change.slug, gap_id=gap, event=event, reason="It was so.", now=NOW
    )


def close(house: Any, change: Any, gap: int) -> None:
    assert turned(house, change, gap, "close") is GapState.CLOSED


def test_it_is_understood_when_a_chain_ends_and_rests_on_no_guess(house: Any, change: Any, gap: int) -> None:
    lead = house.viewer("lead")
    on: dict[str, Any] = {"slug": change.slug, "gap_id": gap, "now": NOW}
    with pytest.raises(Invalid, match="None does yet"):
        turned(house, change, gap, "understand")
    step = add_step(viewer=lead, cause="tool", text="The form takes nine clicks", **on)
    end_step(viewer=lead, step_id=step, at="The ninth field", **on)
    with pytest.raises(Invalid, match="nine clicks"):
        turned(house, change, gap, "understand")
    cite(viewer=lead, step_id=step, kind="reach", ref="Ward 1", against=False, **on)
    assert turned(house, change, gap, "understand") is GapState.UNDERSTOOD
    with pytest.raises(Invalid):
        turned(house, change, gap, "reopen")
    assert turned(house, change, gap, "bridge") is GapState.BRIDGING
    close(house, change, gap)
    found = read(house, change, gap)
    assert (found.line.closed_on, found.questions) == (NOW.date(), ())
    assert [each.after for each in found.turns] == ["understood", "bridging", "closed"]
    assert turned(house, change, gap, "reopen") is GapState.REOPENED
    assert read(house, change, gap).line.closed_on is None


def test_a_reason_is_always_needed(house: Any, change: Any, gap: int) -> None:
    with pytest.raises(Invalid):
        operations.turn(
            viewer=house.viewer("lead"), slug=change.slug, gap_id=gap, event="close", reason=" \n ", now=NOW
        )
    assert models.Turn.objects.count() == 0


@given(st.lists(st.sampled_from(lifecycle.EVENTS), max_size=12))
def test_whatever_happens_a_gap_is_bridged_only_after_it_was_understood(events: list[str]) -> None:
    """Over all sequences: closed is left by reopening alone, and nothing is bridged before it was understood."""
    state, understood = GapState.OPEN, False
    for event in events:
        to = lifecycle.following(state, event)
        assert (to is not None) == (event in lifecycle.possible(state))
        if to is None:
            continue
        if state is GapState.CLOSED:
            assert event == lifecycle.REOPEN
        understood = to is GapState.UNDERSTOOD or (understood and to is GapState.BRIDGING)
        assert to is not GapState.BRIDGING or understood
        state = to
        assert lifecycle.possible(state)


def test_every_state_is_reached_and_can_be_left() -> None:
    reached = {GapState.OPEN, *lifecycle.NEXT.values()}
    assert reached == set(GapState) == {GapState(state) for state, _event in lifecycle.NEXT}


def test_no_table_of_this_room_leads_to_a_person() -> None:
    """Causes are of the system and concerns of an issue: nobody can be found from either."""
    pointing = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("gaps").get_models()
        for field in model._meta.concrete_fields
        if field.related_model is not None
        and field.related_model._meta.label in ("people.Person", "auth.User")
    ]
    assert pointing == []


def test_gaps_that_end_at_the_same_are_found_beside_each_other(house: Any, change: Any, gap: int) -> None:
    lead = house.viewer("lead")
    said = GapInput("Queue at the login", GapKind.PROCESS, frozenset({house.teams["ward-3"]}))
    second = operations.open_gap(viewer=lead, slug=change.slug, said=said, now=NOW)
    for each, text in ((gap, "Nine clicks"), (second, "Long sessions")):
        on: dict[str, Any] = {"viewer": lead, "slug": change.slug, "gap_id": each, "now": NOW}
        end_step(step_id=add_step(cause="tool", text=text, **on), at="the ninth FIELD", **on)
    assert models.Root.objects.count() == 1
    assert read(house, change, gap).beside == (("the ninth FIELD", second, "Queue at the login"),)
    assert roots.shared(viewer=lead, slug=change.slug)[0][1] == (
        (gap, "Nine clicks at night"),
        (second, "Queue at the login"),
    )
    page = house.client("lead").get(f"/changes/{change.slug}/gaps/").content.decode()
    assert "Gaps with the same root" in page
    assert (
        "Gaps with the same root"
        not in house.client("manager").get(f"/changes/{change.slug}/gaps/").content.decode()
    )
    assert read(house, change, gap, "manager").beside == ()  # ward 3's gap is not theirs to know


def test_what_would_settle_it_is_asked_in_order(house: Any, change: Any, gap: int) -> None:
    first = read(house, change, gap).questions
    assert len(first) == 2
    assert "first" in first[0]
    add_step(
        viewer=house.viewer("lead"), slug=change.slug, gap_id=gap, cause="tool", text="Nine clicks", now=NOW
    )
    later = read(house, change, gap).questions
    assert len(later) == 3
    assert "Nine clicks" in later[0]
    assert "few" in later[2]
