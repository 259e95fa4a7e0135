"""A person's own plan: theirs to write, agree, decline and withdraw; the coach reads what was agreed to and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from conftest import NOW
from takehold.analysis.facts import Coded
from takehold.analysis.fit import BARRIERS, HELPS, RECOGNITION, TOLD
from takehold.audit import queries as audit
from takehold.bridge import models
from takehold.bridge.facts.plans import LineState, PlanInput, SharedPlan
from takehold.bridge.operations import plans as operations
from takehold.bridge.queries import plans as queries
from takehold.bridge.queries import reinforcements as words
from takehold.initiatives.facts import Invalid
from takehold.overview.operations import erasing
from takehold.people.facts import NotYours

EASIER = "If somebody were beside me on the first night."


@pytest.fixture
def said(house: Any) -> PlanInput:
    """Ability is hard; time and company help; in person; in private; the manager of ward 1 coaches."""
    return PlanInput(
        ("ability",), ("time", "company"), ("in_person",), ("in_private",), EASIER, house.people["manager"]
    )


@pytest.fixture
def plan(house: Any, said: PlanInput) -> None:
    """The member's plan."""
    operations.write(viewer=house.viewer("member"), said=said, now=NOW)


def own(house: Any, who: str = "member") -> Any:
    return queries.own(viewer=house.viewer(who))


def answer(house: Any, key: str, state: str = LineState.AGREED, who: str = "member") -> None:
    operations.answer(viewer=house.viewer(who), key=key, state=state, now=NOW)


def test_each_proposal_says_why_in_the_words_of_the_person(house: Any, plan: None) -> None:
    found = own(house).proposed
    assert found
    for each in found:
        assert each.reasons
        assert all(reason.startswith(("You said", "You like")) for reason in each.reasons), each
    assert "thanks-in-public" not in {each.key for each in found}, "praise in a way that was not chosen"
    assert "word-in-private" in {each.key for each in found}


def test_without_a_word_nothing_is_guessed(house: Any) -> None:
    operations.write(viewer=house.viewer("member"), said=PlanInput(), now=NOW)
    assert own(house).proposed == ()
    operations.write(viewer=house.viewer("member"), said=PlanInput(recognition=("none",)), now=NOW)
    assert own(house).proposed == ()


def test_what_was_answered_is_proposed_no_more_and_can_be_left_open_again(house: Any, plan: None) -> None:
    first, second = own(house).proposed[:2]
    answer(house, first.key)
    answer(house, second.key, LineState.DECLINED)
    found = own(house)
    assert ([key for key, _n in found.agreed], [key for key, _n in found.declined]) == (
        [first.key],
        [second.key],
    )
    assert not {first.key, second.key} & {each.key for each in found.proposed}
    answer(house, second.key, "")
    assert second.key in {each.key for each in own(house).proposed}


def test_the_coach_reads_what_was_agreed_to_and_nothing_else(house: Any, plan: None) -> None:
    agreed, declined = own(house).proposed[:2]
    answer(house, agreed.key)
    answer(house, declined.key, LineState.DECLINED)
    assert queries.shared(viewer=house.viewer("manager")) == (SharedPlan("Max Member", (agreed.name,)),)
    page = house.client("manager").get("/plans/").content.decode()
    assert agreed.name in page
    for hidden in (EASIER, declined.name, "in private", "does not work in my day"):
        assert hidden not in page
    for who in ("lead", "admin", "other", "works council"):
        assert queries.shared(viewer=house.viewer(who)) == ()
        assert own(house, who) is None


def test_after_withdrawing_every_trace_is_gone_for_the_coach_and_the_record_holds_that_it_was(
    house: Any, plan: None
) -> None:
    member, manager = house.client("member"), house.client("manager")
    name = own(house).proposed[0].name
    member.post("/me/plan/line/", {"key": own(house).proposed[0].key, "state": "agreed"})
    assert "Max Member" in manager.get("/plans/").content.decode()
    assert member.post("/me/plan/withdraw/")["Location"] == "/me/plan/"
    page = manager.get("/plans/").content.decode()
    assert "Max Member" not in page
    assert name not in page
    assert manager.get("/api/v1/plans").json() == {"items": [], "question": ""}
    assert (models.Plan.objects.count(), models.PlanLine.objects.count()) == (0, 0)
    line = audit.recent(1)[0]
    assert (line.action, line.subject) == ("own plan withdrawn", "plan")
    assert name not in str(audit.recent(50))
    assert EASIER not in str(audit.recent(50))
    with pytest.raises(NotYours):
        operations.withdraw(viewer=house.viewer("member"), now=NOW)


def test_plans_that_all_hold_the_same_are_questioned(house: Any) -> None:
    same = tuple(SharedPlan(f"Person {n}", ("A word of thanks in private",)) for n in range(3))
    assert queries.question(same) == "All 3 plans hold exactly the same. People differ: are they theirs?"
    assert queries.question(same[:2]) == ""
    assert queries.question((*same, SharedPlan("Another", ("Thanks in the team",)))) == ""


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("hard", PlanInput(hard=("everything",))),
        ("recognition", PlanInput(recognition=("none", "in_team"))),
        ("coach", PlanInput(coach_id=1)),
        ("easier", PlanInput(easier="x" * 600)),
    ],
)
def test_what_cannot_be_kept_is_refused(house: Any, field: str, wrong: PlanInput) -> None:
    with pytest.raises(Invalid) as refused:
        operations.write(viewer=house.viewer("member"), said=wrong, now=NOW)
    assert refused.value.field == field
    assert not models.Plan.objects.exists()


def test_one_chooses_among_the_coaches_of_the_own_team_never_oneself(house: Any) -> None:
    assert [each.name for each in queries.choosable(viewer=house.viewer("member"))] == ["Mia Manager"]
    assert queries.choosable(viewer=house.viewer("manager")) == ()
    with pytest.raises(NotYours):
        operations.write(viewer=house.viewer("stranger"), said=PlanInput(), now=NOW)


def test_erasing_the_person_takes_the_plan_and_erasing_the_coach_the_sharing(house: Any, plan: None) -> None:
    erasing.erase(viewer=house.viewer("admin"), person_id=house.people["manager"], now=NOW)
    assert own(house).coach == ""
    erasing.erase(viewer=house.viewer("admin"), person_id=house.people["member"], now=NOW)
    assert not models.Plan.objects.exists()


def test_every_code_of_the_method_has_words() -> None:
    assert tuple(words.HARD) == BARRIERS
    assert tuple(words.HELPS) == HELPS
    assert tuple(words.TOLD) == TOLD
    assert tuple(words.RECOGNITION) == RECOGNITION
    assert {each.key for each in words.OFFERED} == set(words.NAMES)
    with pytest.raises(ValueError, match="no reason"):
        words.said(Coded("unknown"))


def test_the_page_and_the_api(house: Any) -> None:
    member = house.client("member")
    assert "You have no plan." in member.get("/me/plan/").content.decode()
    assert 'href="/me/plan/"' in member.get("/me/").content.decode()
    assert member.post("/me/plan/", {"recognition": ["none", "in_team"]}).status_code == 422
    form = {"hard": ["ability"], "helps": ["time"], "easier": EASIER, "coach": house.people["manager"]}
    assert member.post("/me/plan/", form)["Location"] == "/me/plan/"
    page = member.get("/me/plan/").content.decode()
    assert "An hour a week set aside" in page
    assert "You agreed to 0 things. Mia Manager reads that, and nothing else." in page
    member.post("/me/plan/line/", {"key": "no-such", "state": "agreed"})
    assert not models.PlanLine.objects.exists()
    body = {"hard": ["knowledge"], "recognition": ["in_team"]}
    written = member.put("/api/v1/me/plan", json.dumps(body), content_type="application/json").json()["plan"]
    assert (written["coach"], "thanks-in-the-team" in str(written["proposed"])) == (None, True)
    line = {"key": "thanks-in-the-team", "state": "agreed"}
    sent = member.post("/api/v1/me/plan/lines", json.dumps(line), content_type="application/json")
    assert sent.json()["plan"]["agreed"] == ["thanks-in-the-team"]
    assert member.delete("/api/v1/me/plan").json() == {"plan": None}
