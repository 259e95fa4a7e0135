"""What has outlived its clock: asked every second, so in few and quick questions."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from takehold.audit import queries as audit
from takehold.gather.disclosure import clearing
from takehold.gather.facts.retention import DEFAULT_DAYS, Kept
from takehold.gather.models import Note, NoteKind, Retention, Say
from takehold.ledger.queries import persons as ledger
from takehold.ledger.queries.imports import anything_old


def chosen() -> dict[Kept, timedelta]:
    """Every clock, in one query."""
    rows = dict(Retention.objects.values_list("kind", "days"))
    return {kind: timedelta(days=rows.get(kind.value, DEFAULT_DAYS[kind])) for kind in Kept}


def overdue(now: datetime) -> tuple[Kept, ...]:
    """The kinds of which something is past its time. Words of says and notes leave by their own day, which is
    brought forward where the clock was shortened."""
    clocks = chosen()
    today = timezone.localdate(now)
    asked = {
        Kept.ANSWERS: clearing.any_before(now - clocks[Kept.ANSWERS]),
        Kept.NOTES: late_notes(now, clocks).exists(),
        Kept.SAYS: late_says(now, clocks).exists(),
        Kept.ACTORS: ledger.any_made_before(today - clocks[Kept.ACTORS]),
        Kept.UPLOADS: anything_old(now - clocks[Kept.UPLOADS]),
        Kept.AUDIT: audit.any_before(now - clocks[Kept.AUDIT]),
    }
    return tuple(kind for kind, late in asked.items() if late)


def late_says(now: datetime, clocks: dict[Kept, timedelta]) -> QuerySet[Say]:
    """Says that would stay longer than the clock says now."""
    today = timezone.localdate(now)
    return Say.objects.filter(said_on__lte=today - clocks[Kept.SAYS], expires_on__gt=today)


def late_notes(now: datetime, clocks: dict[Kept, timedelta]) -> QuerySet[Note]:
    """Notes and hearsay that would."""
    today = timezone.localdate(now)
    hearsay = Q(kind=NoteKind.HEARSAY, recorded_at__lt=now - clocks[Kept.HEARSAY])
    other = ~Q(kind=NoteKind.HEARSAY) & Q(recorded_at__lt=now - clocks[Kept.NOTES])
    return Note.objects.filter(hearsay | other, expires_on__gt=today)
