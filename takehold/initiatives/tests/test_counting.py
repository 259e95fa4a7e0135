"""What other rooms compare is what the change's own pages count."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.initiatives import models, operations
from takehold.initiatives.operations.counting import counts, measured


@pytest.mark.django_db
def test_groups_are_counted_up_to_a_day(house: Any, change: Any) -> None:
    operations.refresh(change.behaviour_id, NOW)
    found = counts(behaviour_id=change.behaviour_id, as_of=NOW.date())
    assert found is not None
    assert sum(each.daily.chances.sum() for each in found.evidence) == found.whole.daily.chances.sum() > 0
    earlier = counts(behaviour_id=change.behaviour_id, as_of=NOW.date() - timedelta(weeks=4))
    assert earlier is not None
    assert earlier.whole.daily.chances.sum() < found.whole.daily.chances.sum()
    assert measured(initiative_id=models.Initiative.objects.get(slug=change.slug).pk) == (
        change.behaviour_id,
    )
    assert counts(behaviour_id=999_999, as_of=NOW.date()) is None
