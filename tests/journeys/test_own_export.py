"""The scene of the service-desk lead, with nothing there yet: her own list, from the file to a verdict for each group.

In a file of its own, since it begins in the hospital before its first change.
"""

from __future__ import annotations

from tests.journeys.browsing import teams_told
from tests.journeys.conftest import Linden
from tests.journeys.test_scenes import asks_for_days, chosen, with_faults


def test_the_service_desk_lead_gets_a_verdict_of_her_own_export(empty_linden: Linden) -> None:
    """A ServiceNow list, one row a ticket, with some broken dates: ready-made behaviour, names, verdict, tickets."""
    lead = empty_linden.enters("lead")
    lead.goes("/changes/new/")
    said = {
        "name": "Knowledge is linked",
        "reasons": "The same fault is solved twice.",
        "go_live": "2025-01-06",
    }
    lead.presses("Begin this change", **said)
    change = lead.page.address
    lead.clicks("Bring in data")
    lead.presses("Look at the file", {"file": with_faults(empty_linden)})
    lead.page.says("incidents.csv: CSV")
    lead.presses("Save and choose behaviours", **({"dates": "%d/%m/%Y %H:%M"} if asks_for_days(lead) else {}))
    offered = {each.text: each for each in lead.page.root.every("label")}
    linked = next(each for text, each in offered.items() if "knowledge" in text.casefold())
    key = linked["for"].removeprefix("b-")
    lead.presses("Start the import", behaviour=key, **{f"target-{key}": "30"})
    empty_linden.works()
    lead.goes(lead.page.address).says("Your file has been read", "What was rejected, and why", "Rejected 7")
    assert len(lead.page.rows("Line")) == 7
    assert all("32/13/2026" in row["Why"] for row in lead.page.rows("Line"))
    lead.clicks("Match names to teams")
    lead.page.says("wait for you")
    lead.presses("Save", **chosen(lead.page)).says("names have their place")
    empty_linden.works()
    lead.goes(change).says("of", "chances", "target 30 %")
    assert "Service Desk" in teams_told(lead.clicks("Teams"))
    lead.goes(change).says(
        "In 12 days there was no chance at all, 12 days in a row from 2 July 2025 on: a gap in the data"
    )
    lead.clicks("Teams")
    lead.clicks("Service Desk")
    lead.clicks("Open the tickets behind it")
    assert lead.page.rows("Ticket")[0]["Ticket"].startswith("INC")
