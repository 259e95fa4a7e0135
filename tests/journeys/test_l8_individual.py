"""L8 individual: reinforcement is chosen with the person, from that person's own frame of reference; the person sees, agrees,
declines, withdraws; the coach reads what was agreed to and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest

from conftest import NOW, House, build_house
from takehold.audit import queries as audit
from tests.journeys.browsing import person

pytestmark = pytest.mark.django_db
COMPANY, HOUR = "A shift beside a colleague who does it already", "An hour a week set aside, for four weeks"


@pytest.fixture
def house() -> Iterator[House]:
    """The organisation of tests, on its day."""
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield build_house()


def test_a_person_declines_and_withdraws_and_every_trace_is_gone_for_the_coach(house: House) -> None:
    member, coach = person(house.client("member")), person(house.client("manager"))
    member.goes("/me/")
    member.clicks("My own plan").says("You have no plan.")
    said = {"hard": ["ability"], "helps": ["company", "time"], "easier": "Not on a Friday night."}
    member.presses("Keep it", **said, coach=house.people["manager"])
    member.page.says(COMPANY, "You said that this would help: somebody beside me.", HOUR)
    member.presses(f"I agree: {COMPANY}")
    member.presses(f"No, thank you: {HOUR}")
    member.page.says("You agreed to 1 thing. Mia Manager reads that, and nothing else.")
    coach.goes("/plans/").says("1 person chose you as coach", "Max Member", COMPANY)
    coach.page.is_silent_about(HOUR, "Friday night", "does not work in my day")
    member.presses("Withdraw my plan")
    member.page.says("You have no plan.")
    coach.goes("/plans/").says("Nobody shares a plan with you.")
    coach.page.is_silent_about("Max Member", COMPANY)
    record = audit.recent(20)
    assert record[0].action == "own plan withdrawn"
    assert COMPANY not in str(record)
    assert "beside-a-colleague" not in str(record)
