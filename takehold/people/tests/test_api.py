"""Who calls the API: the person who signed in, or whose key the program sends. The same rights by either door."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from takehold.people import operations, queries
from takehold.people.api import viewer_of
from takehold.people.facts import NotYours


@pytest.mark.parametrize("address", ["/api/v1/changes", "/api/v1/sources"])
def test_a_key_and_a_session_open_the_same_doors(house, address: str) -> None:
    secret = operations.issue_key(viewer=house.viewer("steward"), name="program", now=timezone.now())
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert program.get(address).status_code == house.client("steward").get(address).status_code == 200


def test_who_has_no_role_is_not_told_that_there_is_anything(house) -> None:
    request = RequestFactory().get("/")
    for account in (None, queries.user_of(person_key="stranger")):
        request.auth = account
        with pytest.raises(NotYours):
            viewer_of(request)
