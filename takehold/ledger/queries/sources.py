"""Sources, the labels found in them, and whether they still deliver."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Final

from django.db.models import Max

from takehold.ledger.facts import Freshness, SourceFact
from takehold.ledger.models import Import, Label, Source

OVERDUE_TIMES: Final = 3
AT_LEAST_DAYS: Final = 7


def sources(*, on: date | None = None) -> tuple[SourceFact, ...]:
    """All sources by name, as they stand ``on`` a day (the newest day that any of them reached, if not given)."""
    on = on or _newest_day()
    return tuple(_fact(row, on) for row in Source.objects.order_by("name", "pk"))


def source(source_id: int, *, on: date | None = None) -> SourceFact:
    """One source."""
    return _fact(Source.objects.get(pk=source_id), on or _newest_day())


def labels(*, source_id: int) -> tuple[tuple[str, int], ...]:
    """Labels found in the source with their events (or ready-made chances), the most frequent first."""
    rows = Label.objects.filter(source_id=source_id, events__gt=0).order_by("-events", "text")
    return tuple(rows.values_list("text", "events"))


def freshness(source_id: int, *, on: date | None = None) -> Freshness:
    """How current a source is on a day. Stopped: three times its usual gap without data, and at least a week."""
    row = Source.objects.get(pk=source_id)
    gap = _usual_gap(row)
    return Freshness(row.last_day, row.last_import_at, gap, _stopped(row, gap, on or _newest_day()))


def _fact(row: Source, on: date | None) -> SourceFact:
    return SourceFact(
        id=row.pk, key=row.key, name=row.name, kind=row.kind, last_day=row.last_day,
        last_import_at=row.last_import_at, stopped_on=_stopped(row, _usual_gap(row), on),
    )  # fmt: skip


def _stopped(row: Source, gap: int, on: date | None) -> date | None:
    if row.last_day is None or on is None:
        return None
    patience = timedelta(days=max(AT_LEAST_DAYS, OVERDUE_TIMES * gap))
    return row.last_day if on - row.last_day > patience else None


def _usual_gap(row: Source) -> int:
    """Days: what is usual between days with data, or between deliveries where those are further apart."""
    ends = Import.objects.filter(source_id=row.pk, state="done", last_day__isnull=False)
    newest = ends.order_by("-last_day").values_list("last_day", flat=True)[:12]
    days = sorted({day for day in newest if day is not None})
    gaps = sorted((b - a).days for a, b in itertools.pairwise(days))
    return max(row.usual_gap, gaps[len(gaps) // 2] if gaps else 1)


def _newest_day() -> date | None:
    newest: date | None = Source.objects.aggregate(newest=Max("last_day"))["newest"]
    return newest
