"""B15 values: a change says how it serves what the organisation holds dear; what nothing shows is called a claim, everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest

from conftest import NOW, House, build_change, build_house
from takehold.initiatives import operations as initiatives
from tests.journeys.browsing import Person, person

pytestmark = pytest.mark.django_db
SAFE = "Patient safety"
HOW = "What one shift knows, the next one knows."


@pytest.fixture
def house() -> Iterator[House]:
    """The hospital of tests, with a change that is measured."""
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        found = build_house()
        initiatives.refresh(build_change(found).behaviour_id, NOW)
        yield found


@pytest.fixture
def lead(house: House) -> Person:
    """The lead, after the council wrote a value down and the lead said how the change serves it."""
    council, lead = person(house.client("council")), person(house.client("lead"))
    council.goes("/priorities/")
    council.presses("Write it down", name=SAFE, kind="value", why="Nobody is harmed by what we do not pass on.", holder="role:council")  # fmt: skip
    council.goes("/priorities/").says("No change says yet that it serves this.")
    lead.goes("/changes/handover-in-the-record/charter/").says(
        "Nobody has said yet which of the organisation's"
    )
    lead.clicks("Say what it serves")
    lead.presses("Say it", how=HOW).says("It is a claim until something shows it.")
    return lead


def test_a_value_without_evidence_is_a_claim_on_every_page(house: House, lead: Person) -> None:
    lead.goes("/changes/handover-in-the-record/charter/").says("1 is a claim: nothing shows it yet.", HOW)
    person(house.client("member")).goes("/priorities/").says(SAFE, "a claim: nothing shows it yet")


def test_what_is_measured_shows_it_with_how_it_stands_today(house: House, lead: Person) -> None:
    lead.presses("Show it", behaviour="handover")
    lead.goes("/changes/handover-in-the-record/charter/").says("Each is shown.")
    assert "The handover is written in the record" in lead.page.section("What it serves")
    lead.goes("/priorities/").says("1 thing shows it")
    lead.page.is_silent_about("a claim: nothing shows it yet")


def test_a_request_that_serves_nothing_is_told_so_before_it_is_sent(house: House, lead: Person) -> None:
    from takehold.governance.tests.council import a_body

    a_body(house)
    asker = person(house.client("it lead"))
    asker.goes("/council/requests/new/")
    asker.presses("Go on", title="Tablets for the wards", ask="Buy ten.")
    asker.goes(asker.page.address.replace("lines/", ""))
    asker.page.says("It does not say which priority or value of the organisation it serves.")
