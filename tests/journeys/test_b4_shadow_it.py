"""B4 shadow IT: a department tells of its own tool, why comes first, nothing is switched off before the need is met, and
afterwards it is checked that it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest

from conftest import NOW, House, build_house
from takehold.audit import queries as audit
from takehold.shadow_it import jobs
from tests.journeys.browsing import Person, person

pytestmark = pytest.mark.django_db
TOOL = "The film exchange"


@pytest.fixture
def house() -> Iterator[House]:
    """The organisation of tests, on its day."""
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield build_house()


def told(house: House) -> tuple[Person, Person, Person]:
    """The promise is written and signed, and the member tells of a tool. The IT lead, the member, the manager."""
    lead, member, manager = (person(house.client(role)) for role in ("it lead", "member", "manager"))
    lead.goes("/shadow/").says("Nobody has signed the promise yet")
    lead.goes("/shadow/promise/")
    promised = {
        "text": "Nobody is blamed for a tool that a department found for itself.",
        "limits": "What the law wants reported must still be reported.",
        "report_to": "The data protection office, extension 4410",
    }
    lead.presses("Keep it as a draft", **promised)
    sponsor = person(house.client("sponsor"))
    sponsor.goes("/shadow/promise/")
    sponsor.presses("Sign it in my name")
    member.goes("/shadow/tell/").says(
        "nobody is blamed", "must still be reported", "extension 4410", "Sponsor"
    )
    member.presses(
        "Tell it", name=TOOL, kind="service", used_for="Sending films to practices outside.", people="10-19"
    )
    member.page.says("you are asked why it is useful", "used by Ward 1")
    return lead, member, manager


def test_a_tool_is_told_asked_about_met_and_only_then_switched_off(house: House) -> None:
    lead, member, manager = told(house)
    lead.goes("/shadow/")
    lead.page.is_silent_about("Max Member")
    lead.clicks(TOOL).says("why it is used has not been asked yet")
    assert not lead.page.offers("It is switched off by a directive")
    lead.presses("Keep what becomes of it", event="ask")
    lead.presses("Keep this answer", text="Ours takes no file over 100 MB", cause="tool", root="The limit")
    lead.presses("Record it", sentence="Send a film on the same day.", theme="files", people="10-19")
    lead.presses("Offer it", way="offer", what="Our own exchange takes 5 GB.")
    lead.page.says("Before it is switched off", "The co-owner of every department has signed.")
    lead.presses("Keep what becomes of it", event="settle")
    lead.page.says("Every department that uses it says first that this meets its need.")
    member.goes("/shadow/")
    member.clicks(TOOL)
    member.presses("What is offered meets our need")
    lead.goes("/shadow/")
    lead.clicks(TOOL)
    lead.presses("Keep what becomes of it", event="settle")
    lead.presses("Keep what becomes of it", event="retire")
    lead.page.says("Not before: The co-owner of every department has signed.")
    lead.presses("Name", co_owner="Mia Manager")
    manager.goes("/shadow/")
    manager.clicks(TOOL)
    manager.presses("Sign it for the department")
    lead.goes("/shadow/")
    lead.clicks(TOOL)
    lead.presses("Keep what becomes of it", event="retire")
    lead.page.says("Its need is met by something else, and it is switched off.", "signed on")
    lead.goes("/shadow/needs/").says("Every need on record is met.", "Sending and sharing files", "1 of 1")


def test_what_is_not_met_afterwards_opens_again_by_itself(house: House) -> None:
    lead, member, _manager = told(house)
    lead.goes("/shadow/")
    lead.clicks(TOOL)
    lead.presses("Keep what becomes of it", event="ask")
    lead.presses("Keep this answer", text="Ours takes no film", cause="tool")
    lead.presses("Record it", sentence="Send a film on the same day.", theme="files", people="10-19")
    lead.presses("Offer it", way="support", what="It is kept and backed up.")
    lead.presses("Keep what becomes of it", event="settle")
    later = NOW + timedelta(weeks=5)
    for job in jobs.due(later):
        jobs.run(job, now=later, home=Path())
    member.goes("/shadow/").says("The department is asked whether its need is met.")
    member.clicks(TOOL)
    missing = "In a sentence: what is missing, or what got better?"
    member.presses("Answer", said="no", fill={missing: "Films over 4 GB do not go through."})
    member.page.says(
        "Its need is not met after all: the inquiry is open again.", "Films over 4 GB do not go through."
    )
    lead.goes("/shadow/").says("1 is open again.")
    assert "Films" not in str(audit.recent(50))
