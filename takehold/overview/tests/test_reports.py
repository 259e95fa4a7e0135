"""The way of a performance report from the upload page to the page of the change."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings

from conftest import NOW
from takehold.gather.tests.conftest import Walk
from takehold.initiatives import jobs, operations
from takehold.initiatives.facts import InitiativeInput
from takehold.ledger import operations as ledger


@pytest.fixture(autouse=True)
def _on_the_day() -> Any:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def slug(house: Any) -> str:
    said = InitiativeInput(name="The list in time", reasons=("Nobody waits.",))
    return operations.create(viewer=house.viewer("admin"), said=said, now=house.now)


def content() -> bytes:
    first = date(2025, 9, 1)
    lines = ["ward,week,minutes,patients"]
    for i in range(24):
        for ward in ("Ward 1", "Ward 3"):
            lines.append(f"{ward},{first + timedelta(days=7 * i)},{61 - 20 * (i > 11) + i % 2},{20 + i % 3}")
    return "\n".join([*lines, "Ward 1,never,3,4"]).encode()


def test_from_the_file_to_the_page(house: Any, slug: str) -> None:
    client = house.client("lead")
    page = client.get(f"/changes/{slug}/").content.decode()
    assert "Reports" not in page
    assert "No report yet" in client.get(f"/changes/{slug}/reports/").content.decode()
    walk = Walk(client, slug)
    draft = walk.draft_id(walk.upload(content(), "report.csv"))
    said = {
        "shape": "values", "team": "ward", "period": "week", "mean": "minutes", "n": "patients",
        "dates": "%Y-%m-%d", "timezone": "Europe/Brussels", "missing": "",
    }  # fmt: skip
    shown = client.get(f"/data/{draft}/columns/", {"shape": "values"}).content.decode()
    assert "one value of a team for a day, week or month" in shown
    mapped = client.post(f"/data/{draft}/columns/", said)
    assert mapped.status_code == 302, mapped.content.decode()[-3000:]
    own = client.get(f"/data/{draft}/own/").content.decode()
    assert "Which is better?" in own
    assert "Target, in per cent" not in own
    figure = {"name": "Minutes from admission to the list", "unit": "minutes", "better": "lower"}
    assert client.post(f"/data/{draft}/own/", figure).status_code == 302
    listed = client.get(f"/data/{draft}/behaviours/").content.decode()
    assert "Minutes from admission to the list" in listed
    assert "Agreed target" not in listed
    key = "minutes-from-admission-to-the-list"
    started = client.post(f"/data/{draft}/behaviours/", {"behaviour": [key]})
    assert started.status_code == 302, started.content.decode()[-3000:]
    import_id = started["Location"].split("/")[2]
    fact = ledger.run_import(import_id=import_id, now=NOW, home=Path(settings.HOME))
    assert (fact.state, fact.rows_read, fact.rows_rejected) == ("done", 48, 1)
    for job in jobs.due(NOW):
        jobs.run(job, now=NOW)
    page = client.get(f"/changes/{slug}/reports/").content.decode()
    assert "minutes in the period from" in page
    assert "From 61.5 to 41.5" in page
    assert ": better" in page
    assert page.count("<svg") >= 2
    assert "no verdict and no early warning" in page
    assert "Ward 3" in page
    assert ">Reports<" in client.get(f"/changes/{slug}/").content.decode()
    assert "Ward 3" not in house.client("member").get(f"/changes/{slug}/reports/").content.decode()
    assert house.client("stranger").get(f"/changes/{slug}/reports/").status_code == 404
