"""From an idea to its measured use on one page; who leads reads which groups helped, and no sentence claims more than it may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.cocreation import models
from takehold.cocreation.facts.answers import AnswerInput, Fate, Wish
from takehold.cocreation.facts.shaping import Part
from takehold.cocreation.operations import answering, authorship
from takehold.cocreation.tests.closed import closed, open_round
from takehold.governance.models import Body, Decision, DecisionVersion
from takehold.initiatives import operations as initiatives
from takehold.initiatives import queries as read
from takehold.initiatives.facts import Invalid
from takehold.overview.operations import tracing
from takehold.overview.queries import traces

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def row(house: Any, change: Any) -> models.Round:
    """A round that is over; the member's idea is taken, seen by the behaviour of the change, and in use for a month."""
    initiatives.refresh(change.behaviour_id, NOW)
    made = closed(open_round(house, change, a_ward=7))
    answering.answer(
        viewer=house.viewer("lead"), round_id=made.pk, contribution_id=idea(made), version=0, now=NOW,
        said=AnswerInput(Fate.ADOPTED, "It helps at once.", change.behaviour_id, "", TODAY - timedelta(days=30)),
    )  # fmt: skip
    authorship.wish(
        viewer=house.viewer("member"), round_id=made.pk, contribution_id=idea(made), wish=Wish.NAMED, now=NOW
    )
    return made


def idea(row: models.Round) -> int:
    return models.Contribution.objects.get(round=row, text="Statement 9").pk


def decided(initiative_id: int | None) -> int:
    body = Body.objects.get_or_create(name="Council", defaults={"kind": "council"})[0]
    made = Decision.objects.create(
        body=body,
        title="Handover notes as the nights want them",
        initiative_id=initiative_id,
        decided_on=TODAY,
    )
    DecisionVersion.objects.create(
        decision=made,
        number=1,
        outcome="approved",
        reason="Yes",
        body=body,
        decided_on=TODAY,
        entered_on=TODAY,
    )
    return made.pk


def test_an_idea_is_led_to_its_decision_its_behaviour_its_day_and_its_measured_use(
    house: Any, change: Any, row: models.Round
) -> None:
    number = decided(row.initiative_id)
    told: dict[str, Any] = {
        "viewer": house.viewer("lead"),
        "slug": change.slug,
        "round_id": row.pk,
        "now": NOW,
    }
    tracing.name_decision(contribution_id=idea(row), decision_id=number, **told)
    found = traces.authorship(viewer=house.viewer("member"), slug=change.slug)
    (trace,) = found.traces
    standing = read.standings(viewer=house.viewer("member"), slug=change.slug)[0]
    assert trace.decision == (number, "Handover notes as the nights want them")
    assert trace.behaviour_key == "handover"
    assert trace.verdict is standing.verdict.whole.verdict
    assert found.credit.persons == ("Max Member",)
    assert found.shaping is None
    page = house.client("other").get(f"/changes/{change.slug}/authorship/").content.decode()
    for words in (
        "1 of 1 contribution",
        "Written with: Max Member",
        "Handover notes as the nights want them",
        "It helps at once.",
    ):
        assert words in page
    with pytest.raises(Invalid):
        tracing.name_decision(contribution_id=idea(row), decision_id=decided(None), **told)


def test_those_who_lead_read_which_groups_helped_and_that_it_is_no_cause(
    house: Any, change: Any, row: models.Round
) -> None:
    ward4 = models.RoundTeam.objects.get(round=row, team_id=house.teams["ward-4"])
    ward4.group.delete()
    found = traces.authorship(viewer=house.viewer("lead"), slug=change.slug).shaping
    assert found is not None
    assert {each.name: each.part for each in found.groups} == {
        "Ward 1": Part.HELPED, "Ward 2": Part.HELPED, "Ward 3": Part.HELPED, "Ward 4 + Night desk": Part.NOT_ASKED,
    }  # fmt: skip
    (beside,) = found.beside
    units = read.standings(viewer=house.viewer("lead"), slug=change.slug)[0].units
    others = next(each for each in units if "Ward 4" in each.unit)
    assert (beside.others.chances, beside.others.new_way) == (others.verdict.chances, others.verdict.new_way)
    assert beside.helped.chances == sum(each.verdict.chances for each in units) - others.verdict.chances
    page = house.client("lead").get(f"/changes/{change.slug}/authorship/").content.decode()
    assert "3 of 4 affected groups helped to shape it." in page
    assert "whichever is higher, that is no cause" in page
    assert (
        "affected groups"
        not in house.client("member").get(f"/changes/{change.slug}/authorship/").content.decode()
    )


def test_the_charter_and_ones_own_page_tell_it(house: Any, change: Any, row: models.Round) -> None:
    other, at = house.client("other"), f"/changes/{change.slug}/"
    assert "Written with: Max Member" in other.get(f"{at}charter/").content.decode()
    assert f"{at}authorship/" in other.get(at).content.decode()
    assert "You added 1 contribution to rounds." in house.client("member").get("/me/").content.decode()
    assert "/me/ideas/" not in house.client("lead").get("/me/").content.decode()
    mine = house.client("member").get("/me/ideas/").content.decode()
    assert "1 idea of yours is in use." in mine
    assert "In use since" in mine
    wish = f"/cocreate/{row.pk}/answers/{idea(row)}/wish/"
    assert (
        house.client("member").post(wish, {"wish": "unnamed", "back": "/me/ideas/"})["Location"]
        == "/me/ideas/"
    )
    assert "Max Member" not in house.client("other").get(f"/changes/{change.slug}/charter/").content.decode()
