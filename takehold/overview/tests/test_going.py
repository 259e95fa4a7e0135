"""A change goes live for a group when its conditions hold; nobody says "go" past an open one without a reason on record."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW, House
from takehold.alignment.models import InsideTeam
from takehold.bridge.facts.paths import PathInput, PathState
from takehold.bridge.operations import paths
from takehold.gather.models import Hearing
from takehold.governance.facts.go import Condition
from takehold.governance.models import Body, Commitment, Decision, Go
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.models import Initiative
from takehold.overview.operations import going as operations
from takehold.overview.queries.go import readiness
from takehold.overview.views.going import answer
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.models import Team

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WHY = "The old system is switched off by the maker on Friday."
EVERYTHING = {Condition.CO_OWNER, Condition.REACHED, Condition.OLD_PATH}


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def found(house: House, slug: str, role: str = "lead") -> Any:
    return readiness(viewer=house.viewer(role), slug=slug)


def open_of(house: House, slug: str, group: str = "Ward 3") -> set[Condition]:
    read = found(house, slug)
    return set(read.open_for(next(each for each in read.groups if each.name == group)))


def owned(house: House, slug: str) -> None:
    Initiative.objects.filter(slug=slug).update(co_owner_id=house.people["manager"])


def condition(slug: str, state: str = "open") -> Commitment:
    body = Body.objects.create(name=f"Council {Body.objects.count()}", kind="council")
    made = Decision.objects.create(
        body=body, initiative=Initiative.objects.get(slug=slug), title="Go on", decided_on=TODAY
    )
    return Commitment.objects.create(
        decision=made, kind="condition", text="Train the nights", role="lead", due_on=TODAY, state=state
    )


def test_what_is_missing_is_named_until_it_holds(house: House, change: Any) -> None:
    slug, lead = change.slug, house.viewer("lead")
    assert open_of(house, slug) == EVERYTHING
    owned(house, slug)
    assert any("Mia Manager" in each.text for each in found(house, slug).missing)
    operations.sign(viewer=house.viewer("manager"), slug=slug, signed=True, now=NOW)
    assert open_of(house, slug) == EVERYTHING - {Condition.CO_OWNER}
    drawer = PathInput("The form in the drawer", PathState.OPEN, TODAY)
    paths.write_down(viewer=lead, slug=slug, said=drawer, now=NOW)
    assert open_of(house, slug) == {Condition.REACHED}
    waits = condition(slug)
    assert open_of(house, slug) == {Condition.REACHED, Condition.COUNCIL}
    Commitment.objects.filter(id=waits.pk).update(state="kept")
    InsideTeam.objects.create(team_id=house.teams["ward-1"])
    assert open_of(house, slug) == {Condition.REACHED, Condition.INSIDE}
    InsideTeam.objects.all().delete()
    assert open_of(house, slug) == {Condition.REACHED}


def test_data_alone_reaches_nobody(house: House, change: Any) -> None:
    """The change of tests has counts of ward 1; that a system runs says nothing of its people."""
    assert Condition.REACHED in open_of(house, change.slug, "Ward 1")
    assert not Hearing.objects.exists()


def test_days_set_before_stay_and_are_told_as_such(house: House, change: Any) -> None:
    from takehold.initiatives import operations as initiatives

    lead = house.viewer("lead")
    initiatives.set_go_live(viewer=lead, slug=change.slug, on=TODAY - timedelta(days=90), now=NOW)
    surgery = house.teams["surgery"]
    initiatives.set_go_live(viewer=lead, slug=change.slug, on=TODAY, team_id=surgery, now=NOW)
    days = {each.name: (each.live_on, each.go) for each in found(house, change.slug).groups}
    assert days["Ward 1"] == (TODAY - timedelta(days=90), None)
    assert days["Ward 3"] == (TODAY, None)
    page = house.client("lead").get(f"/changes/{change.slug}/go/").content.decode()
    assert "set without asking what is missing" in page


def test_the_page_from_what_is_missing_to_the_first_day(house: House, change: Any) -> None:
    owned(house, change.slug)
    lead, at = house.client("lead"), f"/changes/{change.slug}/go/"
    page = lead.get(at).content.decode()
    assert "It may go live for 0 groups; for 4 something is missing." in page
    assert "Mia Manager, the operational co-owner, has not signed yet." in page
    sent = {"group": house.teams["ward-3"], "on": str(TODAY + timedelta(days=7)), "reason": ""}
    refused = lead.post(at, sent)
    assert refused.status_code == 422
    assert "Something is missing." in refused.content.decode()
    assert house.client("member").post(at, sent).status_code == 403
    assert lead.post(at, {**sent, "reason": WHY})["Location"] == at
    page = lead.get(at).content.decode()
    assert "said although something was missing:" in page
    assert WHY in page
    assert "For 1 it was said already." in page
    assert house.client("manager").post(f"{at}signature/", {"signed": "yes"})["Location"] == at
    assert lead.post(f"{at}signature/", {"signed": "yes"}).status_code == 403
    go = Go.objects.get()
    assert (go.missing, go.reason) == ("co-owner,old path,reached", WHY)
    assert lead.post(f"{at}{go.pk}/back/")["Location"] == at
    assert "Taken back" in lead.get(at).content.decode()


def test_what_was_said_stays_said_when_the_group_is_called_otherwise(house: House, change: Any) -> None:
    ward = house.teams["ward-3"]
    at: dict[str, Any] = {"slug": change.slug, "number": ward, "on": TODAY, "reason": WHY, "now": NOW}
    operations.say_go(viewer=house.viewer("lead"), **at)
    Team.objects.filter(id=ward).update(name="Ward 3 West")
    (group,) = [each for each in found(house, change.slug).groups if each.number == ward]
    assert (group.name, group.go is not None) == ("Ward 3 West", True)
    with pytest.raises(Conflict, match="said already"):
        operations.say_go(viewer=house.viewer("lead"), **at)
    assert Go.objects.count() == 1


def test_programs_do_the_same(house: House, change: Any) -> None:
    lead, at = house.client("lead"), f"/api/v1/changes/{change.slug}/go"
    told = lead.get(at).json()
    assert {each["condition"] for each in told["missing"]} == {"co-owner", "old path"}
    body = {"group": house.teams["ward-3"], "on": str(TODAY + timedelta(days=7))}
    refused = lead.post(at, body, content_type="application/json")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "reason")
    done = lead.post(at, {**body, "reason": WHY}, content_type="application/json").json()
    ward = next(each for each in done["groups"] if each["group"] == house.teams["ward-3"])
    assert ward["go"]["was_missing"] == ["co-owner", "old path", "reached"]
    back = lead.post(f"{at}/{ward['go']['id']}/back").json()
    assert all(each["go"] is None for each in back["groups"])
    assert (
        house.client("manager").post(f"{at}/signature", {}, content_type="application/json").status_code
        == 403
    )
    assert answer(replace(found(house, change.slug), groups=())).startswith("There is no group")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["sign", "unsign", "path", "open", "keep", "say", "back", "inside"]),
        st.sampled_from(["", WHY]),
        st.sampled_from(["ward-3", "ward-1"]),
    ),
    min_size=3, max_size=10,
)  # fmt: skip


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_sequence_leads_past_an_open_condition_without_a_reason_on_record(
    house: House, change: Any, steps: list[tuple[str, str, str]]
) -> None:
    with transaction.atomic():
        owned(house, change.slug)
        for what, reason, ward in steps:
            before = set(Go.objects.values_list("pk", flat=True))
            name = "Ward 3" if ward == "ward-3" else "Ward 1"
            wanted = open_of(house, change.slug, name) if what == "say" else set()
            with suppress(Invalid, Conflict, NotYours, NotAllowed):
                _step(house, change.slug, what, reason, house.teams[ward])
            for go in Go.objects.exclude(pk__in=before):
                assert {each for each in go.missing.split(",") if each} == {each.value for each in wanted}
            assert not [go for go in Go.objects.all() if go.missing and not go.reason]
        transaction.set_rollback(True)


def _step(house: House, slug: str, what: str, reason: str, team: int) -> None:
    lead = house.viewer("lead")
    if what in ("sign", "unsign"):
        operations.sign(viewer=house.viewer("manager"), slug=slug, signed=what == "sign", now=NOW)
    elif what == "path":
        paths.write_down(viewer=lead, slug=slug, said=PathInput("The form", PathState.OPEN, TODAY), now=NOW)
    elif what == "open":
        condition(slug)
    elif what == "keep":
        Commitment.objects.update(state="kept")
    elif what == "inside":
        InsideTeam.objects.get_or_create(team_id=house.teams["ward-2"])
    elif what == "say":
        operations.say_go(viewer=lead, slug=slug, number=team, on=TODAY, reason=reason, now=NOW)
    else:
        go = Go.objects.filter(ended_on=None).first()
        operations.take_back(viewer=lead, slug=slug, go_id=go.pk if go else 0, now=NOW)
