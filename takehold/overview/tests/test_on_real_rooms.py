"""The pages on the rooms below as they are: what they answer, and how many queries it takes."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import NOW
from takehold.initiatives import operations
from takehold.people.views import entry

MOST_QUERIES = 15
FOR_DEFINITIONS = 3
"""What the page of definitions takes on top: the measure, what it cannot count, the source."""


@pytest.fixture
def told(house, change):
    """The change with its verdicts: ward 1 slips."""
    operations.refresh(change.behaviour_id, NOW - timedelta(weeks=9))
    operations.refresh(change.behaviour_id, NOW)
    return change


def text_of(answer) -> str:
    return " ".join(
        html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ").split()
    )


def test_pages_take_few_queries_whatever_they_show(house, told):
    ward = house.teams["ward-1"]
    pages = (
        "/changes/",
        f"/changes/{told.slug}/",
        f"/changes/{told.slug}/teams/",
        f"/changes/{told.slug}/teams/ward-1-{ward}/",
        f"/changes/{told.slug}/evidence/",
        "/my-team/",
    )
    client = house.client("manager")
    counted = {}
    for page in pages:
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200, page
        counted[page] = len(queries)
    counted[f"/changes/{told.slug}/evidence/"] -= FOR_DEFINITIONS
    assert {page: count for page, count in counted.items() if count > MOST_QUERIES} == {}


def test_a_slip_is_first_read_by_the_team(house, told, monkeypatch):
    monkeypatch.setattr(entry.timezone, "localdate", lambda: NOW.date())
    own, above = (text_of(house.client(who).get(f"/changes/{told.slug}/")) for who in ("manager", "sponsor"))
    assert "Ward 1 began to slide" in own
    assert "began to slide" not in above
    assert "something was noticed in your team" in own


def test_the_night_desk_of_three_stands_nowhere_by_itself(house, told):
    for page in ("", "teams/", "evidence/"):
        said = text_of(house.client("works council").get(f"/changes/{told.slug}/{page}"))
        assert len(re.findall("Night desk", said)) == len(re.findall(r"Ward 4 \+ Night desk", said))
