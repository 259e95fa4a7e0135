"""Priorities and core values, and how changes serve them: a value without evidence is shown as a claim."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from takehold.analysis.facts import Verdict
from takehold.governance import models
from takehold.governance.facts.bodies import Holder
from takehold.governance.facts.priorities import (
    EvidenceFact,
    EvidenceKind,
    PriorityFact,
    PriorityInput,
    PriorityKind,
    ServiceFact,
)
from takehold.governance.queries.rights import known_changes
from takehold.people.facts import NotYours, Viewer

MOST = 300
Verdicts = Mapping[str, Verdict | None]


def priorities(*, viewer: Viewer) -> tuple[PriorityFact, ...]:
    """What holds first, then what is to come or over; each with how the changes serve it that this viewer may read.

    Raises:
        NotYours: without a role.
    """
    if not viewer.roles:
        raise NotYours
    seen = {each.id for each in known_changes(viewer)}
    found = [fact(row, viewer, seen) for row in _rows(seen)[:MOST]]
    return tuple(sorted(found, key=lambda each: (not each.holds, each.said.kind is PriorityKind.VALUE)))


def priority(*, viewer: Viewer, priority_id: int) -> PriorityFact:
    """One of them. Raises ``NotYours``."""
    if not viewer.roles:
        raise NotYours
    seen = {each.id for each in known_changes(viewer)}
    row = _rows(seen).filter(id=priority_id).first()
    if row is None:
        raise NotYours
    return fact(row, viewer, seen)


def holding(*, on: date) -> tuple[tuple[int, str], ...]:
    """What holds on a day, as (id, name), for choosing one; one query."""
    rows = models.Priority.objects.filter(Q(last__isnull=True) | Q(last__gte=on), first__lte=on)
    return tuple(rows.order_by("name", "id").values_list("id", "name")[:MOST])


def services(*, initiative_ids: Collection[int], verdicts: Verdicts | None = None) -> tuple[ServiceFact, ...]:
    """How changes that the caller may read serve the organisation. ``verdicts``: of a change's behaviours by their key."""
    rows = _services().filter(initiative_id__in=initiative_ids).select_related("priority")
    return tuple(service(row, row.priority, verdicts or {}) for row in rows)


def service(row: models.Service, of: models.Priority, verdicts: Verdicts) -> ServiceFact:
    """The row as a fact."""
    return ServiceFact(
        id=row.pk,
        priority_id=of.pk,
        priority=of.name,
        kind=PriorityKind(of.kind),
        slug=row.initiative.slug,
        change=row.initiative.name,
        how=row.how,
        evidence=tuple(_evidence(row.evidence.all(), verdicts)),
    )


def fact(row: models.Priority, viewer: Viewer, seen: Collection[int]) -> PriorityFact:
    """The row as a fact, with services of the changes that are ``seen``."""
    on = viewer.on
    return PriorityFact(
        id=row.pk,
        said=PriorityInput(PriorityKind(row.kind), row.name, row.why, held(row), row.first, row.last),
        version=row.version,
        holds=row.first <= on and (row.last is None or row.last >= on),
        services=tuple(service(each, row, {}) for each in row.services.all() if each.initiative_id in seen),
    )


def held(row: models.Priority | models.DecisionVersion | models.Commitment) -> Holder:
    """Who answers for a row. Its body is to be fetched with it."""
    return Holder(row.body_id, row.body.name if row.body is not None else "", row.role)


def _rows(seen: Collection[int]) -> QuerySet[models.Priority]:
    mine = Prefetch("services", queryset=_services().filter(initiative_id__in=seen))
    return models.Priority.objects.select_related("body").prefetch_related(mine)


def _services() -> QuerySet[models.Service]:
    return models.Service.objects.select_related("initiative").prefetch_related("evidence")


def _evidence(rows: Iterable[models.ServiceEvidence], verdicts: Verdicts) -> Iterable[EvidenceFact]:
    for row in rows:
        verdict = verdicts.get(row.ref) if row.kind == EvidenceKind.MEASURE else None
        yield EvidenceFact(row.pk, EvidenceKind(row.kind), row.label, row.ref, row.cited_on, verdict)
