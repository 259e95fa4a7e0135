"""Performance reports beside a change: connected once, and their names of teams settled when something changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from takehold.audit import operations as audit
from takehold.initiatives import models
from takehold.initiatives.operations.assembling import accept_exact_labels
from takehold.initiatives.operations.rights import editable
from takehold.ledger import queries as ledger
from takehold.ledger.queries.manifest import version
from takehold.people import operations as people_operations
from takehold.people import queries as people
from takehold.people.facts import Viewer


def connect_report(*, viewer: Viewer, slug: str, measure_id: int, name: str, now: datetime) -> None:
    """Let a change have a report. Another measure of the same key takes the place of the one before."""
    row = editable(viewer, slug, steward=True)
    measure = ledger.measure(measure_id)
    said = {"name": name.strip()[:300], "measure_id": measure.id, "source_id": measure.source_id}
    known = row.reports.filter(key=measure.behaviour_key).first()
    if known is not None and all(getattr(known, field) == value for field, value in said.items()):
        return
    with transaction.atomic():
        report, _made = models.PerformanceReport.objects.update_or_create(
            initiative=row, key=measure.behaviour_key, defaults={**said, "told_version": -1, "told_on": None}
        )
        audit.record(
            actor=viewer.actor,
            action="report connected",
            subject=f"report:{report.pk}",
            now=now,
            details={"change": row.slug},
        )


def tell_report(report_id: int, now: datetime) -> None:
    """Settle which names in the report are which teams, up to today. Safe to repeat at any moment."""
    row = models.PerformanceReport.objects.filter(id=report_id).first()
    if row is None:
        return
    seen, today = version(row.source_id), timezone.localtime(now).date()
    people_operations.keep_together(on=today, now=now)
    accept_exact_labels(people.system_viewer(on=today), row.source_id, now)
    people_operations.tell(source_id=row.source_id, on=today)
    models.PerformanceReport.objects.filter(id=row.pk).update(told_version=seen, told_on=today)
