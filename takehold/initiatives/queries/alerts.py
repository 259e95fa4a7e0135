"""Alerts for those who may read them, and the record of how many were real."""

from __future__ import annotations

from collections import Counter

from django.db.models import Q, QuerySet

from takehold.initiatives import models
from takehold.initiatives.facts import AlertFact, AlertRecord, Budget
from takehold.initiatives.queries import payload
from takehold.initiatives.queries.rights import is_own, may_edit, may_see_alert
from takehold.people import queries as people
from takehold.people.facts import EVERYWHERE, NotYours, Viewer

OPEN = ("watch", "alert")
REAL = "real"
ANSWERS = (REAL, "not_real", "data_fault")
REAL_STILL = Q(state="answered", resolution=REAL, closed_on=None)
"""Answered, and the unit is not yet back at its usual level."""
MOST = 200


def goes_on(row: models.Alert) -> bool:
    """Whether it still stands behind the verdict of its unit."""
    return row.state in OPEN or (row.state == "answered" and row.resolution == REAL and row.closed_on is None)


def rows() -> QuerySet[models.Alert]:
    """Rows with what their facts need, in one query."""
    return models.Alert.objects.select_related("behaviour__initiative", "line_by")


def alerts(*, viewer: Viewer, open_only: bool = False, with_verdict: bool = False) -> tuple[AlertFact, ...]:
    """The newest first, of units this viewer may read, as far as they are visible yet. ``with_verdict``: each with the
    verdict it rests on, where this viewer may write."""
    found = rows().order_by("-opened_on", "-id")
    if open_only:
        found = found.filter(state__in=OPEN)
    seen = people.scope(viewer=viewer).teams
    return tuple(
        fact(row, viewer, with_verdict=with_verdict and may_write(row, viewer))
        for row in found[:MOST]
        if seen >= set(row.team_ids) and may_see_alert(viewer, row.state, row.team_ids, row.visible_above_on)
    )


def alert(*, viewer: Viewer, alert_id: int) -> AlertFact:
    """One alert with the verdict it rests on. Raises ``NotYours`` also for one that is not visible above yet."""
    row = rows().filter(id=alert_id).first()
    if row is None or not readable(row, viewer):
        raise NotYours
    return fact(row, viewer, with_verdict=True)


def readable(row: models.Alert, viewer: Viewer) -> bool:
    """Whether this viewer may know of this alert today."""
    if not viewer.roles or not may_see_alert(viewer, row.state, row.team_ids, row.visible_above_on):
        return False
    return viewer.has(*EVERYWHERE) or people.scope(viewer=viewer).teams >= set(row.team_ids)


def alert_record(*, viewer: Viewer) -> AlertRecord:
    """Over the whole organisation: a figure about the detector, not about a team.

    Of alerts that are visible above: else the figure would grow on the very day on which some team was noticed.
    """
    if not viewer.roles:
        raise NotYours
    told = models.Alert.objects.filter(visible_above_on__lte=viewer.on)
    found = told.filter(state__in=["alert", "recovered", "answered"])
    counted = Counter(found.values_list("resolution", flat=True))
    return AlertRecord(counted["real"], counted["not_real"], counted["data_fault"], counted[""])


def budget() -> Budget | None:
    """The alert budget in force, the newest recorded; None before the first verdict."""
    row = models.AlertBudget.objects.order_by("-start").first()
    return None if row is None else Budget(row.start, row.per_year, row.streams)


def fact(row: models.Alert, viewer: Viewer, *, with_verdict: bool = False) -> AlertFact:
    """The row as a fact. The team and its manager may write. Who wrote the line is told to them alone: it is the team's."""
    return AlertFact(
        id=row.pk,
        behaviour_id=row.behaviour_id,
        behaviour=row.behaviour.name,
        initiative_slug=row.behaviour.initiative.slug,
        unit=row.unit,
        team_ids=frozenset(row.team_ids),
        tier="watch" if row.state in ("watch", "calm") else "alert",
        opened_on=row.opened_on,
        since=row.since,
        visible_above_on=row.visible_above_on,
        line=row.line,
        line_by=row.line_by.name if row.line_by and is_own(viewer, row.team_ids) else "",
        line_at=row.line_at,
        resolution=row.resolution,
        resolved_at=row.resolved_at,
        may_write=may_write(row, viewer),
        state=row.state,
        initiative=row.behaviour.initiative.name,
        closed_on=row.closed_on,
        verdict=payload.read(row.payload) if with_verdict else None,
    )


def may_write(row: models.Alert, viewer: Viewer) -> bool:
    """The team and its manager; of the pooled level, which is nobody's team, whoever edits the change."""
    if row.unit == "":
        return may_edit(viewer, row.behaviour.initiative_id, row.behaviour.initiative.lead_id)
    return is_own(viewer, row.team_ids)
