"""Goals and rewards: a conflict is found when it is there, and is settled by two signatures of two people."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from takehold.alignment.facts.goals import ConflictState, GoalInput, GoalKind, Pull, Side
from takehold.alignment.models import GoalConflict
from takehold.alignment.operations import goals as operations
from takehold.alignment.operations import settling
from takehold.alignment.queries import goals as queries
from takehold.alignment.queries import kept
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours, RoleKind
from takehold.people.operations import grant_role

CLOSED = GoalInput(Side.IT, GoalKind.REWARD, "Ten tickets closed a day", "Head of the service desk")
LINKED = GoalInput(Side.OPERATIONS, GoalKind.GOAL, "Answers are found again", "Nursing director")


@pytest.fixture
def key(house: Any, change: Any) -> str:
    """A behaviour of the change."""
    return str(initiatives.behaviours(viewer=house.viewer("lead"), slug=change.slug)[0].key)


@pytest.fixture
def pulled(house: Any, change: Any, key: str) -> int:
    """Two goals that pull it in opposite directions; the conflict between them."""
    helps = operations.write(viewer=house.viewer("lead"), said=LINKED, now=NOW)
    hinders = operations.write(viewer=house.viewer("lead"), said=CLOSED, now=NOW)
    weigh(house, change, key, helps, Pull.FOR)
    weigh(house, change, key, hinders, Pull.AGAINST)
    return int(GoalConflict.objects.get().pk)


def weigh(house: Any, change: Any, key: str, goal: int, pull: Pull) -> None:
    told = {"evidence": "Only closed tickets are counted.", "now": NOW}
    operations.pull(viewer=house.viewer("lead"), goal_id=goal, slug=change.slug, key=key, pull=pull, **told)


def of(house: Any, conflict: int, role: str = "lead") -> Any:
    return queries.conflict(viewer=house.viewer(role), conflict_id=conflict)


def propose(house: Any, conflict: int, words: str = "Tickets with an article count twice.") -> None:
    version = of(house, conflict).version
    operations.propose(
        viewer=house.viewer("lead"), conflict_id=conflict, way_out=words, version=version, now=NOW
    )


def sign(house: Any, conflict: int, role: str, side: Side) -> None:
    told = {"side": side, "office": "Head", "version": of(house, conflict).version, "now": NOW}
    operations.sign(viewer=house.viewer(role), conflict_id=conflict, **told)


def test_a_bonus_on_closed_tickets_against_linked_knowledge_is_found(house: Any, pulled: int) -> None:
    found = of(house, pulled)
    assert (found.helps.said.text, found.hinders.said.text) == (LINKED.text, CLOSED.text)
    assert found.state is ConflictState.FOUND
    page = house.client("lead").get("/incentives/").content.decode()
    assert "1 behaviour is pulled in two directions." in page


def test_it_leaves_when_the_goal_no_longer_pulls_against_it(
    house: Any, change: Any, key: str, pulled: int
) -> None:
    hinders = of(house, pulled).hinders.id
    weigh(house, change, key, hinders, Pull.NEUTRAL)
    assert GoalConflict.objects.count() == 0


def test_it_is_settled_by_both_sides_and_by_two_people(house: Any, pulled: int) -> None:
    with pytest.raises(Invalid, match="First propose"):
        sign(house, pulled, "it lead", Side.IT)
    propose(house, pulled)
    with pytest.raises(NotAllowed):
        sign(house, pulled, "sponsor", Side.IT)
    sign(house, pulled, "it lead", Side.IT)
    assert of(house, pulled).state is ConflictState.PROPOSED
    sign(house, pulled, "sponsor", Side.OPERATIONS)
    found = of(house, pulled)
    assert (found.state, [each.side for each in found.signed]) == (
        ConflictState.SETTLED,
        [Side.IT, Side.OPERATIONS],
    )
    assert found.settled_on == NOW.date()
    row = GoalConflict.objects.get()
    told = {table.by: getattr(row, f"{table.by}_id") for table in kept.tables()}
    assert told == {"it_by": house.people["it lead"], "operations_by": house.people["sponsor"]}


def test_one_person_with_two_roles_does_not_sign_twice(house: Any, pulled: int) -> None:
    propose(house, pulled)
    grant_role(
        viewer=house.viewer("admin"), person_id=house.people["it lead"], kind=RoleKind.SPONSOR, now=NOW
    )
    sign(house, pulled, "it lead", Side.IT)
    with pytest.raises(NotAllowed, match="both sides"):
        sign(house, pulled, "it lead", Side.OPERATIONS)
    assert of(house, pulled).state is ConflictState.PROPOSED


def test_other_words_need_new_signatures(house: Any, pulled: int) -> None:
    propose(house, pulled)
    sign(house, pulled, "it lead", Side.IT)
    propose(house, pulled, "The bonus goes.")
    assert of(house, pulled).signed == ()


def test_a_settled_one_stays_on_record_and_is_opened_with_a_reason(
    house: Any, change: Any, key: str, pulled: int
) -> None:
    propose(house, pulled)
    sign(house, pulled, "it lead", Side.IT)
    sign(house, pulled, "sponsor", Side.OPERATIONS)
    weigh(house, change, key, of(house, pulled).hinders.id, Pull.NEUTRAL)
    assert GoalConflict.objects.get().state == ConflictState.SETTLED
    told = {"reason": "The bonus came back.", "version": of(house, pulled).version, "now": NOW}
    operations.reopen(viewer=house.viewer("lead"), conflict_id=pulled, **told)
    found = of(house, pulled)
    assert (found.state, found.signed, found.reopened) == (ConflictState.FOUND, (), "The bonus came back.")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": " "}, "text"),
        ({"owner": ""}, "owner"),
        ({"side": Side.SHARED}, "with_owner"),
        ({"until": NOW.date()}, "until"),
    ],
)
def test_what_cannot_be_kept_is_said(house: Any, more: dict[str, Any], field: str) -> None:
    from dataclasses import replace

    with pytest.raises(Invalid) as refused:
        operations.write(viewer=house.viewer("lead"), said=replace(CLOSED, **more), now=NOW)
    assert refused.value.field == field


def test_two_who_write_at_once(house: Any) -> None:
    lead = house.viewer("lead")
    made = operations.write(viewer=lead, said=CLOSED, now=NOW)
    operations.write(viewer=lead, said=CLOSED, now=NOW, goal_id=made, version=1)
    with pytest.raises(Conflict):
        operations.write(viewer=lead, said=LINKED, now=NOW, goal_id=made, version=1)
    assert queries.goal(viewer=lead, goal_id=made).said.text == CLOSED.text


def test_who_reads_and_who_writes(house: Any, pulled: int) -> None:
    with pytest.raises(NotYours):
        queries.incentives(viewer=house.viewer("member"))
    with pytest.raises(NotAllowed):
        operations.write(viewer=house.viewer("manager"), said=CLOSED, now=NOW)
    assert len(queries.incentives(viewer=house.viewer("manager")).conflicts) == 1


def test_the_pages_from_a_goal_to_a_settled_conflict(house: Any, change: Any, key: str, pulled: int) -> None:
    lead = house.client("lead")
    body = {
        "text": "Discharged by noon",
        "kind": "measure",
        "side": "operations",
        "owner": "Bed management",
        "since": "2026-01-01",
    }
    made = lead.post("/incentives/new/", body)
    assert made.status_code == 302
    told = {"behaviour": f"{change.slug}/{key}", "pull": "against", "evidence": "The letter waits."}
    assert lead.post(made["Location"], told).status_code == 302
    assert GoalConflict.objects.count() == 2
    at = f"/incentives/conflicts/{pulled}/"
    assert lead.post(at, {"do": "sign"}).status_code == 403
    assert lead.post(at, {"do": "propose", "way_out": "Count both.", "version": 1}).status_code == 302
    assert lead.post(at, {"do": "propose", "way_out": "Mine.", "version": 1}).status_code == 422
    it = house.client("it lead")
    assert it.post(at, {"do": "sign", "side": "it", "office": "Head of IT", "version": 2}).status_code == 302
    assert "one side has signed" in lead.get(at).content.decode()


STATES = st.sampled_from(list(ConflictState))
EVENTS = st.lists(
    st.sampled_from([settling.PROPOSE, settling.SIGN, settling.SETTLE, settling.REOPEN]), max_size=12
)


@given(events=EVENTS)
def test_nothing_is_settled_that_was_not_proposed_since(events: list[str]) -> None:
    state, proposed = ConflictState.FOUND, False
    for event in events:
        after = settling.following(state, event)
        if after is None:
            continue
        proposed = event != settling.REOPEN and (proposed or event == settling.PROPOSE)
        state = after
        assert state is not ConflictState.SETTLED or proposed
