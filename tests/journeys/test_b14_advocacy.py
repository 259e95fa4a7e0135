"""B14 advocacy: who has a stake and where they say they stand, who is to tell them what, how it landed; and whoever plans the
next change finds what was tried."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import pytest

from conftest import NOW, House, build_change, build_house
from tests.journeys.browsing import Person, person

pytestmark = pytest.mark.django_db
AT = "/changes/handover-in-the-record/"
TODAY = NOW.date()
NIGHTS = {"name": "Night shifts", "kind": "group", "influence": "2", "stake": "Nine clicks more at three"}
MOVE = {
    "matters": "Sleep", "message": "Three fields go first.", "messenger": "A nurse of another ward",
    "channel": "Their huddle",
}  # fmt: skip


@pytest.fixture
def house() -> Iterator[House]:
    """The hospital of tests, with a change."""
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        found = build_house()
        build_change(found)
        yield found


@pytest.fixture
def lead(house: House) -> Person:
    """The lead, after the night shifts were written down with what they said."""
    lead = person(house.client("lead"))
    lead.goes(f"{AT}stakeholders/").says("Nobody is written down who has a stake")
    lead.presses("Write it down", **{**NIGHTS, "name": "Max Member"}).says("Max Member")
    lead.presses("Write it down", **NIGHTS)
    stated = {"support": "2", "source": "Their huddle", "on": str(TODAY)}
    lead.presses("Write it down", fill={"In their words": "Too slow at night"}, **stated)
    lead.page.says("They said: rather against.")
    return lead


def test_from_who_was_never_reached_to_what_worked_and_is_found_again(house: House, lead: Person) -> None:
    stakeholder = lead.page.address
    lead.goes(f"{AT}advocacy/").says("0 things are planned.")
    assert "Night shifts" in lead.page.section("Not reached yet")
    number = stakeholder.rstrip("/").rsplit("/", 1)[-1]
    lead.presses("Plan it", stakeholder=number, due=str(TODAY + timedelta(days=3)), **MOVE)
    lead.clicks("Night shiftsThree fields")
    landed = {"landed": "towards", "said": "Somebody came at last", "differently": "Go in the first week"}
    lead.presses("Done: put it on record", approach="listening", what="A night on the ward", on=str(TODAY), **landed)  # fmt: skip
    lead.goes(f"{AT}advocacy/").is_silent_about("Not reached yet")
    sponsor = person(house.client("sponsor"))
    sponsor.goes("/approaches/").says(
        "1 attempt is on record: 1 brought people closer", "A night on the ward"
    )
    sponsor.page.says("Next time: Go in the first week")


def test_those_it_is_about_read_all_of_it_and_stand_for_themselves_alone(house: House, lead: Person) -> None:
    member = person(house.client("member"))
    member.goes(lead.page.address).says("They said: rather against.", "Too slow at night")
    member.goes(f"{AT}stakeholders/")
    member.presses("Say it with my name", support="5")
    lead.goes(f"{AT}stakeholders/").says("Max Member")
    member.presses("Take it back")
    lead.goes(f"{AT}stakeholders/").is_silent_about("Max Member")
    assert member.goes(f"{AT}advocacy/").status == 200
    assert not member.page.offers("Plan it")
