"""When the verdicts of changes were last made anew: for rooms that pull what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from takehold.initiatives import models


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A change with verdicts, and when the newest of them was made."""

    id: int
    slug: str
    at: datetime


def refreshed() -> tuple[Refreshed, ...]:
    """Every change that has verdicts and has not ended, in one query."""
    going = models.Initiative.objects.filter(ended_on=None)
    rows = going.annotate(at=Max("behaviours__outlook__refreshed_at")).exclude(at=None).order_by("id")
    return tuple(Refreshed(row.pk, row.slug, row.at) for row in rows)
