"""When verdicts were made anew, for rooms above."""

from __future__ import annotations

from typing import Any

from conftest import NOW
from takehold.initiatives import models, operations
from takehold.initiatives.queries.refreshed import refreshed


def test_a_change_is_told_of_once_it_has_verdicts_and_until_it_ends(house: Any, change: Any) -> None:
    assert refreshed() == ()
    operations.refresh(change.behaviour_id, NOW)
    assert [(each.slug, each.at) for each in refreshed()] == [(change.slug, NOW)]
    models.Initiative.objects.update(ended_on=NOW.date())
    assert refreshed() == ()
