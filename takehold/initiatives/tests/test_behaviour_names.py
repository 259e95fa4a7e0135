"""Behaviours by name are those of the change, in the order chosen, in one query."""

from __future__ import annotations

from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from takehold.initiatives import queries
from takehold.initiatives.queries.behaviour_names import behaviour_names
from takehold.initiatives.queries.names import names


@pytest.mark.django_db
def test_names_are_those_of_the_change(house: Any, change: Any) -> None:
    from django.db import connection

    lead = house.viewer("lead")
    found = next(each for each in names(viewer=lead) if each.slug == change.slug)
    with CaptureQueriesContext(connection) as asked:
        told = behaviour_names(initiative_id=found.id)
    assert len(asked) == 1
    every = queries.behaviours(viewer=lead, slug=change.slug)
    assert [(each.id, each.key, each.name) for each in told] == [
        (each.id, each.key, each.name) for each in every
    ]
