"""The pages on the rooms below as they are: what they answer, and how many queries it takes."""

from __future__ import annotations

import html
import re
from dataclasses import replace
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


def test_data_that_ended_long_ago_can_be_looked_at_as_of_their_last_day(house, change, monkeypatch):
    later = NOW + timedelta(weeks=60)
    monkeypatch.setattr(entry.timezone, "localdate", lambda: later.date())
    client = house.client("sponsor")
    address = f"/changes/{change.slug}/as-of/"
    operations.refresh(change.behaviour_id, NOW)
    assert client.get(address).status_code == 404  # nothing ended yet
    operations.refresh(change.behaviour_id, later)
    today = client.get(f"/changes/{change.slug}/")
    assert "cannot tell" in text_of(today)
    assert "The data end on" in text_of(today)
    assert f'href="{address}"' in today.content.decode()
    then = text_of(client.get(address))
    assert "This is how it stood on the day on which the data end:" in then
    assert "slipping back" in then
    assert "Ward 1" in then
    assert "Ward 4 + Night desk" in then  # under five people: never alone
    assert "Look at it as of" not in then
    from takehold.ledger.models import Verdict as Saved

    kept = Saved.objects.count()
    client.get(address)
    assert Saved.objects.count() == kept  # looking back writes nothing


def test_a_first_sign_of_then_stays_with_the_team(house, change, monkeypatch):
    from takehold.analysis.facts import Verdict
    from takehold.initiatives import queries
    from takehold.initiatives.operations.looking_back import told as as_told

    operations.refresh(change.behaviour_id, NOW)
    (standing,) = queries.standings(viewer=house.viewer("manager"), slug=change.slug)
    slipping = next(unit.verdict for unit in standing.units if unit.verdict.slip is not None)
    watch = replace(
        slipping,
        verdict=Verdict.WOBBLING,
        otherwise=Verdict.HOLDING,
        slip=replace(slipping.slip, tier="watch"),
    )
    assert as_told(watch, own=True) == watch
    assert (as_told(watch, own=False).verdict, as_told(watch, own=False).slip) == (Verdict.HOLDING, None)
    assert as_told(slipping, own=False) == slipping
