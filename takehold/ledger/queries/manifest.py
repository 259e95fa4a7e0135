"""Which files hold what, as one consistent list. Nobody ever looks into the folder instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings

from takehold.ledger.facts import StoredSegment
from takehold.ledger.models import Segment, Source

EVENTS = "events"
COUNTS = "counts"
EVIDENCE = "evidence"


def segments_folder(home: Path | None = None) -> Path:
    """Where segments lie; paths in the manifest are relative to it."""
    return (home or Path(settings.HOME)) / "segments"


def live(
    *, kind: str, source_id: int | None = None, measure_id: int | None = None, home: Path | None = None
) -> tuple[StoredSegment, ...]:
    """The files of one kind that count now, of a source or of a measure, in the order in which they came."""
    rows = Segment.objects.filter(kind=kind, retired__isnull=True)
    if source_id is not None:
        rows = rows.filter(source_id=source_id)
    if measure_id is not None:
        rows = rows.filter(measure_id=measure_id)
    folder = segments_folder(home)
    return tuple(
        StoredSegment(
            id=row.pk,
            path=folder / row.path,
            rows=row.rows,
            columns=tuple(row.columns),
            day_min=row.day_min,
            day_max=row.day_max,
            batch_id=row.batch_id,
        )
        for row in rows.order_by("id")
    )


def version(source_id: int) -> int:
    """Grows with every change of what the source's figures rest on."""
    return Source.objects.values_list("manifest_version", flat=True).get(pk=source_id)


def paths(segments: Iterable[StoredSegment]) -> list[str]:
    """Their files, as engines want them."""
    return [str(segment.path) for segment in segments]


def covering(segments: Sequence[StoredSegment], needs: Iterable[str]) -> tuple[StoredSegment, ...]:
    """Those that carry every attribute named in ``needs``."""
    wanted = set(needs)
    return tuple(segment for segment in segments if wanted <= set(segment.columns))
