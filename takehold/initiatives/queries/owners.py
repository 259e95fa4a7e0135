"""Who co-owns which change from operations: by change, in one query."""

from __future__ import annotations

from collections.abc import Collection

from takehold.initiatives import models


def co_owners(*, initiative_ids: Collection[int]) -> dict[int, str]:
    """The name of the operational co-owner by change, of changes that the caller may read; without those that have none."""
    rows = models.Initiative.objects.filter(id__in=initiative_ids, co_owner__isnull=False)
    return dict(rows.values_list("id", "co_owner__name"))


def co_owns(*, person_id: int) -> bool:
    """Whether somebody co-owns any change from operations."""
    return models.Initiative.objects.filter(co_owner_id=person_id).exists()
