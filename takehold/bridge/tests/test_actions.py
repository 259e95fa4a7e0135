"""Actions: what makes one, who may do what, what becomes of it, and what it never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from takehold.audit.models import Line
from takehold.bridge import models
from takehold.bridge.facts import OVER, ActionKind, ActionState, Aim, Setting
from takehold.bridge.operations import actions as operations
from takehold.bridge.operations import lifecycle
from takehold.bridge.queries import actions as queries
from takehold.bridge.queries import offering, same_kind
from takehold.bridge.tests.conftest import TODAY, said
from takehold.gaps.facts import GapState
from takehold.gaps.operations import chains, citing, gaps
from takehold.gaps.queries.rights import change_of
from takehold.initiatives.facts import Conflict, Invalid
from takehold.ledger.models import Mark
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.models import Membership, Person, Role


def read(house: Any, change: Any, action: int, role: str = "lead") -> Any:
    return queries.action(viewer=house.viewer(role), slug=change.slug, action_id=action)


def turn(house: Any, change: Any, action: int, event: str, role: str = "lead", reason: str = "") -> Any:
    version = models.Action.objects.get(id=action).version
    return operations.turn(
        viewer=house.viewer(role), slug=change.slug, action_id=action, event=event, reason=reason,
        version=version, now=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("without", "field", "words"),
    [
        ({"owner_role": ""}, "owner", "Without an owner"),
        ({"owner_role": "auditor"}, "owner", "Without an owner"),
        ({"begins_on": None}, "begins_on", "Without a day"),
        ({"check_on": None}, "check_on", "Book the day now"),
        ({"check_on": TODAY}, "check_on", "after it began"),
        ({"behaviour": ""}, "behaviour", "which behaviour"),
        ({"minutes": None}, "minutes", "how many minutes"),
        ({"expected": 101}, "expected", "Between 1 and 100"),
        ({"practice": "no-such"}, "practice", "no such practice"),
        ({"groups": frozenset({999_999})}, "groups", "not there any more"),
        ({"gap_id": 999_999}, "gap", "not there any more"),
        ({"title": " "}, "title", "Write a few words"),
    ],
)
def test_what_is_missing_is_asked_for_in_a_sentence(
    house: Any, change: Any, without: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        operations.propose(
            viewer=house.viewer("lead"), slug=change.slug, said=said(house, change, **without), now=NOW
        )
    assert refused.value.field == field
    assert not models.Action.objects.exists()


def test_it_is_never_about_a_named_person_and_no_measure_on_one(house: Any, change: Any) -> None:
    name = Person.objects.get(id=house.people["member"]).name
    for told in ({"what": f"{name} gets a talk."}, {"what": "A written warning for the next time."},
                 {"title": "Abmahnung"}, {"what": "It counts in the appraisal."}):  # fmt: skip
        with pytest.raises(Invalid):
            operations.propose(
                viewer=house.viewer("lead"), slug=change.slug, said=said(house, change, **told), now=NOW
            )


def test_what_makes_the_old_way_harder_has_its_safeguards(house: Any, change: Any) -> None:
    lead = house.viewer("lead")
    safe = {
        "kind": ActionKind.CONSEQUENCE, "ends_on": TODAY + timedelta(weeks=20),
        "exception": "In a declared downtime the paper drawer opens.", "decided_by": "The ward council",
    }  # fmt: skip
    for lacking in ("ends_on", "exception", "decided_by"):
        told = said(house, change, **{**safe, lacking: None if lacking == "ends_on" else ""})
        with pytest.raises(Invalid) as refused:
            operations.propose(viewer=lead, slug=change.slug, said=told, now=NOW)
        assert refused.value.field == lacking
    made = operations.propose(viewer=lead, slug=change.slug, said=said(house, change, **safe), now=NOW)
    assert read(house, change, made).decided_by == "The ward council"
    plain = operations.propose(
        viewer=lead, slug=change.slug, said=said(house, change, ends_on=TODAY, exception="x"), now=NOW
    )
    assert (read(house, change, plain).ends_on, read(house, change, plain).exception) == (None, "")


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        ("lead", True),
        ("auditor", True),
        ("manager", True),
        ("member", True),
        ("other", False),
        ("small", False),
    ],
)
def test_an_action_for_a_ward_is_read_by_the_ward_and_by_who_reads_everything(
    house: Any, change: Any, action: int, role: str, reads: bool
) -> None:
    shown = {each.id for each in queries.actions(viewer=house.viewer(role), slug=change.slug)}
    assert (action in shown) is reads
    if not reads:
        with pytest.raises(NotYours):
            read(house, change, action, role)


def test_a_manager_proposes_for_the_own_ward_and_the_lead_agrees(house: Any, change: Any) -> None:
    manager = house.viewer("manager")
    made = operations.propose(viewer=manager, slug=change.slug, said=said(house, change), now=NOW)
    assert read(house, change, made).line.state is ActionState.PROPOSED
    with pytest.raises(NotAllowed):
        turn(house, change, made, "agree", "manager")
    turn(house, change, made, "agree")
    assert turn(house, change, made, "begin", "manager") is ActionState.DOING
    elsewhere = ((frozenset({house.teams["ward-2"]}), "not there"), (frozenset(), "that you manage"))
    for groups, words in elsewhere:
        with pytest.raises(Invalid, match=words):
            operations.propose(
                viewer=house.viewer("manager"),
                slug=change.slug,
                said=said(house, change, groups=groups),
                now=NOW,
            )
    with pytest.raises(NotAllowed):
        operations.propose(viewer=house.viewer("member"), slug=change.slug, said=said(house, change), now=NOW)


def test_who_reads_it_may_not_move_it(house: Any, change: Any, action: int) -> None:
    for role in ("member", "auditor", "sponsor"):
        with pytest.raises(NotAllowed):
            turn(house, change, action, "begin", role)


@given(events=st.lists(st.sampled_from(lifecycle.EVENTS), max_size=10))
def test_nothing_is_done_that_was_not_agreed_and_what_is_over_stays_over(events: list[str]) -> None:
    state, agreed, begun = ActionState.PROPOSED, False, False
    for event in events:
        to = lifecycle.following(state, event)
        allowed = lifecycle.possible(state, decides=True, acts=True)
        assert (to is not None) is (event in allowed)
        if to is None:
            continue
        agreed = (agreed and event != lifecycle.AGAIN) or event == lifecycle.AGREE
        begun |= to is ActionState.DOING
        if to in (ActionState.DOING, ActionState.DONE, ActionState.STOPPED):
            assert agreed
        if to in (ActionState.DONE, ActionState.STOPPED):
            assert begun
            assert lifecycle.possible(to, decides=True, acts=True) == ()
        assert not (state in (ActionState.DONE, ActionState.STOPPED) and to)
        state = to


def test_every_state_is_reached_and_every_event_does_something() -> None:
    assert {state for state, _event in lifecycle.NEXT} | set(lifecycle.NEXT.values()) == set(ActionState)
    assert {event for _state, event in lifecycle.NEXT} == set(lifecycle.EVENTS)
    for state in ActionState:
        assert set(lifecycle.possible(state, decides=False, acts=True)) & set(lifecycle.DECIDED) == set()


def test_begin_and_end_stand_on_the_charts_of_its_teams_and_in_the_record(
    house: Any, change: Any, action: int
) -> None:
    turn(house, change, action, "begin")
    turn(house, change, action, "finish")
    marks = Mark.objects.filter(kind="action").order_by("id")
    assert [each.text for each in marks] == [
        "Began: Take the ninth field out",
        "Ended: Take the ninth field out",
    ]
    assert all(each.team_ids == [house.teams["ward-1"]] and each.subject == change.slug for each in marks)
    written = Line.objects.filter(subject=f"action:{action}").order_by("sequence")
    assert [each.action for each in written] == ["action chosen", "action moved on", "action moved on"]
    assert "field" not in str([each.details for each in written])


def test_stopping_asks_why(house: Any, change: Any, action: int) -> None:
    turn(house, change, action, "begin")
    with pytest.raises(Invalid, match="others learn"):
        turn(house, change, action, "stop")
    turn(house, change, action, "stop", reason="The form changed anyway.")
    found = read(house, change, action)
    assert found.turns[-1].reason == "The form changed anyway."
    with pytest.raises(Invalid):
        turn(house, change, action, "begin")


def test_two_who_edit_at_once_do_not_overwrite_each_other(house: Any, change: Any, action: int) -> None:
    lead, was = house.viewer("lead"), read(house, change, action).version
    first = said(house, change, title="Take two fields out")
    operations.edit(viewer=lead, slug=change.slug, action_id=action, said=first, version=was, now=NOW)
    second = said(house, change, title="Take three fields out")
    with pytest.raises(Conflict, match="Nothing of yours was lost"):
        operations.edit(viewer=lead, slug=change.slug, action_id=action, said=second, version=was, now=NOW)
    with pytest.raises(Conflict):
        operations.turn(
            viewer=lead, slug=change.slug, action_id=action, event="begin", reason="", version=was, now=NOW
        )
    assert read(house, change, action).line.title == "Take two fields out"


def test_what_is_over_is_not_edited(house: Any, change: Any, action: int) -> None:
    turn(house, change, action, "begin")
    turn(house, change, action, "finish")
    with pytest.raises(Invalid, match="It is over"):
        operations.edit(
            viewer=house.viewer("lead"), slug=change.slug, action_id=action, said=said(house, change),
            version=3, now=NOW,
        )  # fmt: skip


def test_an_owner_who_leaves_in_the_middle_is_missed(house: Any, change: Any) -> None:
    owner = house.people["other"]
    told = said(house, change, owner_id=owner, owner_role="manager")
    made = operations.propose(viewer=house.viewer("lead"), slug=change.slug, said=told, now=NOW)
    assert (read(house, change, made).line.owner.role, read(house, change, made).line.owner.gone) == (
        "",
        False,
    )
    assert made in {each.id for each in queries.actions(viewer=house.viewer("other"), slug=change.slug)}
    turn(house, change, made, "begin", "other")
    Membership.objects.filter(person_id=owner).update(valid_to=TODAY)
    Role.objects.filter(person_id=owner).update(valid_to=TODAY)
    assert read(house, change, made).line.owner.gone
    with pytest.raises(Invalid, match="not here any more"):
        operations.propose(viewer=house.viewer("lead"), slug=change.slug, said=told, now=NOW)
    Person.objects.filter(id=owner).delete()
    assert read(house, change, made).line.owner.gone
    assert read(house, change, made).line.owner.name == ""


def test_an_action_that_begins_bridges_a_gap_that_is_understood(house: Any, change: Any, gap: int) -> None:
    lead = house.viewer("lead")
    on: dict[str, Any] = {"viewer": lead, "slug": change.slug, "gap_id": gap, "now": NOW}
    step = chains.add_step(cause="tool", text="The form takes nine clicks", **on)
    citing.cite(step_id=step, kind="reach", ref="Ward 1", against=False, **on)
    chains.end_step(step_id=step, at="The ninth field", **on)
    gaps.turn(event="understand", reason="It is the form.", **on)
    made = operations.propose(viewer=lead, slug=change.slug, said=said(house, change, gap_id=gap), now=NOW)
    turn(house, change, made, "begin")
    from takehold.gaps.queries import gaps as gap_queries

    assert gap_queries.gap(viewer=lead, slug=change.slug, gap_id=gap).line.state is GapState.BRIDGING
    known = gap_queries.groups(viewer=lead, slug=change.slug)
    found = offering.offered(viewer=lead, change=change_of(lead, change.slug), gap_id=gap, groups=known)
    assert {(each.setting, each.aim) for each in found.practices[:4]} == {
        (s, a) for s in Setting for a in Aim
    }
    assert all("tool" in each.causes for each in found.practices[:4])
    assert found.groups == (house.teams["ward-1"],)


def test_the_balance_counts_what_lives(house: Any, change: Any, action: int) -> None:
    lead = house.viewer("lead")
    informal = said(
        house, change, title="Two minutes", setting=Setting.INFORMAL, kind=ActionKind.COMMUNICATION
    )
    dropped = operations.propose(viewer=lead, slug=change.slug, said=informal, now=NOW)
    lines = queries.actions(viewer=lead, slug=change.slug)
    balance = queries.balance(lines, TODAY)
    assert [each.living for each in balance.quadrants] == [1, 0, 1, 0]
    assert {(each.setting, each.aim) for each in balance.missing} == {
        (Setting.FORMAL, Aim.INNOVATE), (Setting.INFORMAL, Aim.INNOVATE),
    }  # fmt: skip
    turn(house, change, dropped, "decline", reason="Everybody is tired of huddles.")
    turn(house, change, action, "begin")
    turn(house, change, action, "finish")
    lines = queries.actions(viewer=lead, slug=change.slug)
    assert [each.living for each in queries.balance(lines, TODAY).quadrants] == [1, 0, 0, 0]
    assert queries.balance(lines, TODAY + timedelta(days=366)).total == 0


def test_a_change_whose_actions_are_all_of_one_kind_is_asked_about_it(
    house: Any, change: Any, action: int
) -> None:
    lead, on = house.viewer("lead"), NOW.date()
    path = f"/changes/{change.slug}/actions/"
    for title in ("The tenth field", "The eleventh"):
        assert same_kind.question(queries.actions(viewer=lead, slug=change.slug), on) == ""
        operations.propose(viewer=lead, slug=change.slug, said=said(house, change, title=title), now=NOW)
    asked = "All 3 actions are of one kind: removing an obstacle. People differ"
    assert asked in house.client("lead").get(path).content.decode()
    assert house.client("lead").get(f"/api/v1{path.rstrip('/')}").json()["question"].startswith(asked)
    story = said(house, change, title="The night", kind=ActionKind.STORY)
    made = operations.propose(viewer=lead, slug=change.slug, said=story, now=NOW)
    assert same_kind.question(queries.actions(viewer=lead, slug=change.slug), on) == ""
    operations.turn(
        viewer=lead,
        slug=change.slug,
        action_id=made,
        event="decline",
        reason="Nobody was there.",
        version=1,
        now=NOW,
    )
    assert same_kind.question(queries.actions(viewer=lead, slug=change.slug), on) != "", (
        "it was not right here"
    )


def test_late_is_what_should_have_begun(house: Any, change: Any, action: int) -> None:
    assert not read(house, change, action).line.late
    models.Action.objects.update(begins_on=TODAY - timedelta(days=1))
    assert read(house, change, action).line.late
    turn(house, change, action, "begin")
    assert not read(house, change, action).line.late


def test_no_table_of_actions_leads_to_a_person_but_to_its_owner() -> None:
    """Whoever says something of the own week stands in tables of weeks, and in none of these."""
    of_actions = (
        models.Action, models.ActionTeam, models.ActionTurn, models.Check, models.Lot, models.OldPath, models.PathTurn,
        models.Downtime, models.OldWayUse,
    )  # fmt: skip
    to_people = {
        f"{model.__name__}.{field.name}"
        for model in of_actions
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model is Person
    }
    assert to_people == {"Action.owner"}
    assert set(OVER) < set(ActionState)


def test_facts_are_replaced_never_changed(house: Any, change: Any, action: int) -> None:
    found = read(house, change, action).line
    assert replace(found, state=ActionState.DONE).over
    assert not found.over
