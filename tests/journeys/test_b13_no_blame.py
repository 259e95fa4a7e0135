"""B13 no blame: causes are of the system and concerns of an issue; nobody's name gets in, and nobody's gets out."""

from __future__ import annotations

from takehold.gaps.facts import Cause
from tests.journeys.conftest import Linden

SLUG = "handover-in-the-record-not-on-paper"
WHY, ANSWERS = f"/changes/{SLUG}/gaps/", f"/changes/{SLUG}/answers/"
OF_PERSONS = ("attitude", "resist", "unwilling", "blame", "culprit", "who is to")


def names(hospital: Linden) -> list[str]:
    """Everybody who works there, but those whom a page names for their function."""
    columns = hospital.told.tables["people.csv"].columns
    return sorted(set(columns["name"]) - {"Ada Admin", "Isaac Saidi"})


def test_a_name_does_not_get_into_a_concern_or_its_answer(linden: Linden) -> None:
    lead, somebody = linden.enters("lead"), names(linden)[100]
    lead.goes(f"{ANSWERS}new/")
    lead.presses("Write it down", text=f"{somebody} does not fill in the form.", kind="obstacle")
    lead.page.says("is the name of somebody here. A concern is about an issue, never about a person.")
    lead.presses("Write it down", text="The form is not filled in at night.", kind="obstacle")
    lead.page.says("The form is not filled in at night.")
    lead.presses("Answer", answer=f"Ask {somebody}.", kind="obstacle")
    lead.page.says("never about a person")
    lead.presses("Answer", answer="The form is shorter from Monday on.", kind="obstacle")
    lead.page.says("Answered, also to those who raised it.")


def test_every_cause_that_can_be_chosen_is_of_the_system(linden: Linden) -> None:
    lead = linden.enters("lead")
    lead.goes(f"{WHY}1/")
    select = next(each for each in lead.page.root.every("select") if each["name"] == "cause")
    offered = {option["value"]: option.text for option in select.every("option")}
    assert set(offered) == set(Cause)
    assert "our own mistake" in offered.values()
    assert "the objection is right" in offered.values()
    assert not [each for each in offered.values() if any(word in each.lower() for word in OF_PERSONS)]
    lead.presses("Keep this answer", text="They do not want to", cause="attitude")
    lead.page.says("Select a valid choice.")


def test_no_page_of_causes_and_no_file_of_them_names_anybody(linden: Linden) -> None:
    """Whoever works on it: gaps, chains, what is proposed, concerns, and the chain as a file."""
    lead = linden.enters("lead")
    everybody = names(linden)
    for address in (
        WHY, f"{WHY}proposed/", f"{WHY}1/", f"{WHY}1/help/", f"{WHY}1/steps/1/", ANSWERS, f"{WHY}1/chain.json", f"{WHY}1/chain.md",
        f"/api/v1/changes/{SLUG}/gaps", f"/api/v1/changes/{SLUG}/concerns",
    ):  # fmt: skip
        page = lead.goes(address)
        assert page.status == 200, address
        told = page.raw.decode()
        assert [each for each in everybody if each in told] == [], address
