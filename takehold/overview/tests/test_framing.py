"""What the framing of a request says of the load comes from the impact sheets of other changes, group by group."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.alignment.tests.test_load import FEW, LOTS, affect
from takehold.governance.queries import requests
from takehold.governance.tests.council import a_body, a_request
from takehold.initiatives import operations as initiatives
from takehold.initiatives.facts import InitiativeInput
from takehold.overview.queries import framing

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def loads(house: Any, made: int) -> tuple[str, ...]:
    asker = house.viewer("it lead")
    return framing.known(viewer=asker, request=requests.request(viewer=asker, request_id=made)).loads


def test_another_change_that_hits_the_same_groups_in_the_same_weeks_is_told_with_its_group_and_weeks(
    house: Any, change: Any
) -> None:
    other = initiatives.create(
        viewer=house.viewer("admin"),
        said=InitiativeInput(name="New bed board", reasons=("It is safer.",)),
        now=NOW,
    )
    made = a_request(house, a_body(house), slug=change.slug)
    affect(house, change.slug, "ward-1", LOTS, TODAY + timedelta(weeks=4))
    affect(house, change.slug, "ward-2", LOTS, TODAY + timedelta(weeks=4))
    affect(house, change.slug, "ward-3", LOTS, TODAY + timedelta(weeks=4))
    affect(house, other, "ward-3", FEW, TODAY + timedelta(weeks=30))
    assert loads(house, made) == (), "half a year later is not the same weeks"
    affect(house, other, "ward-2", LOTS, TODAY + timedelta(weeks=5))
    (told,) = loads(house, made)
    assert told.startswith("“New bed board” changes the work of Ward 2 in the same weeks, ")
    affect(house, other, "ward-1", FEW, TODAY + timedelta(weeks=5))
    (told,) = loads(house, made)
    assert "changes the work of 2 of the same groups in the same weeks, that of Ward 2 most" in told
