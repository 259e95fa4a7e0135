"""Directives: only on the ground of compliance or safety, with an end, reviewed by another office; nobody is named."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW, House
from takehold.audit.models import Line
from takehold.governance import models
from takehold.governance.facts.directives import DirectiveState, Issued
from takehold.governance.operations import directives as operations
from takehold.governance.queries import directives as queries
from takehold.governance.tests.ordered import TODAY, WEEKS, issued, on, said, turned, written
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours, RoleFact, RoleKind

pytestmark = pytest.mark.django_db


def refused(house: House, **more: Any) -> Invalid:
    with pytest.raises(Invalid) as error:
        written(house, **more)
    return error.value


def test_urgent_is_no_ground_and_the_sentence_says_what_else_can_be_done(house: House) -> None:
    for ground in ("urgent", "", "Safety"):
        error = refused(house, ground=ground)
        assert error.field == "ground"
    assert "ask the council for a decision" in str(error)
    assert not models.Directive.objects.exists()


def test_what_it_lacks_is_said_at_its_field(house: House) -> None:
    for field, value in (
        ("rests_on", " "), ("evidence", ""), ("title", ""), ("expires_on", None), ("expires_on", TODAY),
        ("expires_on", TODAY + timedelta(days=367)), ("office", "sponsor"), ("reviewer", "it lead"),
        ("reviewer", "manager"), ("teams", frozenset({10**9})), ("change", "no-such"),
        ("evidence_link", "javascript:alert(1)"), ("evidence_link", "//elsewhere.example"), ("what", "Max Member checks it."),
    ):  # fmt: skip
        assert refused(house, **{field: value}).field == field
    assert refused(house, persuaded="").field == "persuaded"
    written(house, persuaded="", no_time="The pump was recalled this morning.", evidence_link="/library/")


def test_the_database_keeps_none_without_ground_or_end(house: House) -> None:
    row = models.Directive.objects.get(id=issued(house))
    for field, value in (("ground", "urgent"), ("rests_on", ""), ("reviewer", "it lead"), ("persuaded", ""),
                         ("expires_on", TODAY), ("state", "lapsed"), ("issued_on", None)):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Directive.objects.filter(id=row.pk).update(**{field: value})


def test_who_writes_issues_reviews_and_lifts(house: House) -> None:
    for role in ("member", "manager", "steward", "works council", "auditor", "admin"):
        with pytest.raises(NotAllowed):
            operations.write(viewer=house.viewer(role), said=said(house), now=NOW)
    made = written(house)
    with pytest.raises(NotYours):  # a draft is its writer's own
        queries.directive(viewer=house.viewer("council"), directive_id=made)
    turned(house.viewer("it lead"), made, "issue")
    assert queries.directive(viewer=house.viewer("member"), directive_id=made).where == ("Surgery",)
    with pytest.raises(NotYours):
        queries.directives(viewer=house.viewer("stranger"))
    both = replace(
        house.viewer("it lead"), roles=(RoleFact(RoleKind.IT_LEAD), RoleFact(RoleKind.COUNCIL)), seen={}
    )
    for viewer, event in (
        (both, "keep"),
        (house.viewer("sponsor"), "keep"),
        (house.viewer("member"), "lift"),
    ):
        with pytest.raises(NotAllowed):
            turned(viewer, made, event, reason="Still needed.", until=WEEKS)
    council = house.viewer("council")
    with pytest.raises(Invalid, match="why"):
        turned(council, made, "keep", until=WEEKS)
    later = WEEKS + timedelta(weeks=6)
    turned(council, made, "keep", reason="Two more mix-ups since.", until=later)
    found = queries.directive(viewer=council, directive_id=made)
    assert (found.line.expires_on, [each.event for each in found.turns]) == (later, ["issue", "keep"])
    turned(house.viewer("it lead"), made, "lift", reason="The pump does it now.")
    assert queries.directive(viewer=council, directive_id=made).line.state is DirectiveState.LIFTED


def test_an_office_of_one_change_orders_for_that_change_alone(house: House, change: Any) -> None:
    change_id = models.Directive.initiative.field.related_model.objects.get(slug=change.slug).pk
    one = replace(house.viewer("lead"), roles=(RoleFact(RoleKind.LEAD, initiative_id=change_id),), seen={})
    with pytest.raises(Invalid) as error:
        operations.write(viewer=one, said=said(house, office="lead"), now=NOW)
    assert error.value.field == "office"
    operations.write(viewer=one, said=said(house, office="lead", change=change.slug), now=NOW)


def test_it_lapses_on_its_own_and_stays_so(house: House) -> None:
    made = issued(house)
    last, after = (on(house.viewer("council"), (WEEKS - TODAY).days + extra) for extra in (0, 1))
    assert queries.directive(viewer=last, directive_id=made).line.state is DirectiveState.IN_FORCE
    assert queries.directive(viewer=after, directive_id=made).line.state is DirectiveState.LAPSED
    assert [each.state for each in queries.directives(viewer=after)] == [DirectiveState.LAPSED]
    with pytest.raises(Invalid, match="another state"):
        turned(after, made, "keep", reason="Still needed.", until=after.on + timedelta(days=30))


def test_two_at_once_and_what_was_issued_is_not_edited(house: House) -> None:
    lead, made = house.viewer("it lead"), written(house)
    operations.edit(
        viewer=lead, directive_id=made, said=said(house, title="Read the dose aloud"), version=1, now=NOW
    )
    with pytest.raises(Conflict):
        operations.edit(viewer=lead, directive_id=made, said=said(house), version=1, now=NOW)
    with pytest.raises(Conflict):
        operations.turn(viewer=lead, directive_id=made, event="issue", version=1, now=NOW)
    turned(lead, made, "issue")
    with pytest.raises(Invalid, match="was issued"):
        operations.edit(viewer=lead, directive_id=made, said=said(house), version=3, now=NOW)
    with pytest.raises(NotAllowed):
        operations.edit(
            viewer=house.viewer("council"), directive_id=made, said=said(house), version=3, now=NOW
        )


def test_what_happened_is_on_record_without_its_words(house: House) -> None:
    made = issued(house)
    lines = Line.objects.filter(subject=f"directive:{made}").order_by("sequence")
    said_of = [(each.action, json.loads(each.details)) for each in lines]
    assert said_of == [("directive written", {}), ("directive issued", {"told": 25})]
    assert queries.issued(since=TODAY) == (Issued("it lead", TODAY),)
    assert queries.issued(since=TODAY + timedelta(days=1)) == ()


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from(["safety", "compliance", "urgent", ""]), st.sampled_from(["", "x"])),
        st.tuples(
            st.sampled_from(["issue", "drop", "keep", "lift", "edit"]),
            st.sampled_from(["it lead", "council", "sponsor", "member"]),
            st.sampled_from(["", "Because."]),
        ),
        st.tuples(st.just("wait"), st.sampled_from([1, 40, 400]), st.just("")),
    ),
    min_size=3, max_size=12,
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_sequence_leads_to_a_directive_in_force_without_ground_or_beyond_a_year(
    house: House, steps: list[Any]
) -> None:
    with transaction.atomic():
        made, days = 0, 0
        for what, who, word in steps:
            with contextlib.suppress(Invalid, NotAllowed, NotYours, Conflict):
                made, days = _step(house, made, days, what, who, word)
            today = TODAY + timedelta(days=days)
            for row in models.Directive.objects.all():
                state = queries.state_on(row, today)
                assert row.ground in ("safety", "compliance")
                assert row.rests_on
                assert row.evidence
                assert row.persuaded or row.no_time
                if state is DirectiveState.IN_FORCE:
                    events = [each.event for each in row.turns.all()]
                    assert events[0] == "issue"
                    assert set(events) <= {"issue", "keep"}
                    assert today <= row.expires_on <= today + timedelta(days=366)
                    assert row.told.exists()
        transaction.set_rollback(True)


def _step(house: House, made: int, days: int, what: str, who: Any, word: str) -> tuple[int, int]:
    if what == "wait":
        return made, days + who
    viewer = on(house.viewer("it lead" if what == "write" else who), days)
    until = viewer.on + timedelta(days=30)
    if what == "write":
        told = said(house, ground=who, rests_on=word, expires_on=until)
        return operations.write(viewer=viewer, said=told, now=NOW), days
    if what == "edit":
        version = queries.directive(viewer=viewer, directive_id=made).version
        told = said(house, ground="urgent", expires_on=until)
        operations.edit(viewer=viewer, directive_id=made, said=told, version=version, now=NOW)
        return made, days
    turned(viewer, made, what, reason=word, until=until)
    return made, days
