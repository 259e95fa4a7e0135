"""Measures as they were registered."""

from __future__ import annotations

from takehold.evidence.facts import Behaviour
from takehold.ledger.facts import MeasureFact
from takehold.ledger.models import Measure, Segment
from takehold.ledger.queries import definitions
from takehold.ledger.queries.manifest import EVENTS


def measures(*, source_id: int | None = None) -> tuple[MeasureFact, ...]:
    """All versions, of one source or of all, the oldest first."""
    rows = Measure.objects.order_by("pk")
    return tuple(fact(row) for row in (rows if source_id is None else rows.filter(source_id=source_id)))


def measure(measure_id: int) -> MeasureFact:
    """One measure.

    Raises:
        Measure.DoesNotExist (an ObjectDoesNotExist): when there is none with this id.
    """
    return fact(Measure.objects.get(pk=measure_id))


def behaviour(measure_id: int) -> Behaviour:
    """What the measure counts."""
    return definitions.from_json(Measure.objects.values_list("definition", flat=True).get(pk=measure_id))


def fact(row: Measure) -> MeasureFact:
    """What leaves the room of a measure."""
    needed = set(definitions.needs(definitions.from_json(row.definition)))
    return MeasureFact(
        id=row.pk, source_id=row.source_id, behaviour_key=row.behaviour_key, version=row.version,
        definition=row.definition, sha256=row.sha256, created_at=row.created_at,
        uncovered=_uncovered(row.source_id, needed) if needed else 0,
    )  # fmt: skip


def _uncovered(source_id: int, needed: set[str]) -> int:
    stored = Segment.objects.filter(source_id=source_id, kind=EVENTS, retired__isnull=True)
    return sum(rows for rows, columns in stored.values_list("rows", "columns") if not needed <= set(columns))
