"""Counts that a person gives by hand: few, precious, and therefore rows of the relational database."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from takehold.ledger.models import Measure, Source, Tally
from takehold.ledger.operations.sources import count_labels


def add_counts(
    *,
    measure_id: int,
    label: str,
    day: date,
    chances: int,
    new_way: int,
    old_way: int | None,
    key: str,
    now: datetime,
) -> bool:
    """Add counts once, however often they are sent. False when ``key`` was known already and nothing was added.

    Raises:
        ValueError: negative numbers, or more of the new way (or the old) than there were chances.
    """
    if not 0 <= new_way <= chances or not 0 <= (old_way or 0) <= chances - new_way:
        raise ValueError(f"{new_way} new and {old_way} old way of {chances} chances do not fit together")
    with transaction.atomic():
        measure = Measure.objects.only("source_id").get(pk=measure_id)
        source = Source.objects.select_for_update().get(pk=measure.source_id)
        fields = {"label": label, "day": day, "chances": chances, "new_way": new_way, "old_way": old_way}
        _row, fresh = Tally.objects.get_or_create(
            key=key, defaults={"measure_id": measure_id, "created_at": now, **fields}
        )
        if fresh:
            count_labels(source.pk, {label: chances})
            Source.objects.filter(pk=source.pk).update(
                manifest_version=F("manifest_version") + 1, last_import_at=now,
                last_day=max(day, source.last_day or day),
            )  # fmt: skip
    return fresh
