"""Going live: signed by the co-owner alone; past what is missing only with a reason, and the database holds that as well."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from conftest import NOW, House
from takehold.governance import models
from takehold.governance.facts.bodies import BodyKind
from takehold.governance.facts.decisions import CommitmentKind, CommitmentState
from takehold.governance.facts.go import Condition, GoFact, GroupGo, Missing, Readiness, Signature
from takehold.governance.forms.go import GoForm
from takehold.governance.operations import go as operations
from takehold.governance.queries import go as queries
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.models import Initiative
from takehold.people.facts import NotAllowed, NotYours

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WHY = "The old system is switched off by the maker on Friday."


def read(house: House, slug: str, role: str = "lead") -> Any:
    return initiatives.initiative(viewer=house.viewer(role), slug=slug, marks=False)


def said(house: House, slug: str, missing: tuple[Condition, ...] = (), reason: str = "", **more: Any) -> int:
    told: dict[str, Any] = {
        "viewer": house.viewer("lead"), "change": read(house, slug), "group": "Ward 3",
        "team_ids": {house.teams["ward-3"]}, "on": TODAY, "missing": missing, "reason": reason, "now": NOW, **more,
    }  # fmt: skip
    return operations.say(**told)


def test_the_co_owner_signs_and_nobody_else(house: House, change: Any) -> None:
    with pytest.raises(NotAllowed):
        operations.sign(viewer=house.viewer("lead"), change=read(house, change.slug), now=NOW)
    Initiative.objects.filter(slug=change.slug).update(co_owner_id=house.people["manager"])
    manager, found = house.viewer("manager"), read(house, change.slug)
    assert queries.standing(viewer=manager, change=found).signature == Signature("Mia Manager", None, True)
    for _twice in range(2):
        operations.sign(viewer=manager, change=found, now=NOW)
    assert models.CoOwnerSignature.objects.count() == 1
    assert queries.standing(viewer=house.viewer("lead"), change=found).signature == Signature(
        "Mia Manager", TODAY, False
    )
    Initiative.objects.filter(slug=change.slug).update(co_owner_id=house.people["other"])
    assert queries.standing(viewer=manager, change=read(house, change.slug)).signature.signed_on is None
    Initiative.objects.filter(slug=change.slug).update(co_owner_id=house.people["manager"])
    operations.unsign(viewer=manager, change=found, now=NOW)
    assert queries.standing(viewer=manager, change=found).signature.signed_on is None


def test_past_what_is_missing_only_with_a_reason(house: House, change: Any) -> None:
    missing = (Condition.REACHED, Condition.CO_OWNER)
    for reason in ("", "  ", "Urgent."):
        with pytest.raises(Invalid) as error:
            said(house, change.slug, missing, reason)
        assert error.value.field == "reason"
    with pytest.raises(NotAllowed):
        said(house, change.slug, viewer=house.viewer("member"), change=read(house, change.slug, "member"))
    for day in (None, TODAY - timedelta(days=1), TODAY + timedelta(days=800)):
        with pytest.raises(Invalid):
            said(house, change.slug, on=day)
    made = said(house, change.slug, missing, WHY)
    (found,) = queries.standing(viewer=house.viewer("lead"), change=read(house, change.slug)).goes
    assert (found.id, found.missing, found.reason) == (made, (Condition.CO_OWNER, Condition.REACHED), WHY)
    assert queries.overrides(since=TODAY) == (found,)
    assert dict(read(house, change.slug).team_go_lives)[house.teams["ward-3"]] == TODAY
    with pytest.raises(Conflict):
        said(house, change.slug)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Go.objects.update(reason="")


def test_before_its_day_it_can_be_taken_back_and_stays_on_record(house: House, change: Any) -> None:
    lead, later = house.viewer("lead"), TODAY + timedelta(days=9)
    made = said(house, change.slug, on=later)
    assert queries.overrides(since=TODAY) == ()
    with pytest.raises(NotYours):
        operations.take_back(viewer=lead, change=read(house, change.slug), go_id=0, now=NOW)
    operations.take_back(viewer=lead, change=read(house, change.slug), go_id=made, now=NOW)
    assert read(house, change.slug).team_go_lives == ()
    assert [
        each.open
        for each in queries.standing(viewer=house.viewer("lead"), change=read(house, change.slug)).goes
    ] == [False]
    again = said(house, change.slug)
    with pytest.raises(Invalid, match="live already"):
        operations.take_back(viewer=lead, change=read(house, change.slug), go_id=again, now=NOW)


def test_conditions_of_decisions_that_are_not_met_are_open(house: House, change: Any) -> None:
    found = read(house, change.slug)
    body = models.Body.objects.create(name="The digital council", kind=BodyKind.COUNCIL)
    decided = models.Decision.objects.create(
        body=body, initiative_id=found.id, title="Go on", decided_on=TODAY
    )
    for text, kind, state in (
        ("Train the nights", CommitmentKind.CONDITION, CommitmentState.OPEN),
        ("Not kept", CommitmentKind.CONDITION, CommitmentState.NOT_KEPT),
        ("Kept", CommitmentKind.CONDITION, CommitmentState.KEPT),
        ("Lifted", CommitmentKind.CONDITION, CommitmentState.LIFTED),
        ("Somebody's promise", CommitmentKind.COMMITMENT, CommitmentState.OPEN),
    ):
        models.Commitment.objects.create(
            decision=decided, kind=kind, text=text, role="lead", due_on=TODAY, state=state
        )
    assert queries.standing(viewer=house.viewer("lead"), change=found).conditions == (
        "Train the nights",
        "Not kept",
    )


def test_what_is_missing_for_a_group_is_that_of_all_and_its_own_and_only_the_unsaid_are_offered() -> None:
    own, whole = Missing(Condition.REACHED, "x", "/"), Missing(Condition.CO_OWNER, "y", "/")
    gone = GoFact(1, "s", "c", "B", frozenset({2}), TODAY, TODAY, (), "")
    groups = (
        GroupGo(1, "A", frozenset({1}), None, None, (own,)),
        GroupGo(2, "B", frozenset({2}), TODAY, gone, ()),
    )
    found = Readiness("s", "c", True, Signature("", None, False), (whole,), groups, ())
    assert found.open_for(groups[0]) == (Condition.CO_OWNER, Condition.REACHED)
    assert found.open_for(groups[1]) == (Condition.CO_OWNER,)
    assert [value for value, _name in GoForm(groups=groups).fields["group"].choices] == ["1"]
