"""Writing a round down, opening it with frozen groups and lots, closing it; on pages and for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from conftest import NOW
from takehold.audit import queries as audit
from takehold.cocreation import jobs, models
from takehold.cocreation.facts import RoundState
from takehold.cocreation.facts.offers import Forward
from takehold.cocreation.operations import closing, offering, rounds
from takehold.cocreation.queries import contributions, rights
from takehold.cocreation.queries import rounds as queries
from takehold.cocreation.tests.conftest import NIGHTS, TODAY, comer, opened, written
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours


def test_a_draft_is_read_by_those_who_lead_and_changes_until_it_opens(house: Any, change: Any) -> None:
    made = written(house, change)
    lead = house.viewer("lead")
    with pytest.raises(NotYours):
        queries.one(viewer=house.viewer("member"), round_id=made)
    rounds.edit(
        viewer=lead, round_id=made, said=replace(NIGHTS, question="How on nights?"), version=1, now=NOW
    )
    with pytest.raises(Conflict):
        rounds.edit(viewer=lead, round_id=made, said=NIGHTS, version=1, now=NOW)
    with pytest.raises(Conflict):
        rounds.open_it(viewer=lead, round_id=made, version=1, rng=Random(1), now=NOW)
    rounds.open_it(viewer=lead, round_id=made, version=2, rng=Random(1), now=NOW)
    found = queries.one(viewer=house.viewer("member"), round_id=made)
    assert (found.said.question, found.state, found.may_vote) == ("How on nights?", RoundState.OPEN, True)
    with pytest.raises(Conflict):
        rounds.edit(viewer=lead, round_id=made, said=NIGHTS, version=3, now=NOW)
    with pytest.raises(Conflict):
        rounds.drop(viewer=lead, round_id=made, version=3, now=NOW)


def test_who_is_invited_is_frozen_in_groups_of_five_at_least(house: Any, change: Any) -> None:
    """Wards of 12, 9, 14 and 8 and a night desk of 3: the three are counted with others, and nobody is left out."""
    made = models.Round.objects.get(pk=opened(house, change))
    groups = {each.name: each.people for each in made.groups.all()}
    assert min(groups.values()) >= 5
    assert sum(groups.values()) == 12 + 9 + 14 + 8 + 3
    night = made.teams.get(team_id=house.teams["tiny"])
    assert night.group is not None
    assert night.group.people >= 8 + 3
    assert comer(house, made.pk, "small").group_id == night.group_id


def test_lots_leave_teams_to_compare_with(house: Any, change: Any) -> None:
    drawn = replace(NIGHTS, drawn=True, lots=2, shared=False)
    made = models.Round.objects.get(pk=opened(house, change, drawn))
    assert (made.teams.filter(invited=True).count(), made.teams.filter(drawn=True).count()) == (2, 5)
    assert made.teams.filter(invited=False, group__isnull=False).count() == 0
    for lots in (5, 50):
        with pytest.raises(Invalid) as refused:
            opened(house, change, replace(drawn, lots=lots))
        assert refused.value.field == "lots"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("question", " "), ("open", ""), ("decides", "Olga Other"), ("how", "x" * 501), ("ground", ""),
        ("closes_on", TODAY), ("closes_on", None), ("closes_on", TODAY + timedelta(days=121)), ("lots", None),
        ("teams", (987_654,)),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(house: Any, change: Any, field: str, value: Any) -> None:
    said = replace(NIGHTS, **{field: value}, drawn=field == "lots")
    with pytest.raises(Invalid) as refused:
        rounds.begin(viewer=house.viewer("lead"), slug=change.slug, said=said, now=NOW)
    assert refused.value.field == field
    assert models.Round.objects.count() == 0


def test_a_team_of_three_alone_is_not_asked(house: Any, change: Any) -> None:
    with pytest.raises(Invalid) as refused:
        opened(house, change, replace(NIGHTS, teams=(house.teams["tiny"],), shared=False))
    assert "told of groups of 5 or more" in str(refused.value)


def test_it_closes_by_hand_or_after_its_last_day_and_forgets_who_voted(house: Any, change: Any) -> None:
    made = opened(house, change)
    with pytest.raises(NotAllowed):
        closing.close(viewer=house.viewer("member"), round_id=made, version=2, now=NOW)
    with pytest.raises(Conflict):
        closing.close(viewer=house.viewer("lead"), round_id=made, version=1, now=NOW)
    closing.close(viewer=house.viewer("lead"), round_id=made, version=2, now=NOW)
    with pytest.raises(Conflict):
        closing.close(viewer=house.viewer("lead"), round_id=made, version=3, now=NOW)
    other = opened(house, change)
    last = NOW + timedelta(days=21)
    assert jobs.due(last) == ()
    (job,) = jobs.due(last + timedelta(days=1))
    for _twice in range(2):
        jobs.run(job, now=last + timedelta(days=1), home=None)  # type: ignore[arg-type]
    assert {each.state for each in models.Round.objects.all()} == {RoundState.CLOSED}
    lines = [each for each in audit.recent(limit=50) if each.action == "round closed"]
    assert sorted(each.subject for each in lines) == sorted([f"round:{made}", f"round:{other}"])


def test_people_step_forward_themselves_and_take_it_back(house: Any, nights: int) -> None:
    told: dict[str, Any] = {"round_id": nights, "kind": Forward.PILOT, "now": NOW}
    for note in ("Our ward, in May", "Our ward, in June"):
        offering.step_forward(viewer=house.viewer("member"), note=note, **told)
    (found,) = contributions.offers(viewer=house.viewer("lead"), round_id=nights)
    assert (found.person, found.note, found.kind) == ("Max Member", "Our ward, in June", Forward.PILOT)
    with pytest.raises(NotAllowed):
        contributions.offers(viewer=house.viewer("manager"), round_id=nights)
    with pytest.raises(NotYours):
        offering.take_back(viewer=house.viewer("lead"), offer_id=found.id, now=NOW)
    with pytest.raises(NotYours):
        offering.step_forward(viewer=house.viewer("member"), note="", about=987_654, **told)
    offering.take_back(viewer=house.viewer("member"), offer_id=found.id, now=NOW)
    assert contributions.offers(viewer=house.viewer("lead"), round_id=nights) == ()


def test_facilitators_are_named_and_moderate_only_their_round(house: Any, change: Any) -> None:
    made, other = written(house, change), written(house, change)
    lead = house.viewer("lead")
    with pytest.raises(Invalid):
        rounds.name_facilitators(viewer=lead, round_id=made, who="nobody@example.org", now=NOW)
    rounds.name_facilitators(viewer=lead, round_id=made, who="member\n\nmember@example.org", now=NOW)
    found = queries.one(viewer=house.viewer("member"), round_id=made)
    assert [name for _id, name in found.facilitators] == ["Max Member"]
    assert (found.facilitates, found.may_edit) == (True, False)
    with pytest.raises(NotYours):
        queries.one(viewer=house.viewer("member"), round_id=other)
    assert [each.id for each in queries.rounds(viewer=house.viewer("member")).drafts] == [made]


def test_the_pages_from_a_question_to_its_end(house: Any, change: Any) -> None:
    lead, member = house.client("lead"), house.client("member")
    assert "No round was asked yet" in member.get("/cocreate/").content.decode()
    sent = {
        "change": change.slug, "question": "How on nights?", "open": "All", "decides": "The board", "how": "By vote",
        "closes_on": str(TODAY + timedelta(days=9)), "fixed": "Allergies first", "at_once": "on",
    }  # fmt: skip
    refused = lead.post("/cocreate/new/", sent)
    assert (refused.status_code, "Name the law" in refused.content.decode()) == (422, True)
    at = lead.post("/cocreate/new/", {**sent, "ground": "Rule 7"})["Location"]
    assert member.get(at).status_code == 404
    assert lead.post(f"{at}edit/", {**sent, "ground": "Rule 8", "version": "1"})["Location"] == at
    assert lead.post(f"{at}statements/", {"lines": "Three fields.\nThree  fields\n\nPaper is quicker."})["Location"] == f"{at}moderate/"  # fmt: skip
    lead.post(f"{at}turn/", {"event": "open", "version": "2"})
    told = member.get(at).content.decode()
    assert "It is open, and you are asked" in told
    assert told.index("How on nights?") < told.index("Rule 8")
    assert "You are asked: “How on nights?”" in member.get("/cocreate/").content.decode()
    assert member.post(f"{at}turn/", {"event": "close", "version": "3"}).status_code == 403
    assert member.post(f"{at}forward/", {"kind": "pilot", "note": "In May"})["Location"] == at
    page = lead.get(f"{at}moderate/").content.decode()
    assert "Max Member" in page
    assert "In May" in page
    lead.post(f"{at}turn/", {"event": "close", "version": "3"})
    assert "It is closed." in member.get(at).content.decode()
    assert house.client("stranger").get(at).status_code == 404


def test_a_first_vote_that_points_to_a_round_does_not_wait_for_who_holds_it() -> None:
    """PostgreSQL would let the two wait for each other when a round closes, and end one of them."""
    held = rights.held().query
    assert (held.select_for_update, held.select_for_no_key_update) == (True, True)
