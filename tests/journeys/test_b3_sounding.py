"""B3 sounding: a leader asks trusted colleagues in a minute; they see first who will read what; a group is told once and in
rough shares; when it turns, what they ask for stands on top."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from conftest import House, build_house
from takehold.influence import jobs
from takehold.influence.models import SoundingAsked
from takehold.influence.queries.soundings import token
from tests.journeys.browsing import Person, person

pytestmark = pytest.mark.django_db
SIX = ("member", "manager", "other", "ward-2-0", "ward-2-1", "ward-3-0")
WEEK = timedelta(days=8)


@pytest.fixture
def house(moment: Any) -> House:
    """The hospital of tests."""
    return build_house()


def leader(house: House, moment: Any) -> Person:
    """The lead, newly signed in on that day."""
    house.on = moment.return_value.date()
    house.clients.clear()
    return person(house.client("lead"))


def sounded(house: House, moment: Any, people: Sequence[str], lands: Sequence[int], course: str) -> None:
    """Asked on the page, answered by each through the own way in, without an account; a week passes."""
    lead = leader(house, moment)
    lead.goes("/sounding/")
    known = set(SoundingAsked.objects.values_list("nonce", flat=True))
    lead.presses("Ask them", about="The record", form="group", people="\n".join(people))
    nonces = [each.nonce for each in SoundingAsked.objects.order_by("id") if each.nonce not in known]
    for nonce, point in zip(nonces, lands, strict=True):
        phone = person(Client())
        phone.goes(f"/sounding/a/{token(nonce)}/")
        text = phone.page.text
        assert text.index("Who will see what") < text.index("How does it land")
        phone.presses("Send my answers", lands=point, openly=point, course=course).says("Thank you")
        if not known:
            lead.goes("/sounding/").is_silent_about("0-24 %", "75-100 %")
    moment.return_value += WEEK
    for job in jobs.due(moment.return_value):
        jobs.run(job, now=moment.return_value, home=None)  # type: ignore[arg-type]  # these jobs read no file


def test_when_it_turns_the_leader_alone_reads_what_they_ask_for(house: House, moment: Any) -> None:
    sounded(house, moment, SIX, (5, 4, 5, 4, 5, 4), "on")
    leader(house, moment).goes("/sounding/").says("75-100 %")
    sounded(house, moment, SIX, (2, 1, 2, 2, 1, 2), "listen")
    lead = leader(house, moment)
    lead.goes("/sounding/").says(
        "It lands less well than the time before.", "listen to those who do the work"
    )
    for role in ("sponsor", "it lead", "works council", "admin"):
        person(house.client(role)).goes("/sounding/").is_silent_about("75-100 %", "lands less well")


def test_four_answers_tell_nothing(house: House, moment: Any) -> None:
    lead = leader(house, moment)
    lead.goes("/sounding/")
    lead.presses("Ask them", about="The record", form="group", people="\n".join(SIX[:4]))
    lead.page.says("five")
    assert not SoundingAsked.objects.exists(), "a group begins at five"
