"""L6 spread: one or two people, or widespread, or cannot tell; and who they are is never looked at.

In the hospital persons are not counted, as is usual: so the figures cannot tell, the page says so and what would tell,
and what those who lead the change judge themselves stands beside it as their judgment.
"""

from __future__ import annotations

import json

from tests.journeys.browsing import Person
from tests.journeys.conftest import Linden

SLUG = "handover-in-the-record-not-on-paper"
WHY = f"/changes/{SLUG}/gaps/"
OPEN = "Cannot tell, because we do not look at people."


def opened(hospital: Linden) -> Person:
    """The lead, on the page of a gap opened from the first ward that slides."""
    lead = hospital.enters("lead")
    lead.goes(f"{WHY}proposed/").says("slides back")
    lead.presses("Open a gap")
    return lead


def test_where_people_are_not_counted_the_page_says_so_and_what_would_tell(linden: Linden) -> None:
    lead = opened(linden)
    lead.page.says(
        "How widespread: cannot be told yet.", OPEN, "Asking all of the group what would help them would tell"
    )
    lead.page.says("Is it a few people or is it widespread?")
    lead.goes(WHY).says("How widespread: cannot be told yet")


def test_a_judgment_stands_beside_the_figures_and_is_named_as_one(linden: Linden) -> None:
    lead = opened(linden)
    gap = lead.page.address
    lead.clicks("Edit")
    lead.presses("Save", spread="widespread").says("Saved.")
    lead.goes(gap).says(OPEN, "As those judge it who lead the change: widespread")
    assert "Is it a few people" not in lead.page.text, "that question is answered"
    number = gap.rstrip("/").rsplit("/", 1)[-1]
    told = json.loads(lead.goes(f"/api/v1{WHY}{number}").raw)
    assert told["spread"] == "widespread"


def test_nobody_is_named_and_no_list_of_people_is_a_click_away(linden: Linden) -> None:
    lead = opened(linden)
    people = set(linden.told.tables["people.csv"].columns["name"]) - {"Ada Admin", "Isaac Saidi"}
    gap = lead.page.address
    for address in (gap, f"{gap}help/", f"{gap}chain.json", f"{gap}chain.md"):
        told = lead.goes(address).raw.decode()
        assert [each for each in people if each in told] == [], address
