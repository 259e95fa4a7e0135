"""Sources, the labels found in them, and whether they still deliver."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.db.models import F, Max, Window
from django.db.models.functions import RowNumber

from takehold.ledger.facts import Freshness, SourceFact
from takehold.ledger.models import Import, Label, Source

OVERDUE_TIMES: Final = 3
AT_LEAST_DAYS: Final = 7
DELIVERIES: Final = 12


def sources(*, on: date | None = None) -> tuple[SourceFact, ...]:
    """All sources by name, as they stand ``on`` a day (the newest day that any of them reached, if not given)."""
    rows = list(Source.objects.order_by("name", "pk"))
    on = on or max((row.last_day for row in rows if row.last_day is not None), default=None)
    ends = _ends(row.pk for row in rows)
    return tuple(_fact(row, ends.get(row.pk, ()), on) for row in rows)


def source(source_id: int, *, on: date | None = None) -> SourceFact:
    """One source."""
    row = Source.objects.get(pk=source_id)
    return _fact(row, _ends([row.pk]).get(row.pk, ()), on or _newest_day())


def labels(*, source_id: int) -> tuple[tuple[str, int], ...]:
    """Labels found in the source with their events (or ready-made chances), the most frequent first."""
    rows = Label.objects.filter(source_id=source_id, events__gt=0).order_by("-events", "text")
    return tuple(rows.values_list("text", "events"))


def freshness(source_id: int, *, on: date | None = None) -> Freshness:
    """How current a source is on a day. Stopped: three times its usual gap without data, and at least a week."""
    row = Source.objects.get(pk=source_id)
    gap = _usual_gap(row, _ends([row.pk]).get(row.pk, ()))
    return Freshness(row.last_day, row.last_import_at, gap, _stopped(row, gap, on or _newest_day()))


def _fact(row: Source, ends: Iterable[date], on: date | None) -> SourceFact:
    return SourceFact(
        id=row.pk, key=row.key, name=row.name, kind=row.kind, last_day=row.last_day,
        last_import_at=row.last_import_at, stopped_on=_stopped(row, _usual_gap(row, ends), on),
    )  # fmt: skip


def _stopped(row: Source, gap: int, on: date | None) -> date | None:
    if row.last_day is None or on is None:
        return None
    patience = timedelta(days=max(AT_LEAST_DAYS, OVERDUE_TIMES * gap))
    return row.last_day if on - row.last_day > patience else None


def _ends(source_ids: Iterable[int]) -> dict[int, list[date]]:
    """The last days of the newest deliveries of each source, in one query."""
    nth = Window(RowNumber(), partition_by="source_id", order_by=F("last_day").desc())
    done = Import.objects.filter(source_id__in=list(source_ids), state="done", last_day__isnull=False)
    newest = done.annotate(nth=nth).filter(nth__lte=DELIVERIES)
    found: dict[int, list[date]] = {}
    for source, day in newest.values_list("source_id", "last_day"):
        if day is not None:
            found.setdefault(source, []).append(day)
    return found


def _usual_gap(row: Source, ends: Iterable[date]) -> int:
    """Days: what is usual between days with data, or between deliveries where those are further apart."""
    days = sorted(set(ends))
    gaps = sorted((b - a).days for a, b in itertools.pairwise(days))
    return max(row.usual_gap, gaps[len(gaps) // 2] if gaps else 1)


def _newest_day() -> date | None:
    newest: date | None = Source.objects.aggregate(newest=Max("last_day"))["newest"]
    return newest
