"""Whether a change waits for those inside: the same as its own page says, whatever was asked and answered."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from conftest import NOW, House
from takehold.alignment.models import InsideCheck, InsideTeam
from takehold.alignment.queries.holding import waits
from takehold.alignment.queries.inside import of_change
from takehold.initiatives.models import Initiative

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def test_it_says_what_the_page_says(house: House, change: Any) -> None:
    row = Initiative.objects.get(slug=change.slug)
    before = (None, ("agreed", False), ("dissent", False), ("dissent", True), ("unclear", False))
    seen = set()
    for on, older, newer in product((False, True), before, before):
        InsideTeam.objects.all().delete()
        InsideCheck.objects.all().delete()
        if on:
            InsideTeam.objects.create(team_id=house.teams["ward-1"])
        for days, each in ((9, older), (2, newer)):
            if each is not None:
                word, resolved = each
                InsideCheck.objects.create(
                    initiative=row, wave=UUID(int=days), closed_on=TODAY - timedelta(days=days), word=word,
                    resolved_on=TODAY if resolved else None, resolved_how="Another order." if resolved else "",
                )  # fmt: skip
        found = waits(initiative_id=row.pk)
        assert found is of_change(viewer=house.viewer("lead"), slug=change.slug).holds, (on, older, newer)
        seen.add(found)
    assert seen == {True, False}
