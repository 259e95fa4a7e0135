"""L5 cause: why it is so, asked again and again, each answer with what speaks for it and against it.

A lead opens a gap from a ward that slides, works the chain of whys down to something somebody can change, and everybody
on that ward is asked what would help.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.journeys.browsing import Person
from tests.journeys.conftest import Linden

SLUG = "handover-in-the-record-not-on-paper"
WHY = f"/changes/{SLUG}/gaps/"
PAPER, CLICKS = "The handover goes to paper at the end of the shift", "The form takes nine clicks"
LONG = "Five fields were added for one report"


def chosen(person: Person, words: str) -> str:
    """The value of the choice in whose label these words stand."""
    label = next(each for each in person.page.root.every("label") if words in each.text)
    return next(each["value"] for each in person.page.root.every("input") if each["id"] == label["for"])


@pytest.fixture
def lead(linden: Linden) -> Person:
    """The lead, on the page of a gap just opened from Maternity B, which slides."""
    lead = linden.enters("lead")
    lead.goes(f"/changes/{SLUG}/")
    lead.clicks("Why")
    lead.clicks("Where to look").says("things to look at.", "Maternity B slides back")
    button = next(
        each for each in lead.page.root.every("button") if "Maternity B slides back" in each["aria-label"]
    )
    form = button.above("form")
    assert form is not None
    origin = next(each["value"] for each in form.every("input") if each["name"] == "origin")
    lead.presses("Open a gap", origin=origin)
    lead.page.says("The gap is open, with what shows it.", "Maternity B", "nobody has said why yet")
    return lead


def told(person: Person, gap: str, more: str = "") -> dict[str, Any]:
    number = gap.rstrip("/").rsplit("/", 1)[-1]
    found: dict[str, Any] = json.loads(person.goes(f"/api/v1{WHY}{number}{more}").raw)
    return found


def answered(lead: Person, text: str, cause: str) -> None:
    lead.presses("Keep this answer", fill={"Because": text}, cause=cause).says("A guess so far")


def cited(lead: Person, kind: str, words: str, side: str = "0") -> None:
    lead.clicks("Cite something")
    lead.clicks(kind)
    lead.presses("Cite it", ref=chosen(lead, words), against=side).says("Cited, as it reads today.")


def test_a_chain_of_whys_ends_at_something_somebody_can_change(lead: Person) -> None:
    gap = lead.page.address
    answered(lead, PAPER, "process")
    cited(lead, "something said", "fill four")
    lead.page.says("Evidence speaks for it.")
    answered(lead, CLICKS, "tool")
    cited(lead, "something said", "nine fields")
    cited(lead, "something said", "five minutes now", "1")
    lead.page.says("Evidence speaks for it and against it.")
    answered(lead, LONG, "priority")
    third = lead.page.address
    lead.presses("Keep this answer", fill={"Because": f"{PAPER}."}, cause="workload")
    lead.page.says("This goes in a circle")
    lead.goes(third)
    lead.presses("Keep where it ends", fill={"What can somebody change here?": "The five fields"})
    lead.goes(gap).says("disputed: some evidence speaks against it", "Somebody can change: The five fields")
    lead.presses("Keep what becomes of it", event="understand", reason="It is the form.")
    lead.page.says(f"Every chain that ends still rests on a guess. Cite something for “{LONG}” first.")
    lead.goes(third)
    cited(lead, "something said", "what the ninth field is for")
    lead.goes(gap)
    lead.presses("Keep what becomes of it", event="understand", reason="It is the form.")
    found = told(lead, gap)
    assert (found["state"], found["roots"]) == ("understood", ["The five fields"])
    causes = [found["chain"][0]["cause"], found["chain"][0]["because"][0]["cause"]]
    assert causes == ["process", "tool"]
    lead.goes(f"{gap}chain.md").is_silent_about("five minutes now")


def test_everybody_there_is_asked_what_would_help_and_silence_is_said_to_be_silence(
    linden: Linden, lead: Person
) -> None:
    gap = lead.page.address
    lead.page.says("Everybody there is asked, as an offer; open until")
    lead.clicks("How it stands").says("nobody sees any answer before that", "Between 0 and 4 of")
    assert told(lead, gap, "/help")["offer"]["open"] is True
    linden.later(days=16)
    lead = linden.enters("lead")
    lead.goes(f"{gap}help/").says(
        "Too few answered for anything to be told: that was promised.", "Talk with them instead"
    )
    assert told(lead, gap, "/help")["group"] is None


def test_another_ward_reads_nothing_of_it(linden: Linden, lead: Person) -> None:
    gap = lead.page.address
    manager = linden.enters("manager")
    assert manager.goes(gap).status == 404
    assert manager.goes(f"{gap}help/").status == 404
    manager.goes(WHY).is_silent_about("Maternity B")


def test_where_people_stop_is_told_of_everybody_with_its_doubt(linden: Linden) -> None:
    lead = linden.enters("lead")
    lead.goes(WHY)
    section = lead.page.section("Where people stop")
    assert "Where we stand with the new form" in section, "of the survey, and of no offer made to one group"
    assert "%" in section
