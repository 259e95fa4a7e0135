"""Whoever leads a change does not decide by a number of their own what may be shown: a steward confirms it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Change, House, build_change
from takehold.gather import operations, queries
from takehold.gather.models import MadeTeam
from takehold.gather.operations import matching
from takehold.gather.queries import sources
from takehold.ledger.models import Label
from takehold.people import operations as people_operations
from takehold.people import queries as people
from takehold.people.models import Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def change(house: House) -> Change:
    return build_change(house)


@pytest.fixture
def made(house: House, change: Change, monkeypatch: pytest.MonkeyPatch) -> int:
    """``lead`` makes a team of seven of a name that waited; its id."""
    monkeypatch.setattr(matching, "may_see_source", lambda _viewer, _source: True)
    monkeypatch.setattr(sources, "may_see_source", lambda _viewer, _source: True)
    Label.objects.create(source_id=change.source_id, text="Agency pool", events=60)
    operations.make_teams(
        viewer=house.viewer("lead"), source_id=change.source_id, sizes={"Agency pool": 7}, now=house.now
    )
    return Team.objects.get(name="Agency pool").id


def fact(house: House, team: int) -> Any:
    return next(each for each in people.teams(viewer=people.system_viewer(on=house.on)) if each.id == team)


def shown(house: House) -> set[int]:
    units = people.units(viewer=people.system_viewer(on=house.on), on=house.on)
    return {team for unit in units for team in unit.team_ids}


def test_nothing_is_shown_of_it_until_a_steward_confirmed_the_number(
    house: House, change: Change, made: int
) -> None:
    assert (fact(house, made).people, fact(house, made).waiting) == (0, 7)
    assert made not in shown(house)
    told = people.spans(
        viewer=people.system_viewer(on=house.on), source_id=change.source_id,
        units=people.units(viewer=people.system_viewer(on=house.on), on=house.on),
    )  # fmt: skip
    assert "Agency pool" not in {span.label for span in told}
    page = house.client("lead").get("/teams/").content.decode()
    assert "waits for a data steward to confirm how many people" in page
    waiting = house.client("steward").get("/sources/").content.decode()
    assert "Agency pool" in waiting
    assert "until you confirm it" in waiting
    assert operations.check_teams(viewer=house.viewer("steward"), team_ids=[made], now=house.now) == 1
    assert (fact(house, made).people, fact(house, made).waiting) == (7, 0)
    assert made in shown(house)
    assert queries.source_room(viewer=house.viewer("steward")).made == ()


def test_people_on_record_count_without_anybodys_word(house: House, made: int) -> None:
    team = Team.objects.get(id=made)
    rows = [f"new-{n},New Person {n},,{team.key}," for n in range(6)]
    text = "\n".join(["key,name,email,team,manages", *rows])
    people_operations.import_people(viewer=house.viewer("admin"), text=text, now=house.now)
    assert (fact(house, made).people, fact(house, made).waiting) == (6, 0)
    assert made in shown(house)


def test_a_steward_who_brings_a_file_of_teams_confirms_by_that(house: House, made: int) -> None:
    team = Team.objects.get(id=made)
    text = f"key,name,people\n{team.key},Agency pool,7\n"
    people_operations.import_teams(viewer=house.viewer("steward"), text=text, now=house.now)
    assert (fact(house, made).people, fact(house, made).waiting) == (7, 0)


def test_what_a_steward_makes_counts_at_once(house: House, change: Change) -> None:
    operations.make_teams(
        viewer=house.viewer("steward"), source_id=change.source_id, sizes={"Pool": 6}, now=house.now
    )
    team = Team.objects.get(name="Pool").id
    assert (fact(house, team).people, fact(house, team).waiting) == (6, 0)
    assert not MadeTeam.objects.exists()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 500), min_size=1, max_size=4))
def test_no_number_that_a_lead_says_moves_what_is_shown(house: House, sizes: list[int]) -> None:
    """Of the whole organisation's units nothing changes, whatever the lead types."""
    on = people.system_viewer(on=house.on)
    before = people.units(viewer=on, on=house.on)
    keys = matching.keys_of([f"made {n}" for n in range(len(sizes))])
    text = matching.as_csv(dict(zip(keys, sizes, strict=True)), keys)
    with transaction.atomic():
        people_operations.import_teams(viewer=on, text=text, now=house.now, waits=True)
        assert people.units(viewer=on, on=house.on) == before
        people_operations.confirm_sizes(
            viewer=on, team_ids=list(Team.objects.filter(key__in=keys.values()).values_list("id", flat=True))
        )
        after = people.units(viewer=on, on=house.on)
        assert sum(unit.people for unit in after) == sum(unit.people for unit in before) + sum(sizes)
        transaction.set_rollback(True)
