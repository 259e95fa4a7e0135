"""Pages: from the first line to a chain with evidence, as a browser does it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from conftest import NOW
from takehold.gaps import models
from takehold.gaps.facts import GapState
from takehold.gaps.operations import chains
from takehold.gaps.queries.rights import change_of
from takehold.gaps.views import entry, evidence, gaps, steps


@pytest.fixture
def at(change: Any, gap: int) -> str:
    """Where the gap is."""
    return f"/changes/{change.slug}/gaps/{gap}/"


def sent(client: Client, address: str, **body: Any) -> Any:
    return client.post(address, body)


def test_a_gap_is_opened_by_hand_and_explained(house: Any, change: Any) -> None:
    lead = house.client("lead")
    address = f"/changes/{change.slug}/gaps/"
    assert "No gap is open" in lead.get(address).content.decode()
    form = {
        "title": "Nine clicks at night", "kind": "barrier", "spread": "cannot tell",
        "groups": [str(house.teams["ward-1"])],
    }  # fmt: skip
    page = sent(lead, f"{address}new/", **form)
    found = models.Gap.objects.get()
    assert page["Location"] == f"{address}{found.pk}/"
    at = page["Location"]
    sent(lead, f"{at}why/", text="Paper is quicker at night", cause="process")
    first = models.Step.objects.get()
    sent(lead, f"{at}steps/{first.pk}/", text="The form takes nine clicks", cause="tool")
    second = models.Step.objects.get(parent=first)
    shown = lead.get(at).content.decode()
    assert shown.index("Paper is quicker") < shown.index("The form takes nine clicks")
    assert shown.count("a guess</span>") == 2
    pick = lead.get(f"{at}steps/{second.pk}/evidence/?from=reach").content.decode()
    assert "Ward 1" in pick
    sent(lead, f"{at}steps/{second.pk}/evidence/?from=reach", ref="Ward 1", against="0")
    sent(lead, f"{at}steps/{second.pk}/end/", root="The ninth field of the form")
    sent(lead, f"{at}steps/{first.pk}/evidence/?from=reach", ref="Ward 1", against="1")
    shown = lead.get(at).content.decode()
    assert "The ninth field of the form" in shown
    assert "disputed" in shown
    listed = lead.get(address).content.decode()
    assert "1 gap is open. Of 1 it is not understood yet why." in listed
    evidence = models.Citation.objects.filter(against=False).get()
    assert "heard" in lead.get(f"{at}evidence/{evidence.id}/").content.decode()


def test_what_cannot_be_kept_is_said_at_its_field(house: Any, change: Any, at: str) -> None:
    lead = house.client("lead")
    assert sent(lead, f"/changes/{change.slug}/gaps/new/", title="", kind="x").status_code == 422
    assert sent(lead, f"{at}why/", text="", cause="tool").status_code == 422
    refused = sent(lead, f"{at}turn/", event="understand", reason="We know.")
    assert refused.status_code == 422
    assert "None does yet" in refused.content.decode()
    on = {
        "viewer": house.viewer("lead"),
        "slug": change.slug,
        "gap_id": models.Gap.objects.get().pk,
        "now": NOW,
    }
    first = chains.add_step(cause="tool", text="Nine clicks", **on)
    second = chains.add_step(cause="tool", text="A long form", parent_id=first, **on)
    circle = sent(lead, f"{at}steps/{second}/", text="Nine clicks.", cause="tool")
    assert (circle.status_code, "circle" in circle.content.decode()) == (422, True)
    loop = sent(lead, f"{at}steps/{first}/move/", under=str(second))
    assert (loop.status_code, "loop" in loop.content.decode()) == (422, True)
    assert sent(lead, f"{at}steps/{first}/remove/").status_code == 422
    assert sent(lead, f"{at}steps/{second}/evidence/?from=reach", against="0").status_code == 422


def test_a_gap_is_edited_moved_on_and_comes_back(house: Any, change: Any, at: str) -> None:
    lead = house.client("lead")
    page = lead.get(f"{at}edit/").content.decode()
    assert "Nine clicks at night" in page
    sent(lead, f"{at}edit/", title="Nine clicks", kind="process", spread="few")
    row = models.Gap.objects.get()
    assert (row.title, row.kind, row.spread, row.teams.count()) == ("Nine clicks", "process", "few", 0)
    sent(lead, f"{at}turn/", event="close", reason="The form is short again.")
    row.refresh_from_db()
    assert row.state == GapState.CLOSED
    assert "The form is short again." in lead.get(at).content.decode()
    assert "Answer the first" not in lead.get(at).content.decode()
    sent(lead, f"{at}turn/", event="reopen", reason="It is long again.")
    row.refresh_from_db()
    assert row.state == GapState.REOPENED


def test_a_reader_sees_no_forms(house: Any, at: str) -> None:
    page = house.client("manager").get(at).content.decode()
    assert "<textarea" not in page
    assert "Nine clicks at night" in page


def test_the_chain_leaves_as_a_file_that_quotes_nobody(house: Any, change: Any, at: str) -> None:
    on = {
        "viewer": house.viewer("lead"),
        "slug": change.slug,
        "gap_id": models.Gap.objects.get().pk,
        "now": NOW,
    }
    first = chains.add_step(cause="tool", text="Nine *clicks*", **on)
    chains.add_step(cause="own mistake", text="Nobody asked the night", parent_id=first, **on)
    sent(house.client("lead"), f"{at}steps/{first}/evidence/?from=reach", ref="Ward 1", against="1")
    file = house.client("lead").get(f"{at}chain.json")
    told = json.loads(file.content)
    assert told["schema"] == "takehold.gap/1"
    assert [each["label"] for each in told["chain"][0]["against"]] == ["Ward 1"]
    assert told["chain"][0]["because"][0]["cause"] == "own mistake"
    text = house.client("lead").get(f"{at}chain.md").content.decode()
    assert "- **the tool**: Nine \\*clicks\\*" in text
    assert "  - **our own mistake**: Nobody asked the night (a guess)" in text
    assert "  - against: Ward 1 (2026-03-02)" in text


def test_every_tab_of_the_change_leads_somewhere(house: Any, change: Any) -> None:
    told = house.client("lead").get(f"/changes/{change.slug}/gaps/").context["tabs"]
    pages = entry.tabs(change_of(house.viewer("lead"), change.slug))
    assert told == pages
    assert [each for each, _address, current in pages if current] == ["Why"]
    assert {house.client("lead").get(address).status_code for _word, address, _current in pages} == {200}


@pytest.mark.parametrize("view", [gaps.turn, steps.first, steps.end, steps.move, steps.remove, evidence.away])
def test_what_changes_something_is_only_sent(rf: Any, view: Any) -> None:
    assert view(rf.get("/")).status_code == 405
