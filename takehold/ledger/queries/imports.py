"""Imports and the records they rejected."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count

from takehold.evidence.sentences import found_again
from takehold.ledger.facts import ImportFact, ImportState, RejectedRow
from takehold.ledger.models import Import, Rejected

UNFINISHED: Final = (ImportState.WAITING, ImportState.READING)


def imports(*, source_id: int | None = None, limit: int = 50) -> tuple[ImportFact, ...]:
    """The newest first."""
    rows = Import.objects.defer("recipe_text").order_by("-created_at", "-pk")
    if source_id is not None:
        rows = rows.filter(source_id=source_id)
    return tuple(fact(row) for row in rows[:limit])


def import_fact(import_id: UUID) -> ImportFact:
    """One import.

    Raises:
        Import.DoesNotExist (an ObjectDoesNotExist): when there is none with this id.
    """
    return fact(Import.objects.get(pk=import_id))


def recipe_text(import_id: UUID) -> str:
    """The column mapping an import was read with, as TOML."""
    return Import.objects.values_list("recipe_text", flat=True).get(pk=import_id)


def rejected(*, import_id: UUID, offset: int = 0, limit: int = 100) -> tuple[RejectedRow, ...]:
    """Records that were not read, in the file's order; the first thousand are kept, for 30 days."""
    rows = Rejected.objects.filter(of_id=import_id).order_by("line", "pk")[offset : offset + limit]
    return tuple(
        RejectedRow(line=row.line, column=row.column, reason=found_again(row.reason)) for row in rows
    )


def unfinished() -> tuple[tuple[UUID, int], ...]:
    """Imports that wait or are being read, with their source, the oldest first."""
    rows = Import.objects.filter(state__in=UNFINISHED).order_by("created_at", "pk")
    return tuple(rows.values_list("pk", "source_id"))


def by_state() -> tuple[tuple[str, int], ...]:
    """How many imports there are in each state, those without any too."""
    counted = dict(Import.objects.order_by().values_list("state").annotate(Count("pk")))
    return tuple((state.value, counted.get(state.value, 0)) for state in ImportState)


def anything_old(before: datetime) -> bool:
    """Whether a finished upload from before then is still kept, or records of it that were not read."""
    old = Import.objects.filter(created_at__lt=before)
    kept = old.filter(original_kept=True).exclude(state__in=UNFINISHED)
    return kept.exists() or old.filter(rejected__isnull=False).exists()


def fact(row: Import) -> ImportFact:
    """What leaves the room of an import."""
    return ImportFact(
        id=row.pk, source_id=row.source_id, filename=row.filename, state=ImportState(row.state),
        created_at=row.created_at, finished_at=row.finished_at, rows_read=row.rows_read,
        rows_rejected=row.rows_rejected, duplicates=row.duplicates, events_new=row.events_new,
        events_corrected=row.events_corrected, first_day=row.first_day, last_day=row.last_day,
        reason=found_again(row.reason), progress=row.progress,
    )  # fmt: skip
