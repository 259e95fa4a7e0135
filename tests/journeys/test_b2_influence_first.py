"""B2 influence first: what was tried to win people over is on record with how it landed; support is told over time, group by
group, as each said it; how far they agree is never a mean; whoever orders reads first what was tried."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conftest import NOW, Change, House
from takehold.governance.tests.ordered import turned, written
from tests.journeys.browsing import Person, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
TODAY = NOW.date()
TRIED = "A nurse of ward 4 showed it at three in the morning"
SUPPORT = {"against": 1, "rather against": 2, "undecided": 3, "rather for": 4, "for": 5}
JSON = {"content_type": "application/json"}


def wrote(lead: Person, slug: str, name: str) -> str:
    """A group with a stake; where its page is."""
    lead.goes(f"/changes/{slug}/stakeholders/")
    lead.presses("Write it down", name=name, kind="group", influence=2, stake="Nine clicks more at night")
    return lead.page.address


def stated(lead: Person, at: str, where: str, days_ago: int, source: str = "Their huddle, minutes") -> None:
    """Where they said they stand, and where they said it."""
    lead.goes(at)
    on = str(TODAY - timedelta(days=days_ago))
    lead.presses("Write it down", support=SUPPORT[where], source=source, on=on)


def tried(lead: Person, at: str, days_ago: int) -> None:
    """Something was tried; nobody knows yet how it landed."""
    lead.goes(at)
    on = str(TODAY - timedelta(days=days_ago))
    lead.presses("Put it on record", approach="peer", what=TRIED, on=on, landed="open")


def test_an_attempt_its_landing_and_what_they_said_before_and_after(house: House, change: Change) -> None:
    lead, member = person(house.client("lead")), person(house.client("member"))
    nights = wrote(lead, change.slug, "Night shifts")
    member.goes(nights).says("Nobody has written down where they said they stand.")
    stated(lead, nights, "against", 30, source="")
    assert lead.page.status == 422, "what nobody said anywhere is not written down"
    stated(lead, nights, "against", 30)
    tried(lead, nights, 20)
    lead.page.says("Cannot be told yet.")
    lead.presses(
        "Keep it", landed="towards", said="At last somebody who does it", differently="Go in week one"
    )
    stated(lead, nights, "rather for", 5)
    member.goes(nights).says("They said: rather for it. Before, they said: against it.")
    member.page.says(TRIED, "They came closer.", "Said before: against it. Said after: rather for it.")
    member.page.says("That one followed the other does not say that it was the reason.")
    assert not member.page.offers("Put it on record")
    at = f"/api/v1/changes/{change.slug}"
    (group,) = house.client("member").get(f"{at}/stakeholders").json()["stakeholders"]
    assert [each["support"] for each in group["positions"]] == [4, 1], "the newest first, and none is lost"
    (attempt,) = house.client("member").get(f"{at}/attempts").json()["items"]
    assert (attempt["approach"], attempt["landed"], attempt["before"], attempt["after"]) == (
        "peer",
        "towards",
        1,
        4,
    )
    wrong = {"approach": "peer", "on": str(TODAY), "what": "Again"}
    written_by = house.client("member").post(f"{at}/stakeholders/{group['id']}/attempts", wrong, **JSON)
    assert written_by.status_code == 403
    for each in (nights, f"{at}/stakeholders", f"{at}/attempts"):
        assert house.client("stranger").get(each).status_code == 404


def test_how_far_they_agree_is_never_a_mean(house: House, change: Change) -> None:
    """Three groups against and three for it are two camps, though their mean is "undecided"."""
    lead, at = person(house.client("lead")), f"/changes/{change.slug}/stakeholders/"
    for nth, where in enumerate(["against", "for"] * 2):
        stated(lead, wrote(lead, change.slug, f"Ward {nth + 1}, nights"), where, 3)
    lead.goes(at).says("4 of 4 have said where they stand: 2 for it, 2 against, 0 undecided.")
    assert "Cannot tell: 4 positions are stated, and it takes 5." in lead.page.section("How far they agree")
    for nth, where in enumerate(["against", "for"]):
        stated(lead, wrote(lead, change.slug, f"Ward {nth + 1}, days"), where, 3)
    agreed = lead.goes(at).section("How far they agree")
    assert "They stand in two camps." in agreed
    lead.page.says("6 of 6 have said where they stand: 3 for it, 3 against, 0 undecided.")
    told = house.client("lead").get(f"/api/v1{at.rstrip('/')}").json()["agreement"]
    assert (told["counts"], told["a"]) == ([3, 0, 0, 0, 3], -1.0)
    assert not [name for name in told if "mean" in name or "average" in name]


def test_nobody_is_written_down_by_name_but_by_themselves(house: House, change: Change) -> None:
    lead, at = person(house.client("lead")), f"/changes/{change.slug}/stakeholders/"
    nights = wrote(lead, change.slug, "Night shifts")
    for name in ("Max Member", "Olga Other"):
        wrote(lead, change.slug, name)
        assert lead.page.status == 422
    lead.goes(nights)
    lead.presses("Write it down", fill={"In their words": "Max says no"}, support=1, source="The huddle")
    assert lead.page.status == 422
    member = person(house.client("member"))
    member.goes(at)
    member.presses("Say it with my name", support=2)
    assert "rather against" in lead.goes(at).section("People who say it with their name")
    assert house.client("lead").delete(f"/api/v1/changes/{change.slug}/my-position").status_code == 404
    member.presses("Take it back")
    lead.goes(at).is_silent_about("Max Member", "Olga Other")


def test_whoever_orders_reads_first_what_was_tried(house: House, change: Change) -> None:
    lead, ordering = person(house.client("lead")), person(house.client("it lead"))
    tried(lead, wrote(lead, change.slug, "Night shifts"), 20)
    made = written(house, change=change.slug)
    ordering.goes(f"/council/directives/{made}/grounds/").says(TRIED)
    (offered,) = [each for each in ordering.page.root.every("label") if TRIED in each.text]
    ordering.presses("Cite it", fill={offered.text: True})
    assert TRIED in ordering.page.section("Cited")
    turned(house.viewer("it lead"), made, "issue")
    person(house.client("member")).goes(f"/council/directives/{made}/").says(TRIED)
    council = person(house.client("council"))
    council.goes("/council/authority/").says("1 of 2 moves of the last two quarters were directives (50 %).")
    now = house.client("council").get("/api/v1/authority").json()["quarters"][-1]
    assert (now["directives"], now["attempts"], now["share"]) == (1, 1, 0.5)
    assert person(house.client("member")).goes("/council/authority/").status == 403
