"""Whoever left every team and holds no role is not here any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.people.models import Membership, Role
from takehold.people.queries.still_here import here


@pytest.mark.django_db
def test_here_is_who_belongs_to_a_team_or_holds_a_role(house: Any) -> None:
    today = NOW.date()
    member, lead = house.people["member"], house.people["lead"]
    assert here([member, lead, 999_999], on=today) == {member, lead}
    Membership.objects.filter(person_id=member).update(valid_to=today)
    Role.objects.filter(person_id=member).update(valid_to=today)
    assert here([member, lead], on=today) == {lead}
    assert here([member], on=today - timedelta(days=1)) == {member}
