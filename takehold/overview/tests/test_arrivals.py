"""What the page says between a file and its first verdict."""

from __future__ import annotations

import html
import re

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from conftest import NOW
from takehold.initiatives import operations, queries
from takehold.ledger.models import Label, Source, Tally
from takehold.overview.queries import arrivals
from takehold.people.models import Team, TeamLabel, TeamParent


def arrival(house, change, key="lead"):
    viewer = house.viewer(key)
    (standing,) = queries.standings(viewer=viewer, slug=change.slug)
    return arrivals.arrival(
        viewer=viewer, slug=change.slug, standing=standing, may_bring=key == "lead", now=NOW
    )


def text_of(answer):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_before_the_first_look_the_page_waits_and_looks_again(house, change):
    assert arrival(house, change).kind == "waiting"
    answer = house.client("lead").get(f"/changes/{change.slug}/")
    assert 'hx-trigger="every 2s"' in answer.content.decode()
    assert "the verdict is being worked out" in text_of(answer)
    assert "No data yet" not in text_of(answer)
    operations.refresh(change.behaviour_id, NOW)
    assert arrival(house, change) is None
    assert "every 2s" not in house.client("lead").get(f"/changes/{change.slug}/").content.decode()


@pytest.fixture
def nameless(change):
    for rows in (Label.objects, Tally.objects):
        field = "text" if rows.model is Label else "label"
        rows.update(**{field: Concat(Value("Gruppe 5"), field)})
    operations.refresh(change.behaviour_id, NOW)
    return change


def test_data_of_which_no_name_has_a_team_says_so(house, nameless):
    said = arrival(house, nameless)
    assert said.kind == "names"
    assert "“Tickets” is read up to 27 February" in said.sentence
    assert said.url == f"/sources/{nameless.source_id}/teams/"
    assert arrival(house, nameless, "sponsor").url == ""
    page = text_of(house.client("lead").get(f"/changes/{nameless.slug}/"))
    assert "none of its names has a team yet" in page
    assert "Say which team is meant by each name" in page
    assert "Without a team" not in text_of(house.client("lead").get(f"/changes/{nameless.slug}/evidence/"))


def test_data_without_a_chance_leads_to_what_counts_as_one(house, change):
    Tally.objects.all().delete()
    Source.objects.update(manifest_version=99)
    operations.refresh(change.behaviour_id, NOW)
    said = arrival(house, change)
    assert (said.kind, said.url) == ("nothing", f"/changes/{change.slug}/evidence/")
    assert "holds no chance" in said.sentence


def test_a_source_that_never_delivered_is_no_arrival(house, change):
    Source.objects.update(last_day=None)
    assert arrival(house, change) is None


def test_teams_whose_size_nobody_confirmed_are_said_to_wait(house, nameless):
    team = Team.objects.create(key="pool", name="Pool")
    row = TeamParent.objects.create(team=team, said_people=7, waits=True)
    for label in Label.objects.values_list("text", flat=True):
        TeamLabel.objects.create(source_id=nameless.source_id, label=label, team=team, how="chosen")
    for role, url in (("lead", ""), ("steward", "/sources/#made")):
        said = arrival(house, nameless, role)
        assert "a data steward has yet to confirm how many people its teams have" in said.sentence
        assert said.url == url
    TeamParent.objects.filter(pk=row.pk).update(waits=False)
    assert "confirm" not in arrival(house, nameless).sentence
