"""B6 authority: a directive rests on compliance or safety, goes out to 2,000 people in three pages, is read and counted, is
reviewed by another office, and lapses by itself."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW, House, build_house
from takehold.people.models import Membership, Person
from tests.journeys.browsing import person

pytestmark = pytest.mark.django_db
ON_THE_FORM = {
    "What must be done, in a few words?": "Two people check every dose",
    "What exactly, and from when?": "A second person reads the dose aloud before giving, from tonight.",
    "Which law, or which hazard?": "Doses were mixed up twice in February.",
    "What shows it?": "Two entries in the register of near misses.",
    "If nothing: why was there no time?": "The second mix-up was this morning.",
}


@pytest.fixture
def house(moment: Any) -> House:
    """The hospital of tests with 2,000 people more on ward 4."""
    found = build_house()
    Person.objects.bulk_create([Person(key=f"many-{n}", name=f"Worker {n}") for n in range(2000)])
    more = Person.objects.filter(key__startswith="many-").order_by("id")
    Membership.objects.bulk_create(
        [Membership(person=each, team_id=found.teams["ward-4"], valid_from=NOW.date()) for each in more]
    )
    return found


def test_from_new_to_lapsed(house: House, moment: Any) -> None:
    lead, began = person(house.client("it lead")), time.monotonic()
    lead.goes("/council/directives/").says("No directive is in force.")
    lead.clicks("Write a directive")
    lead.presses("Read it as they will", ground="urgent", fill=ON_THE_FORM)
    lead.page.says("What else you can do: say which law or which hazard makes it so")
    lead.presses("Read it as they will", ground="safety")
    lead.page.says("nobody was told")
    lead.presses("Keep it so", event="issue")
    lead.page.says("2,046 people were told.", "Between 0 and 4 said themselves that they have read it.")
    assert time.monotonic() - began < 120
    other = person(house.client("other"))
    other.goes("/me/").says("1 directive waits for you to read it.")
    other.clicks("Two people check every dose")
    other.presses("I have read it")
    other.page.says("You noted that you have read it")
    other.presses("So many have read it", team=house.teams["ward-3"], shift="night", people=6)
    lead.goes("/council/directives/")
    lead.clicks("Two people check every dose")
    lead.page.says("For 1 shift its leader counted 6 readers.")
    assert "Olga" not in lead.page.text
    _reviewed(house, moment)


def _reviewed(house: House, moment: Any) -> None:
    """Kept once by the council, then nobody looks."""
    council, until = person(house.client("council")), NOW.date() + timedelta(days=5)
    council.goes("/council/directives/")
    council.clicks("Two people check every dose")
    council.presses("Keep it so", event="keep", until=str(until), reason="Until the new labels are there.")
    council.goes("/council/directives/").says("lapses after Saturday unless reviewed")
    moment.return_value = NOW + timedelta(days=6)
    house.clients.clear()  # the sessions are over as well
    council = person(house.client("council"))
    council.goes("/council/directives/").says("No directive is in force.")
    council.clicks("Two people check every dose")
    council.page.says("nobody reviewed it", "It binds nobody any more.")
    reader = person(house.client("other"))
    reader.goes("/me/").is_silent_about("waits for you to read it", "read it and say so")
