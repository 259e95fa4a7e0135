"""Strategic conversations: which went past the options without IT, and how early it came in, with "cannot tell"."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from conftest import NOW
from takehold.influence import models
from takehold.influence.facts.early import Stage, TopicInput
from takehold.influence.operations import early as operations
from takehold.influence.operations.stages import NEXT, ORDER, possible
from takehold.influence.queries.early import decided, early, leads, one, stage_on
from takehold.influence.queries.words import STAGES
from takehold.influence.tests.conftest import TODAY
from takehold.influence.views.early import answer, one_answer
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours

DIALYSIS = TopicInput(
    "A second site for dialysis", "The medical board", TODAY + timedelta(days=90), "Two networks"
)
AGO = TODAY - timedelta(days=100)


def begun(house: Any, stage: Stage = Stage.IDEA, on: date = AGO) -> int:
    """ "A second site", at a stage."""
    return operations.begin(viewer=house.viewer("it lead"), said=DIALYSIS, stage=stage, on=on, now=NOW)


@pytest.mark.parametrize("length", range(1, 5))
def test_in_every_sequence_a_conversation_goes_only_where_it_may(length: int) -> None:
    for path in product(Stage, repeat=length):
        at, days = Stage.IDEA, []
        for day, stage in enumerate(path):
            if stage in possible(at):
                at = stage
                days.append((AGO + timedelta(days=day), stage))
        made = decided(days)
        assert (made is None) is not any(stage in (Stage.DECIDED, Stage.CONTRACTED) for _on, stage in days)
        if Stage.CONTRACTED in [stage for _on, stage in days]:
            assert at is Stage.CONTRACTED
    assert set(NEXT) == set(Stage) == set(STAGES) == {*ORDER, Stage.DROPPED}


def test_one_that_passed_its_options_without_it_is_named(house: Any) -> None:
    told = {"viewer": house.viewer("it lead"), "now": NOW}
    made = begun(house)
    operations.move(talk_id=made, stage=Stage.OPTIONS, on=AGO + timedelta(days=9), version=1, **told)
    assert early(viewer=house.viewer("sponsor")).passed == ()
    operations.move(talk_id=made, stage=Stage.BUDGET, on=AGO + timedelta(days=40), version=2, **told)
    found = early(viewer=house.viewer("sponsor"))
    assert [each.id for each in found.passed] == [made]
    assert answer(found).endswith("“A second site for dialysis” is past its options without IT.")
    operations.join(talk_id=made, on=AGO + timedelta(days=20), version=3, **told)
    talk = one(viewer=house.viewer("lead"), talk_id=made)
    assert (talk.passed, talk.it_stage, talk.lead_days) == (False, Stage.OPTIONS, None)
    assert one_answer(talk).endswith("IT came in when it was: options are compared.")
    operations.move(talk_id=made, stage=Stage.DECIDED, on=TODAY, version=4, **told)
    assert one(viewer=house.viewer("lead"), talk_id=made).lead_days == 80
    assert stage_on([], TODAY) is Stage.IDEA


def test_a_median_takes_three(house: Any) -> None:
    """Lead times of 10, 30 and 50 days before, then one of 90: the median moves from none to 30 to 40."""
    told = {"viewer": house.viewer("it lead"), "now": NOW}
    for n, days in enumerate((10, 50, 30, 90)):
        made = begun(house, Stage.DECIDED, TODAY - timedelta(days=1))
        operations.join(talk_id=made, on=TODAY - timedelta(days=1 + days), version=1, **told)
        (found,) = early(viewer=house.viewer("lead")).leads
        assert (found.begins, found.n, found.without) == (date(2026, 1, 1), n + 1, 0)
        assert found.median == (None, None, 30, 40)[n]
    assert (found.low, found.high) == (10, 90)
    begun(house, Stage.CONTRACTED, TODAY)
    late = begun(house, Stage.DECIDED, date(2025, 12, 30))
    operations.join(talk_id=late, on=TODAY, version=1, **told)
    now, before = early(viewer=house.viewer("lead")).leads
    assert (now.n, now.without, now.median) == (5, 1, 40)
    assert (before.begins, before.median) == (date(2025, 10, 1), None)
    assert one(viewer=house.viewer("lead"), talk_id=late).lead_days == -62
    assert leads(()) == ()


def test_who_reads_and_who_writes(house: Any) -> None:
    made = begun(house)
    for role in ("member", "manager", "stranger"):
        with pytest.raises(NotYours):
            early(viewer=house.viewer(role))
        with pytest.raises(NotYours):
            operations.join(viewer=house.viewer(role), talk_id=made, on=TODAY, version=1, now=NOW)
    with pytest.raises(NotAllowed):
        operations.join(viewer=house.viewer("auditor"), talk_id=made, on=TODAY, version=1, now=NOW)
    with pytest.raises(NotYours):
        one(viewer=house.viewer("lead"), talk_id=made + 1)


def test_what_cannot_be_is_refused_in_a_sentence(house: Any) -> None:
    told: dict[str, Any] = {"viewer": house.viewer("it lead"), "now": NOW}
    made = begun(house)
    for field, said in (("owner", TopicInput("x", "Olga Other", TODAY)), ("topic", TopicInput(" ", "x", TODAY)),
                        ("expected", TopicInput("x", "x", None)),
                        ("expected", TopicInput("x", "x", TODAY - timedelta(days=1)))):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            operations.begin(said=said, stage=Stage.IDEA, on=TODAY, **told)
        assert refused.value.field == field
    for field, stage, on in (("stage", Stage.IDEA, TODAY), ("on", Stage.BUDGET, AGO - timedelta(days=1)),
                             ("on", Stage.BUDGET, TODAY + timedelta(days=1))):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            operations.move(talk_id=made, stage=stage, on=on, version=1, **told)
        assert refused.value.field == field
    operations.edit(talk_id=made, said=DIALYSIS, version=1, **told)
    with pytest.raises(Conflict):
        operations.join(talk_id=made, on=TODAY, version=1, **told)


def test_the_pages_from_an_idea_to_the_decision(house: Any) -> None:
    lead = house.client("it lead")
    assert "No strategic conversation is written down." in lead.get("/early/").content.decode()
    sent = {"topic": "A second site", "owner": "The board", "matters": "", "expected": str(TODAY), "stage": "options",
            "on": str(AGO)}  # fmt: skip
    assert lead.post("/early/", {**sent, "owner": "Olga Other"}).status_code == 422
    one_page = lead.post("/early/", sent)["Location"]
    assert (
        lead.post(f"{one_page}stage/", {"stage": "idea", "on": "2030-01-01", "version": "1"}).status_code
        == 422
    )
    assert (
        lead.post(f"{one_page}stage/", {"stage": "budget", "on": str(TODAY), "version": "1"})["Location"]
        == one_page
    )
    assert "past its options" in house.client("sponsor").get(one_page).content.decode()
    assert lead.post(f"{one_page}it/", {"on": str(TODAY), "version": "1"}).status_code == 422
    assert lead.post(f"{one_page}it/", {"on": str(TODAY), "version": "2"})["Location"] == one_page
    assert lead.post(one_page, {**sent, "topic": "Dialysis", "version": "3"})["Location"] == one_page
    assert lead.post(one_page, {**sent, "version": "3"}).status_code == 422
    assert "IT is in 1 of them." in lead.get("/early/").content.decode()
    assert house.client("member").get("/early/").status_code == 404
    assert house.client("auditor").post(one_page, sent).status_code == 403


def test_the_same_for_programs(house: Any) -> None:
    lead, as_json = house.client("it lead"), {"content_type": "application/json"}
    sent = {"topic": "A second site", "owner": "The board", "expected": str(TODAY), "on": str(AGO)}
    at = f"/api/v1/early/{lead.post('/api/v1/early', sent, **as_json).json()['id']}"
    lead.put(at, {**sent, "topic": "Dialysis", "version": 1}, **as_json)
    lead.post(f"{at}/stage", {"stage": "budget", "on": str(TODAY), "version": 2}, **as_json)
    assert lead.get(at).json()["passed_without_it"] is True
    assert lead.post(f"{at}/it", {"on": str(TODAY), "version": 3}, **as_json).json()["it_stage"] == "budget"
    found = lead.get("/api/v1/early").json()
    assert (found["never"], found["it_came_in"], found["items"][0]["topic"]) == (0, {"budget": 1}, "Dialysis")
    assert models.Conversation.objects.get().version == 4
