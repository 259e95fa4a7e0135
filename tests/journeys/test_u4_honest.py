"""U4 honest: every figure shows n, doubt, definition and its evidence one click down, to the single ticket.

The tickets that a reader reaches are counted by hand and looked up in the hospital's own list.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from datetime import date
from typing import Any

from click.testing import CliRunner

from takehold.cli.main import cli
from takehold.simulation.story import HANDOVER_RECIPE
from tests.journeys.browsing import Page, Person, share, teams_told
from tests.journeys.conftest import Linden

SLUG = "handover-in-the-record-not-on-paper"
WITH_DOUBT = re.compile(r"\d+ % of [\d,]+ chances \(\d+–\d+ %\)")
WAYS = {"record": "new way", "paper": "old way", "spoken": "neither"}


def at_change(person: Person, words: str = "Handover in the record") -> Person:
    person.goes("/changes/")
    person.clicks(words)
    return person


def test_no_share_stands_without_its_number_and_its_range(linden: Linden) -> None:
    lead = linden.enters("lead")
    figures = [each.text for each in parts(lead.goes("/changes/"), "change__figures")]
    assert len(figures) == 3
    at_change(lead)
    addresses = [lead.page.address, *(lead.page.link(name) for name in ("Maternity B", "Ward 3"))]
    for address in addresses:
        figures += [each.text for each in parts(lead.goes(address), "lead")]
        tables_have_their_numbers(lead.page)
    assert len(figures) == 6
    assert [each for each in figures if not WITH_DOUBT.search(each)] == []
    tables_have_their_numbers(at_change(lead).clicks("Teams"))
    for name, row in teams_told(lead.page).items():
        if row["New way"] != "–":
            low, high = (share(end) for end in row["Range"].split("–"))
            assert low - 0.005 <= share(row["New way"]) <= high + 0.005, name


def parts(page: Page, named: str) -> list[Any]:
    return [each for each in page.root.every() if named in each["class"].split()]


def tables_have_their_numbers(page: Page) -> None:
    """Wherever a table tells shares it tells of how many; none is a picture alone."""
    for table in page.root.every("table"):
        titles = [cell.text for cell in next(table.every("tr")).every("th")]
        if "New way" in titles:
            assert "Chances" in titles, f"{page.address}: a table of shares without their numbers: {titles}"
    charts = parts(page, "chart")
    for chart in charts:
        assert any(chart.every("table")), f"{page.address}: a chart without its table"


def test_each_teams_share_is_the_share_of_the_tickets_one_click_below_it(linden: Linden) -> None:
    """Counted by hand in the file behind the link: as many lines as chances, as many of the new way as it says."""
    lead = linden.enters("lead")
    at_change(lead).clicks("Teams")
    address, rows = lead.page, teams_told(lead.page)
    checked = 0
    for name, row in rows.items():
        if row["New way"] == "–":
            continue
        lead.page = address
        lead.clicks(name)
        lead.clicks("Open the tickets behind it")
        tickets = listed(lead.clicks("As a CSV file"))
        ways = Counter(each["way"] for each in tickets)
        assert f"{len(tickets):,}" == row["Chances"], name
        assert f"{ways['new way'] / len(tickets):.0%}" == row["New way"].replace(" ", ""), name
        checked += 1
    assert checked >= 37


def listed(page: Page) -> list[dict[str, str]]:
    assert page.kind.startswith("text/csv")
    return list(csv.DictReader(io.StringIO(page.raw.decode())))


def test_a_single_ticket_says_what_the_hospitals_own_list_says_of_it(linden: Linden) -> None:
    lead = at_change(linden.enters("lead"))
    lead.clicks("Maternity B")
    lead.clicks("Open the tickets behind it")
    own = linden.told.tables["handovers.csv"].columns
    known = {number: at for at, number in enumerate(own["number"])}
    rows = lead.page.rows("Ticket")
    assert len(rows) == 50
    for row in rows:
        at = known[row["Ticket"]]
        assert (row["Team as recorded"], row["method"]) == (own["ward"][at], own["method"][at])
        assert row["Way"] == WAYS[own["method"][at]]
    old = lead.clicks("old way").rows("Ticket")
    assert {row["method"] for row in old} == {"paper"}


def test_the_definition_its_version_and_its_fingerprint_stand_behind_every_figure(
    linden: Linden, tmp_path: Any
) -> None:
    lead = at_change(linden.enters("lead"))
    lead.clicks("Evidence")
    lead.page.says(
        "A chance is every record", "New way method is record", "Old way method is paper", "Target 90 %", "version 1",
        "A handover that nobody wrote down anywhere cannot be seen.", "data up to 2 March",
        "Without a team 1 % of the chances",
    )  # fmt: skip
    told = json.loads(lead.goes(f"/api/v1/changes/{SLUG}/standings").raw)["items"][0]
    codes = [each.text for each in lead.page.root.every("code")]
    assert told["evidence"]["inputs_sha256"][:12] in codes
    assert told["evidence"]["rules"]
    (tmp_path / "handovers.csv").write_text(linden.told.tables["handovers.csv"].csv())
    (tmp_path / "recipe.toml").write_text(HANDOVER_RECIPE)
    files = [str(tmp_path / "handovers.csv"), "--recipe", str(tmp_path / "recipe.toml")]
    said = json.loads(CliRunner().invoke(cli, ["verdict", *files, "--json"]).stdout)
    for each in said["behaviours"]:
        evidence = each["evidence"]
        assert len(evidence["inputs_sha256"]) == 64
        assert evidence["definition"]
        assert evidence["rules"] == told["evidence"]["rules"]
        assert each["detectable"]["drop"] > 0, "what could not have been seen is said"
    assert (
        said["source"]["rows_read"]
        == said["source"]["events"]
        == len(linden.told.tables["handovers.csv"].columns["number"])
    )


def test_what_cannot_be_told_is_said_with_its_reason_and_the_next_step(linden: Linden) -> None:
    """A ward whose feed went silent is no ward that stopped; a source that stopped is a source."""
    lead = at_change(linden.enters("lead"))
    assert "Ward 13: The last chance here was on 25 January 2026" in lead.page.section("What we cannot tell")
    lead.clicks("Teams")
    silent = teams_told(lead.page)["Ward 13"]
    assert silent["verdict"].startswith("cannot tell")
    assert "Ask whether this team still does this work" in silent["verdict"]
    at_change(lead, "Priority is double-checked")
    lead.page.says(
        "In 12 days there was no chance at all, 12 days in a row from 2 July 2025 on: a gap in the data"
    )
    assert linden.told.truth.feed_stopped == (date(2025, 7, 2), date(2025, 7, 13))
    weeks = {row["Period from"]: row["Used"] for row in lead.page.rows("Period from")}
    assert weeks["7 July 2025"].startswith("no")
    levels = lead.page.text.partition("Levels changed")[2].partition("What happened")[0]
    fell = re.findall(r"down [^,]*, about (\d+ \w+ \d{4})", levels)
    assert fell == ["31 July 2025"], "when a board came down, and not while nothing arrived"
