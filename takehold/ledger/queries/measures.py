"""Measures as they were registered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from takehold.evidence.facts import Behaviour
from takehold.ledger.facts import MeasureFact
from takehold.ledger.models import Measure, Segment
from takehold.ledger.queries import definitions
from takehold.ledger.queries.manifest import EVENTS


def measures(*, source_id: int | None = None, ids: Collection[int] | None = None) -> tuple[MeasureFact, ...]:
    """All versions, of one source or of all, or those with these ids, the oldest first. Two queries."""
    found = Measure.objects.order_by("pk")
    if source_id is not None:
        found = found.filter(source_id=source_id)
    rows = list(found if ids is None else found.filter(pk__in=list(ids)))
    stored = _stored({row.source_id for row in rows if _needs(row)})
    return tuple(_fact(row, stored) for row in rows)


def measure_ids() -> frozenset[int]:
    """The ids of all measures."""
    return frozenset(Measure.objects.values_list("pk", flat=True))


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
    return _fact(row, _stored({row.source_id} if _needs(row) else set()))


def _fact(row: Measure, stored: Mapping[int, Sequence[tuple[int, set[str]]]]) -> MeasureFact:
    needed = _needs(row)
    return MeasureFact(
        id=row.pk, source_id=row.source_id, behaviour_key=row.behaviour_key, version=row.version,
        definition=row.definition, sha256=row.sha256, created_at=row.created_at,
        uncovered=sum(rows for rows, columns in stored.get(row.source_id, ()) if not needed <= columns),
    )  # fmt: skip


def _needs(row: Measure) -> set[str]:
    return set(definitions.needs(definitions.from_json(row.definition)))


def _stored(source_ids: set[int]) -> dict[int, list[tuple[int, set[str]]]]:
    """Rows and attributes of the live files of events, by source; no query when none is asked for."""
    found: dict[int, list[tuple[int, set[str]]]] = {}
    if source_ids:
        live = Segment.objects.filter(source_id__in=source_ids, kind=EVENTS, retired__isnull=True)
        for source, rows, columns in live.values_list("source_id", "rows", "columns"):
            found.setdefault(source, []).append((rows, set(columns)))
    return found
