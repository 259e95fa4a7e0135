"""Where one arrives, the verdict beside each tab of a change, and what is everybody's and still some manager's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest

from conftest import NOW
from takehold.bridge.facts import ActionInput, ActionKind, Aim, Setting
from takehold.bridge.operations import actions
from takehold.bridge.queries import weeks as kept
from takehold.initiatives import models, operations, queries
from takehold.overview.queries import week as weeks
from takehold.overview.views.change import worst
from takehold.people.facts import RoleKind

WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("manager", "/week/"), ("lead", "/week/"), ("sponsor", "/week/"), ("it lead", "/week/"),
        ("member", "/changes/"), ("council", "/changes/"), ("auditor", "/changes/"), ("stranger", "/changes/"),
        (None, "/changes/"),
    ],
)  # fmt: skip
def test_the_first_page_is_the_week_of_whoever_has_one(house: Any, who: str | None, where: str) -> None:
    assert house.client(who).get("/")["Location"] == where


@pytest.mark.parametrize("who", ["manager", "lead", "other"])
def test_why_and_actions_show_the_verdict_that_now_shows(house: Any, change: Any, who: str) -> None:
    """Also while a slip is the team's own: the other's chip is the one before it."""
    viewer, client = house.viewer(who), house.client(who)
    number = models.Initiative.objects.get(slug=change.slug).pk
    assert queries.verdict_of(viewer=viewer, initiative_id=number) is None
    operations.refresh(change.behaviour_id, NOW)
    models.Alert.objects.filter(unit="Ward 1").update(visible_above_on=NOW.date() + timedelta(days=3))
    viewer.seen.clear()
    told = worst(queries.standings(viewer=viewer, slug=change.slug))
    assert told is not None
    assert queries.verdict_of(viewer=viewer, initiative_id=number) is told
    chips = {
        page.split('class="titlerow__name"')[1].split("</div>")[0].split("</h1>")[1]
        for part in ("", "gaps/", "actions/")
        for page in [client.get(f"/changes/{change.slug}/{part}").content.decode()]
    }
    assert len(chips) == 1
    assert "verdict--chip" in chips.pop()


def chosen(house: Any, change: Any, role: str, **more: Any) -> int:
    said = ActionInput(
        "Two minutes at the handover", "What got in the way?", ActionKind.COMMUNICATION, Setting.INFORMAL,
        Aim.DELIVER, owner_role=role, minutes=10, behaviour=queries.behaviours(viewer=house.viewer("lead"), slug=change.slug)[0].key,
        begins_on=NOW.date() + timedelta(days=3), check_on=NOW.date() + timedelta(weeks=9), **more,
    )  # fmt: skip
    return actions.propose(viewer=house.viewer("lead"), slug=change.slug, said=said, now=NOW)


def test_an_action_for_everybody_that_managers_own_is_in_the_week_of_each_of_them(
    house: Any, change: Any
) -> None:
    action = chosen(house, change, RoleKind.MANAGER)
    for who in ("manager", "other"):
        found = weeks.week(viewer=house.viewer(who))
        assert [move.key for move in found.moves] == [f"action:{action}"], who
        assert found.owed == (), "whoever cannot begin it owes no beginning"
    for who in ("lead", "member", "sponsor"):
        assert kept.my_actions(viewer=house.viewer(who)) == (), who


def test_it_is_not_in_the_week_of_a_manager_whom_the_change_is_not_for(house: Any, change: Any) -> None:
    models.Audience.objects.create(
        initiative=models.Initiative.objects.get(slug=change.slug), team_id=house.teams["surgery"]
    )
    action = chosen(house, change, RoleKind.MANAGER)
    assert [each.id for each in kept.my_actions(viewer=house.viewer("other"))] == [action]
    assert kept.my_actions(viewer=house.viewer("manager")) == ()
