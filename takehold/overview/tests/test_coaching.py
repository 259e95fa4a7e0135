"""Own coaching: a guide for each conversation of the week, promises kept, and what a closed survey released on trust."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest

from conftest import NOW
from takehold.bridge import models as bridge
from takehold.bridge.facts import ActionState
from takehold.bridge.queries.guides import guide
from takehold.gaps import models as gaps
from takehold.gaps.facts.promises import Promises
from takehold.gather.disclosure.by_team import TeamsTold
from takehold.gather.facts.disclosure import FigureFact, GroupFact
from takehold.initiatives.models import Initiative
from takehold.overview.facts import Move
from takehold.overview.queries import coaching

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def move(key: str) -> Move:
    return Move(key, "Do it", "", "", "", 5, "/")


def test_each_move_has_a_guide_of_its_own_that_fits() -> None:
    moves = [
        move("alert:1"),
        move("action:3"),
        move("action:4"),
        move("beat:1:2:gather"),
        move("something:9"),
    ]
    found = coaching.guided(moves, {"action:3": "reinforcement", "action:4": "knowledge"})
    keys = [each.guide.key if each.guide is not None else "" for each in found]
    assert keys[1:3] == ["saying-thanks", "agency-staff"]
    assert keys[4] == ""
    assert len(set(keys)) == 5, "none twice"
    alert, beat = guide(keys[0]), guide(keys[3])
    assert alert is not None
    assert beat is not None
    assert "slip" in alert.occasions
    assert "rhythm" in beat.occasions


def action(house: Any, slug: str, who: str, begins: int, began: int | None, state: str) -> None:
    """Days from today."""
    bridge.Action.objects.create(
        initiative=Initiative.objects.get(slug=slug), kind="story", setting="formal", aim="deliver", title="x", what="y",
        minutes=5, owner_id=house.people[who], state=state, proposed_on=TODAY - timedelta(days=120),
        begins_on=TODAY + timedelta(days=begins), check_on=TODAY + timedelta(days=begins + 60),
        began_on=None if began is None else TODAY + timedelta(days=began),
    )  # fmt: skip


def concern(slug: str, due: int, answered: int | None) -> None:
    gaps.Concern.objects.create(
        initiative=Initiative.objects.get(slug=slug), kind="question", text="And then?", state="waiting" if answered is None else "answered",
        raised_on=TODAY - timedelta(days=210), due_on=TODAY + timedelta(days=due), answer="" if answered is None else "So.",
        answered_on=None if answered is None else TODAY + timedelta(days=answered),
    )  # fmt: skip


def test_promises_are_counted_by_their_day_and_for_that_person_alone(house: Any, change: Any) -> None:
    doing, agreed = ActionState.DOING, ActionState.AGREED
    for begins, began, state in (
        (-20, -20, doing), (-20, -22, ActionState.DONE), (-20, -10, doing), (-3, None, agreed),
        (-100, -100, doing), (5, None, agreed), (-20, None, ActionState.PROPOSED), (-20, None, ActionState.NOT_RIGHT),
    ):  # fmt: skip
        action(house, change.slug, "manager", begins, began, state)
    found = coaching.coaching(viewer=house.viewer("manager"))
    assert found.actions == Promises(kept=2, late=1, open=1)
    assert found.answers is None, "a manager leads no change here"
    assert coaching.answer(found) == (
        "In the last quarter 4 promises of yours were due; 2 were kept on their day."
    )
    assert coaching.lines(found.actions) == ("2 on their day", "1 after its day", "1 not done yet")
    assert coaching.coaching(viewer=house.viewer("lead")).actions.made == 0
    assert coaching.coaching(viewer=house.viewer("other")).actions.made == 0
    page = house.client("manager").get("/week/coaching/").content.decode()
    assert "2 were kept on their day." in page
    assert house.client("manager").get("/api/v1/week/coaching").json()["actions"] == {
        "kept": 2,
        "late": 1,
        "open": 1,
    }


def test_answers_owed_are_those_of_changes_one_leads(house: Any, change: Any) -> None:
    assert coaching.answer(coaching.coaching(viewer=house.viewer("lead"))) == (
        "No promise of yours was due in the last quarter."
    )
    for due, answered in ((-10, -12), (-10, -10), (-10, -4), (-10, None), (10, None), (-200, None)):
        concern(change.slug, due, answered)
    found = coaching.coaching(viewer=house.viewer("lead"))
    assert found.answers == Promises(kept=2, late=1, open=1)
    gaps.Concern.objects.exclude(
        due_on=TODAY - timedelta(days=10), answered_on__lte=TODAY - timedelta(days=10)
    ).delete()
    every = "In the last quarter 2 promises of yours were due; every one was kept on its day."
    assert coaching.answer(coaching.coaching(viewer=house.viewer("lead"))) == every


def told(house: Any) -> Any:
    """What a closed survey released on trust: of everybody, of ward 1, of ward 3."""

    def one(number: int, name: str, mean: float, *teams: str) -> TeamsTold:
        figure = FigureFact(coaching.TRUST, "Trust", "element", "10-19", mean=mean)
        group = GroupFact(number, name, "10-19", (figure,))
        return TeamsTold(group, frozenset(house.teams[each] for each in teams), figure, None)

    whole = one(0, "Everybody asked", 3.1, "ward-1", "ward-2", "ward-3", "ward-4", "tiny")
    wave = ("00000000-0000-4000-8000-000000000001", "The pulse of February", TODAY)
    return wave, (whole, one(1, "Ward 1", 2.4, "ward-1"), one(2, "Ward 3", 4.2, "ward-3"))


def test_trust_is_told_of_the_own_groups_and_only_as_it_was_released(house: Any, change: Any) -> None:
    with mock.patch("takehold.overview.queries.coaching.newest_by_team", return_value=told(house)) as asked:
        groups = {
            who: [each.group for each in coaching.coaching(viewer=house.viewer(who)).trust]
            for who in ("manager", "other", "lead", "sponsor")
        }
        page = house.client("manager").get("/week/coaching/").content.decode()
    assert groups == {
        "manager": ["Ward 1"], "other": ["Ward 3"], "lead": ["Everybody asked"], "sponsor": ["Everybody asked"],
    }  # fmt: skip
    assert all(call.kwargs["question"] == "element:trust" for call in asked.call_args_list)
    assert "2.4" in page
    assert "4.2" not in page
    page = house.client("manager").get("/week/coaching/").content.decode()
    assert "no survey that asked about trust has closed here" in page


def test_it_is_for_whoever_has_a_week(house: Any, change: Any) -> None:
    for who, status in (("sponsor", 200), ("member", 404), ("auditor", 404), ("works council", 404)):
        assert house.client(who).get("/week/coaching/").status_code == status
