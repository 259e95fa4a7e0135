"""L10 managers: on Monday a manager reads what to do, what to say and how long it takes, and is done in under two minutes of
clicks; what helps with the conversation is one click away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest

from conftest import NOW, House, build_change, build_house
from takehold.bridge.facts import ActionInput, ActionKind, Aim, Setting
from takehold.bridge.operations import actions
from takehold.initiatives import operations as initiatives
from takehold.initiatives import queries
from tests.journeys.browsing import Page, Person, person

pytestmark = pytest.mark.django_db
A_CLICK = timedelta(seconds=10)
"""To find, click and read on: slow for one who knows the page."""
A_WORD = timedelta(seconds=1)
"""A word typed, slowly."""
MONDAY = timedelta(minutes=2)
BECAUSE = "Four of nine were agency staff"


@dataclass
class Counted:
    """A person whose clicks and typed words are counted."""

    somebody: Person
    clicks: int = 0
    words: int = 0

    def follows(self, words: str) -> Page:
        self.clicks += 1
        return self.somebody.clicks(words)

    def presses(self, words: str, **said: Any) -> Page:
        self.clicks += 1
        self.words += sum(len(each.split()) for each in said.values())
        return self.somebody.presses(words, **said)

    @property
    def took(self) -> timedelta:
        return self.clicks * A_CLICK + self.words * A_WORD


@pytest.fixture
def house() -> Iterator[House]:
    """Ward 1 slides back, and an action that every manager carries out begins this week."""
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        found = build_house()
        change: Any = build_change(found)
        initiatives.refresh(change.behaviour_id, NOW)
        lead = found.viewer("lead")
        said = ActionInput(
            "Two minutes at the handover", "What got in the way last night?", ActionKind.COMMUNICATION, Setting.INFORMAL,
            Aim.DELIVER, owner_role="manager", minutes=5, practice="two-minute-huddle",
            behaviour=queries.behaviours(viewer=lead, slug=change.slug)[0].key,
            begins_on=NOW.date() + timedelta(days=1), check_on=NOW.date() + timedelta(weeks=9),
        )  # fmt: skip
        actions.propose(viewer=lead, slug=change.slug, said=said, now=NOW)
        yield found


def test_a_managers_monday_takes_under_two_minutes_of_clicks(house: House) -> None:
    manager = Counted(person(house.client("manager")))
    page = manager.somebody.goes("/")
    page.says(
        "This week", "Something slides back in Ward 1.", "10 minutes in all.", "Ask your team what happened",
        "What gets in the way?", "Begin: Two minutes at the handover", "What got in the way of it last night?",
    )  # fmt: skip
    manager.follows("The team slides back").says("We do it less than in spring. That happens.")
    manager.somebody.goes("/week/")
    manager.clicks += 1  # back
    manager.presses("Say so", reason=BECAUSE).says("Said this week", f"not right here: {BECAUSE}")
    manager.presses("Done: Begin").says("Begin: Two minutes at the handover done")
    assert not manager.somebody.page.offers("Not now"), "nothing is left of this Monday"
    assert manager.clicks <= 5
    assert manager.took < MONDAY, manager.took


def test_whoever_leads_reads_nothing_of_what_a_manager_said(house: House) -> None:
    manager, lead = person(house.client("manager")), person(house.client("lead"))
    manager.goes("/week/")
    manager.presses("Say so", reason=BECAUSE)
    for address in ("/week/", "/changes/handover-in-the-record/actions/", "/week/coaching/"):
        lead.goes(address).is_silent_about(BECAUSE)
