"""Actions whose day went by: by change, in one query, as counts alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count

from takehold.bridge import models
from takehold.bridge.facts import ActionState


def late(*, initiative_ids: Collection[int], on: date) -> dict[int, int]:
    """How many agreed actions of each change were to begin before a day and have not, of changes that the caller may read."""
    rows = models.Action.objects.filter(
        initiative__in=initiative_ids, state=ActionState.AGREED, begins_on__lt=on
    )
    return dict(rows.order_by().values_list("initiative").annotate(n=Count("id")))
