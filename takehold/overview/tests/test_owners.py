"""/owners/: a change without an operational co-owner stands first; what is overdue is counted by change, never by person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW, House
from takehold.gaps.facts import ConcernInput, ConcernKind
from takehold.gaps.operations.concerns import raise_concern
from takehold.initiatives.models import DesiredBehaviour, Initiative
from takehold.overview.queries.owners import owners
from takehold.people.facts import NotYours
from tests.security import bridge

pytestmark = pytest.mark.django_db


def test_a_change_of_it_alone_stands_first(house: House, change: Any) -> None:
    (found,) = owners(viewer=house.viewer("lead"))
    assert (found.co_owner, found.load) == ("", 0)
    page = house.client("lead").get("/owners/").content.decode()
    assert "1 change is owned by nobody from operations." in page


def test_who_owns_it_and_how_many_more(house: House, change: Any) -> None:
    Initiative.objects.update(co_owner=house.people["manager"])
    (found,) = owners(viewer=house.viewer("sponsor"))
    assert found.load == 1
    assert found.co_owner in house.client("sponsor").get("/owners/").content.decode()


def test_it_is_for_those_who_read_every_change(house: House, change: Any) -> None:
    with pytest.raises(NotYours):
        owners(viewer=house.viewer("manager"))
    assert house.client("member").get("/owners/").status_code == 404


def test_what_is_overdue_is_counted_by_change(house: House, change: Any) -> None:
    DesiredBehaviour.objects.update(key="shared")
    bridge.build(house, change.slug)
    lead = house.viewer("lead")
    asked = ConcernInput(
        ConcernKind.QUESTION, "When do agency staff get an account?", due_on=lead.on + timedelta(days=9)
    )
    raise_concern(viewer=lead, slug=change.slug, said=asked, now=NOW)
    (now,) = owners(viewer=lead)
    (later,) = owners(viewer=replace(lead, on=lead.on + timedelta(days=90), seen={}))
    assert (now.actions, later.actions) == (0, 1)
    assert (now.answers, later.answers) == (0, 1)
