"""L11 celebrate: wins are found from the data and from people, made public with consent; a win is named only after the yes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest

from conftest import NOW, House, build_change, build_house
from takehold.celebrate import jobs
from takehold.initiatives import operations as initiatives
from tests.journeys.browsing import person

pytestmark = pytest.mark.django_db
NAME, DEED = "Max Member", "wrote the first handover of every night"


@pytest.fixture
def house(settings: Any) -> Iterator[House]:
    """Wards that have held for a year, one of them for as long as it takes to be praised."""
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        found = build_house()
        change = build_change(found)
        initiatives.refresh(change.behaviour_id, NOW - timedelta(weeks=9))
        initiatives.refresh(change.behaviour_id, NOW)
        for job in jobs.due(NOW):
            jobs.run(job, now=NOW, home=settings.HOME)
        yield found


def everywhere(house: House) -> list[str]:
    """Every place on which others read wins."""
    reader = house.client("other")
    of_change = "changes/handover-in-the-record/wins"
    pages = [reader.get(each).content.decode() for each in ("/wins/", f"/{of_change}/")]
    calls = [reader.get(f"/api/v1/{each}").json() for each in ("wins", of_change)]
    return [*pages, *(json.dumps(each, ensure_ascii=False) for each in calls)]


def test_a_win_is_named_only_after_the_yes(house: House) -> None:
    manager, member = person(house.client("manager")), person(house.client("member"))
    manager.goes("/changes/handover-in-the-record/wins/")
    manager.page.says("No win is published yet.", "Ward 1 has kept it up:")
    manager.clicks("Change the words")
    manager.presses("Publish")
    assert all("Ward 1" in each for each in everywhere(house))
    manager.clicks("Edit or take back")
    manager.presses("Ask this person", person=NAME, deed=DEED)
    assert not any(NAME in each for each in everywhere(house)), "asked is not yes"
    member.goes("/me/").says("Somebody wants to thank you by name and asks first.")
    member.presses("Yes, with my name")
    assert all(f"{NAME} – {DEED}" in each for each in everywhere(house))
    member.goes("/me/")
    member.presses("Take my name away")
    assert not any(NAME in each for each in everywhere(house))
    assert all(f"A colleague – {DEED}" in each for each in everywhere(house))
    member.goes("/me/")
    member.presses("No, tell nothing of it")
    assert not any(DEED in each for each in everywhere(house))
