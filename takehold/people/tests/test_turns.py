"""Whoever comes second with the same person waits; with nobody there is nothing to wait for."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from takehold.people.operations.turns import wait_for


def test_the_line_of_the_person_is_held_until_the_commit(house: Any) -> None:
    with CaptureQueriesContext(connection) as seen, transaction.atomic():
        wait_for(person_id=house.people["lead"])
    (asked,) = [each["sql"] for each in seen if each["sql"].startswith("SELECT")]
    assert f"= {house.people['lead']}" in asked
    assert ("FOR NO KEY UPDATE" in asked) is (connection.vendor == "postgresql")
    wait_for(person_id=0)
