"""Which files belong to what the database says, as seen from the data folder: what a backup has to take along."""

from __future__ import annotations

from takehold.ledger.models import Import, Segment
from takehold.ledger.queries.imports import UNFINISHED


def needed_files() -> tuple[str, ...]:
    """Files without which something is lost: segments that count now, and uploads that were not read yet."""
    segments = Segment.objects.filter(retired__isnull=True).values_list("path", flat=True)
    waiting = Import.objects.filter(state__in=UNFINISHED, original_kept=True)
    return (
        *(f"segments/{path}" for path in sorted(segments)),
        *(f"quarantine/{name}" for name in sorted(set(waiting.values_list("stored_as", flat=True)))),
    )


def kept_files() -> tuple[str, ...]:
    """Uploads that were read and stay for a while; they may go at any time."""
    read = Import.objects.exclude(state__in=UNFINISHED).filter(original_kept=True)
    return tuple(f"quarantine/{name}" for name in sorted(set(read.values_list("stored_as", flat=True))))
