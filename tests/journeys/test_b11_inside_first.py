"""B11 the inside first: those who bring a change are asked before it goes outside; where they disagree it waits, until it is said
what was changed or somebody goes past it with a reason on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW, House, build_change, build_house
from takehold.alignment import jobs
from takehold.gather.models import Wave
from takehold.gather.operations import opening
from takehold.gather.tests.surveying import after, answer
from tests.journeys.browsing import Person, person

pytestmark = pytest.mark.django_db
AGREE, DISAGREE = "3", "1"
QUESTIONS = 5
"""So many are asked before the one that asks whether one agrees with the plan."""
CHANGED = "Nights begin four weeks later, after they tried it."


@pytest.fixture
def house(moment: Any) -> House:
    """Ward 1 brings the changes of this house; the administrator says so on the page."""
    found = build_house()
    admin = person(found.client("admin"))
    admin.goes("/it/").says("no team is named")
    admin.goes("/it/teams/")
    admin.presses("Keep it", teams=[found.teams["ward-1"]])
    return found


def answered(house: House, moment: Any, said: Sequence[str]) -> Person:
    """They are asked, answer on their pages, and a week later it is closed and looked at."""
    slug = build_change(house).slug
    lead = person(house.client("lead"))
    lead.goes(f"/changes/{slug}/inside/").says("were not asked yet", "It waits for that")
    lead.presses("Ask them").says("They are being asked until")
    wave = Wave.objects.get()
    for nth, word in enumerate(said):
        answer(wave, nth, [*[{"answer": "3"}] * QUESTIONS, {"answer": word}, {"answer": ""}])
    moment.return_value = after(wave, NOW)
    house.on = moment.return_value.date()
    opening.close_when_due(wave_id=wave.pk, now=moment.return_value)
    for job in jobs.due(moment.return_value):
        jobs.run(job, now=moment.return_value, home=None)  # type: ignore[arg-type]  # this job reads no file
    house.clients.clear()  # the sessions are over as well
    lead = person(house.client("lead"))
    lead.goes(f"/changes/{slug}/inside/")
    return lead


def test_where_they_agree_nothing_waits(house: House, moment: Any) -> None:
    lead = answered(house, moment, [AGREE] * 9)
    lead.page.says("agree")
    lead.goes(f"{lead.page.address.removesuffix('inside/')}go/").is_silent_about(
        "have not agreed to its plan"
    )


def test_a_disagreement_holds_the_first_day_until_it_is_said_what_was_changed(
    house: House, moment: Any
) -> None:
    lead = answered(house, moment, [DISAGREE] * 7 + [AGREE] * 2)
    inside = lead.page.address
    go = f"{inside.removesuffix('inside/')}go/"
    lead.goes(go).says("Those who bring the change have not agreed to its plan yet.")
    lead.goes(inside)
    lead.presses("It is resolved", how=CHANGED).says("The change no longer waits for it.", CHANGED)
    lead.goes(go).is_silent_about("have not agreed to its plan")
    everybody = person(house.client("member"))
    everybody.goes(inside).says(CHANGED)
    assert "Max Member" not in everybody.page.text, "and not who disagreed"


def test_whoever_goes_past_it_names_a_reason_that_the_council_reads(house: House, moment: Any) -> None:
    lead = answered(house, moment, [DISAGREE] * 8)
    lead.goes(f"{lead.page.address.removesuffix('inside/')}go/")
    first = {"group": house.teams["ward-3"], "on": str(moment.return_value.date() + timedelta(days=7))}
    lead.presses("It goes live for this group", **first, reason="").says("Something is missing.")
    why = "The old system is switched off by the maker on Friday."
    lead.presses("It goes live for this group", **first, reason=why).says(
        "although something was missing", why
    )
    council = person(house.client("council"))
    council.goes("/council/authority/").says(why)
