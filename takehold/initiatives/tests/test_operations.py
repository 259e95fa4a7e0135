"""Changes are made and edited by who may; alerts live by their table; nothing is overwritten or done twice."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from takehold.audit import queries as audit
from takehold.initiatives import models, operations, queries
from takehold.initiatives.facts import BehaviourInput, Conflict, InitiativeInput, Invalid
from takehold.initiatives.operations import lifecycle
from takehold.initiatives.views.changes import as_input
from takehold.people.facts import NotAllowed, NotYours, RoleKind

SEEN = [lifecycle.SAW_NOTHING, lifecycle.SAW_WATCH, lifecycle.SAW_ALERT, lifecycle.WAS_ANSWERED]
ENDS = {lifecycle.CALM, lifecycle.RECOVERED, lifecycle.ANSWERED}


@given(st.lists(st.sampled_from(SEEN), max_size=30))
def test_every_sequence_keeps_to_the_table(happened: list[str]) -> None:
    state, alerted, was = lifecycle.NONE, False, []
    for event in happened:
        try:
            state = lifecycle.after(state, event)
        except Invalid:
            assert (state, event) not in lifecycle.TRANSITIONS
            continue
        was.append(state)
        alerted = alerted or state == lifecycle.ALERT
        if state in (lifecycle.RECOVERED, lifecycle.ANSWERED):
            assert alerted  # nothing is answered or recovered that was no alert
        if state == lifecycle.WATCH:
            assert not alerted  # an alert never falls back to a watch
        if state == lifecycle.CALM:
            assert not alerted
    for before, now in itertools.pairwise(was):
        if before in ENDS:
            assert (
                now == lifecycle.ANSWERED
            )  # an end is left by an answer only; what is seen later is another alert


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_above_reads_five_working_days_later(opened: date) -> None:
    visible = lifecycle.visible_above(opened, safety_grade=False)
    between = [opened + timedelta(days=n) for n in range(1, (visible - opened).days + 1)]
    assert sum(day.weekday() < 5 for day in between) == 5
    assert visible.weekday() < 5
    assert lifecycle.visible_above(opened, safety_grade=True) == opened


def said(**more) -> InitiativeInput:
    return InitiativeInput(name="Read back orders", reasons=("Because.",), **more)


def test_a_change_gets_a_readable_address_of_its_own(house) -> None:
    lead = house.viewer("lead")
    slugs = [operations.create(viewer=lead, said=said(), now=house.now) for _ in range(3)]
    assert slugs == ["read-back-orders", "read-back-orders-2", "read-back-orders-3"]
    new = operations.create(viewer=lead, said=replace(said(), name="New"), now=house.now)
    assert new == "new-2"  # /changes/new/ is taken
    assert operations.create(viewer=lead, said=replace(said(), name="変更"), now=house.now) == "change"


@pytest.mark.parametrize(
    "key", ["member", "manager", "sponsor", "council", "works council", "auditor", "steward"]
)
def test_only_those_who_lead_begin_and_edit(house, change, key: str) -> None:
    with pytest.raises(NotAllowed):
        operations.create(viewer=house.viewer(key), said=said(), now=house.now)
    with pytest.raises(NotAllowed):
        operations.edit(viewer=house.viewer(key), slug=change.slug, said=said(), version=1, now=house.now)
    with pytest.raises(NotYours):
        operations.create(viewer=house.viewer("stranger"), said=said(), now=house.now)


def test_who_is_named_lead_may_edit_and_who_was_it_may_no_more(house) -> None:
    admin = house.viewer("admin")
    slug = operations.create(viewer=admin, said=said(lead_id=house.people["member"]), now=house.now)
    assert RoleKind.LEAD in {role.kind for role in house.viewer("member").roles}
    operations.edit(
        viewer=house.viewer("member"),
        slug=slug,
        said=said(lead_id=house.people["other"]),
        version=1,
        now=house.now,
    )
    assert RoleKind.LEAD not in {role.kind for role in house.viewer("member").roles}
    with pytest.raises(NotAllowed):
        operations.edit(viewer=house.viewer("member"), slug=slug, said=said(), version=2, now=house.now)


def test_a_lead_of_one_change_does_not_edit_another(house, change) -> None:
    admin = house.viewer("admin")
    operations.create(viewer=admin, said=said(lead_id=house.people["member"]), now=house.now)
    with pytest.raises(NotAllowed):
        operations.edit(
            viewer=house.viewer("member"), slug=change.slug, said=said(), version=1, now=house.now
        )
    with pytest.raises(NotAllowed):
        operations.create(viewer=house.viewer("member"), said=said(), now=house.now)


def test_the_last_one_does_not_silently_win(house, change) -> None:
    lead = house.viewer("lead")
    was = queries.initiative(viewer=lead, slug=change.slug)
    operations.edit(
        viewer=lead,
        slug=change.slug,
        said=replace(as_input(was), name="A"),
        version=was.version,
        now=house.now,
    )
    with pytest.raises(Conflict):
        operations.edit(
            viewer=lead,
            slug=change.slug,
            said=replace(as_input(was), name="B"),
            version=was.version,
            now=house.now,
        )
    assert queries.initiative(viewer=lead, slug=change.slug).name == "A"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"reasons": ()}, "reasons"),
        ({"reasons": (" ",)}, "reasons"),
        ({"reasons": ("x" * 501,)}, "reasons"),
        ({"team_ids": frozenset({10**9})}, "team_ids"),
        ({"lead_id": 10**9}, "lead_id"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_kept(house, wrong, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        operations.create(viewer=house.viewer("lead"), said=replace(said(), **wrong), now=house.now)
    assert refused.value.field == field
    assert not models.Initiative.objects.exists()


def test_days_of_teams_count_for_those_below(house, change) -> None:
    lead = house.viewer("lead")
    day = date(2025, 6, 2)
    operations.set_go_live(
        viewer=lead, slug=change.slug, on=day, team_id=house.teams["surgery"], now=house.now
    )
    was = queries.initiative(viewer=lead, slug=change.slug)
    assert (was.go_live, was.team_go_lives) == (date(2025, 1, 6), ((house.teams["surgery"], day),))
    operations.set_go_live(viewer=lead, slug=change.slug, on=None, now=house.now)
    assert queries.initiative(viewer=lead, slug=change.slug).go_live is None


def test_a_change_ends_on_the_day_that_it_is_where_the_house_is(house, change) -> None:
    evening = house.now.replace(hour=2) + timedelta(days=1)
    with timezone.override("America/Los_Angeles"):
        operations.end(viewer=house.viewer("lead"), slug=change.slug, now=evening)
    assert models.Initiative.objects.get(slug=change.slug).ended_on == house.on


def test_ending_stops_the_looking_and_can_be_taken_back(house, change) -> None:
    lead = house.viewer("lead")
    operations.end(viewer=lead, slug=change.slug, now=house.now)
    operations.end(viewer=lead, slug=change.slug, now=house.now)
    assert queries.lines(viewer=house.viewer("lead")) == ()
    assert len(queries.lines(viewer=house.viewer("lead"), filter="ended")) == 1
    operations.reopen(viewer=lead, slug=change.slug, now=house.now)
    assert len(queries.lines(viewer=house.viewer("lead"))) == 1
    assert [line.action for line in audit.recent(limit=2)] == ["change reopened", "change ended"]


def test_marks_are_noted_for_all_or_for_teams(house, change) -> None:
    lead = house.viewer("lead")
    note = {"viewer": lead, "slug": change.slug, "on": date(2026, 1, 12), "now": house.now}
    operations.note_mark(kind="form changed", text="New form", team_ids=(), **note)
    operations.note_mark(kind="training", text="Ward 3 trained", team_ids=[house.teams["ward-3"]], **note)
    seen = {mark.text for mark in queries.initiative(viewer=house.viewer("lead"), slug=change.slug).marks}
    assert seen == {"New form", "Ward 3 trained"}
    seen = {mark.text for mark in queries.initiative(viewer=house.viewer("member"), slug=change.slug).marks}
    assert seen == {"New form"}
    operations.note_mark(kind="outage", text="Record down for a day", team_ids=(), **note)
    marks = queries.initiative(viewer=lead, slug=change.slug).marks
    assert {mark.text: mark.subject for mark in marks} == {
        "New form": change.slug,
        "Ward 3 trained": change.slug,
        "Record down for a day": "",
    }
    with pytest.raises(Invalid):
        operations.note_mark(kind="rumour", text="x", team_ids=(), **note)


def test_a_behaviour_is_added_once_edited_and_has_a_target_that_is_a_share(house, change) -> None:
    lead = house.viewer("lead")
    first = operations.add_behaviour(viewer=lead, slug=change.slug, key="b", name="B", now=house.now)
    again = operations.add_behaviour(viewer=lead, slug=change.slug, key="b", name="Other", now=house.now)
    assert (first.id, again.name) == (again.id, "B")
    edited = BehaviourInput("b", "B, better", "Was it?", "", 0.8, True)
    operations.edit_behaviour(viewer=lead, behaviour_id=first.id, said=edited, now=house.now)
    fact = queries.behaviours(viewer=house.viewer("lead"), slug=change.slug)[1]
    assert (fact.name, fact.target, fact.safety_grade) == ("B, better", 0.8, True)
    with pytest.raises(Invalid):
        operations.edit_behaviour(
            viewer=lead, behaviour_id=first.id, said=replace(edited, target=1.5), now=house.now
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        models.DesiredBehaviour.objects.filter(id=first.id).update(target=1.5)


def test_a_baseline_begins_anew_by_a_persons_decision_only(house, change) -> None:
    lead = house.viewer("lead")
    act = {"viewer": lead, "behaviour_id": change.behaviour_id, "now": house.now}
    operations.rebaseline(unit="Ward 1", start=date(2026, 2, 1), reason="Moved to the new wing.", **act)
    row = models.Baseline.objects.get()
    assert (row.decided_by_id, row.reason) == (house.people["lead"], "Moved to the new wing.")
    for wrong in (
        {"unit": "Ward 1", "start": date(2026, 2, 1), "reason": " "},
        {"unit": "Ward 1", "start": date(2026, 12, 1), "reason": "x"},
        {"unit": "Ward 77", "start": date(2026, 2, 1), "reason": "x"},
    ):
        with pytest.raises(Invalid):
            operations.rebaseline(**wrong, **act)


def test_the_same_key_does_it_once_and_another_request_under_it_is_a_conflict(house) -> None:
    lead, done = house.viewer("lead"), []

    def act():
        done.append(1)
        return 201, {"n": len(done)}

    for _ in range(3):
        answer = operations.once(viewer=lead, key="k", request=b"same", act=act, now=house.now)
        assert answer == (201, {"n": 1})
    with pytest.raises(Conflict):
        operations.once(viewer=lead, key="k", request=b"other", act=act, now=house.now)
    operations.once(viewer=house.viewer("admin"), key="k", request=b"same", act=act, now=house.now)
    operations.once(viewer=lead, key="", request=b"same", act=act, now=house.now)
    assert len(done) == 3


def test_what_failed_is_not_remembered_under_its_key(house) -> None:
    lead = house.viewer("lead")

    def fails():
        raise Invalid("name", "no")

    with pytest.raises(Invalid):
        operations.once(viewer=lead, key="k", request=b"r", act=fails, now=house.now)
    assert operations.once(viewer=lead, key="k", request=b"r", act=lambda: (200, {}), now=house.now) == (
        200,
        {},
    )
