"""B9 early: strategic conversations have a stage and a day, IT is missed while something can still be chosen, and how early it
came in is told as it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW, House, build_house
from tests.journeys.browsing import Person, person

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DIALYSIS = "A second site for dialysis"


@pytest.fixture
def house(moment: Any) -> House:
    """The hospital of tests."""
    return build_house()


def written(house: House, stage: str) -> Person:
    """The head of IT writes down what was heard, and stands on its page."""
    head = person(house.client("it lead"))
    head.goes("/early/").says("No strategic conversation is written down.")
    said = {"topic": DIALYSIS, "owner": "Clinic board", "matters": "One record for two houses"}
    head.presses(
        "Write it down", **said, stage=stage, expected=str(TODAY + timedelta(days=200)), on=str(TODAY)
    )
    return head


def test_one_that_passes_its_options_without_it_is_named_first(house: House) -> None:
    head = written(house, "options")
    talk = head.page.address
    head.goes("/early/").is_silent_about("is past its options")
    head.goes(talk)
    head.presses("Keep it", stage="budget", on=str(TODAY))
    sponsor = person(house.client("sponsor"))
    sponsor.goes("/early/").says(f"“{DIALYSIS}” is past its options without IT.", "IT is in 0 of")
    sponsor.clicks(DIALYSIS).says("past its options")
    person(house.client("member")).goes("/early/").is_silent_about(DIALYSIS)


def test_that_it_came_in_too_late_is_not_told_as_early(house: House, moment: Any) -> None:
    head = written(house, "budget")
    talk = head.page.address
    moment.return_value = NOW + timedelta(hours=1)
    head.ask("POST", f"{talk}it/", {"on": str(TODAY), "version": "1"}, {})
    head.goes("/early/").says("IT is in 1 of them.")
    stages = head.page.section("At which stage IT came in")
    assert "money is asked for 1" in stages, "at the stage in which it came in"
    assert "an idea" not in stages
    assert "not at all 0" in stages
    head.page.is_silent_about("is past its options")


def test_a_person_is_no_owner_of_a_conversation(house: House) -> None:
    head = person(house.client("it lead"))
    head.goes("/early/")
    said = {"topic": DIALYSIS, "owner": "Olga Other", "stage": "idea", "on": str(TODAY)}
    head.presses("Write it down", **said, expected=str(TODAY + timedelta(days=90)))
    head.page.says("Olga Other")
    head.goes("/early/").says("No strategic conversation is written down.")
