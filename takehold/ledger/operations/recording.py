"""The one transaction in which an import becomes true: manifest, figures of the import, labels, source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from takehold.evidence.facts import Reading
from takehold.evidence.sentences import kept
from takehold.ledger.facts import ImportState, StoredSegment
from takehold.ledger.models import Import, Measure, Rejected, Segment, Source
from takehold.ledger.operations.files import Written
from takehold.ledger.operations.lease import Lease, LeaseLost
from takehold.ledger.operations.sources import count_labels
from takehold.ledger.operations.states import step


class MeasuresChanged(RuntimeError):
    """A measure was added to the source in the meantime; its rows have to be derived too."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A written file and what it is: events, counts, or the evidence of a measure."""

    kind: str
    written: Written
    measure_id: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that an import changes."""

    reading: Reading
    coming: Sequence[Coming] = ()
    retired: Sequence[StoredSegment] = ()
    measure_ids: frozenset[int] = frozenset()
    labels: Mapping[str, int] = field(default_factory=dict)
    new: int = 0
    corrected: int = 0
    duplicates: int = 0
    first: date | None = None
    last: date | None = None
    usual_gap: int | None = None
    note: str = ""


def record(import_id: UUID, outcome: Outcome, held: Lease) -> None:
    """Make it all true at once, or nothing of it.

    Raises:
        LeaseLost: another importer took over.
        MeasuresChanged: a measure came in between; derive it and record again.
    """
    now = held.clock.now()
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=held.source_id)
        if source.lease_holder != held.holder:
            raise LeaseLost(f"source {held.source_id}")
        if (
            frozenset(Measure.objects.filter(source=source).values_list("pk", flat=True))
            != outcome.measure_ids
        ):
            raise MeasuresChanged
        row = Import.objects.select_for_update().get(pk=import_id)
        step(ImportState(row.state), ImportState.DONE)
        version = source.manifest_version + 1
        swap(source.pk, outcome.coming, outcome.retired, version=version, now=now, batch=row)
        count_labels(source.pk, outcome.labels)
        _rejected(row, outcome.reading)
        _figures(row, outcome, now)
        source.manifest_version = version
        source.last_import_at = now
        source.last_day = max((d for d in (source.last_day, outcome.last) if d), default=None)
        source.usual_gap = outcome.usual_gap or source.usual_gap
        source.save(update_fields=["manifest_version", "last_import_at", "last_day", "usual_gap"])


def swap(
    source_id: int, coming: Sequence[Coming], retired: Sequence[StoredSegment], *, version: int, now: datetime,
    batch: Import | None = None,
) -> None:  # fmt: skip
    """Add and retire manifest rows. Inside the caller's transaction.

    Raises:
        LeaseLost: when a file to be retired was retired by somebody else.
    """
    gone = Segment.objects.filter(pk__in=[s.id for s in retired], retired__isnull=True)
    if retired and gone.update(retired=version, retired_at=now) != len(retired):
        raise LeaseLost(f"segments of source {source_id}")
    Segment.objects.bulk_create(
        Segment(
            source_id=source_id, measure_id=c.measure_id, kind=c.kind, path=c.written.path, rows=c.written.rows,
            bytes=c.written.bytes, columns=list(c.written.columns), day_min=c.written.day_min,
            day_max=c.written.day_max, batch=batch, added=version,
        )
        for c in coming
    )  # fmt: skip


def turn(row: Import, state: ImportState, *, now: datetime | None = None, reason: str = "") -> None:
    """Take an import from state to state outside a record, and say why."""
    row.state = step(ImportState(row.state), state)
    row.reason, row.finished_at = reason, now
    if state != ImportState.REPEATED:
        row.progress = 0.0
    row.save()


def reporter(row: Import, held: Lease) -> Callable[[float], None]:
    """Shows progress at most once a second, and keeps the lease from expiring."""
    shown = [held.clock.now()]

    def report(share: float) -> None:
        now = held.clock.now()
        if (now - shown[0]).total_seconds() >= 1:
            shown[0] = now
            Import.objects.filter(pk=row.pk).update(progress=min(0.9, 0.9 * share))
            held.renew()

    return report


def _rejected(row: Import, reading: Reading) -> None:
    Rejected.objects.bulk_create(
        Rejected(of=row, line=r.line, column=(r.column or "")[:200], reason=kept(r.reason))
        for r in reading.rejections[:1000]
    )


def _figures(row: Import, outcome: Outcome, now: datetime) -> None:
    row.state, row.finished_at, row.progress, row.reason = ImportState.DONE, now, 1.0, outcome.note
    row.rows_read, row.rows_rejected = outcome.reading.rows_read, outcome.reading.rows_rejected
    row.events_new, row.events_corrected = outcome.new, outcome.corrected
    row.duplicates = outcome.duplicates
    row.first_day, row.last_day = outcome.first, outcome.last
    row.save()
