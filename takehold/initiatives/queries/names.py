"""Changes by name alone, without their figures: for choosing one, and for rooms that file something under one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from takehold.initiatives import models
from takehold.initiatives.queries.changes import reached
from takehold.initiatives.queries.rights import may_edit, may_read
from takehold.people import queries as people
from takehold.people.facts import Viewer


@dataclass(frozen=True, slots=True)
class ChangeName:
    """A change that somebody may read. ``may_edit``: they lead it. ``with_reports``: a report is kept for it. ``team_ids``:
    the teams it is for with all below them, empty: everybody."""

    id: int
    slug: str
    name: str
    ended: bool
    may_edit: bool
    with_reports: bool = False
    team_ids: frozenset[int] = frozenset()


def names(*, viewer: Viewer) -> tuple[ChangeName, ...]:
    """The changes this viewer may read, by name: two queries beside those for what one sees."""
    sight = people.sight(viewer=viewer)
    reports = models.PerformanceReport.objects.filter(initiative=OuterRef("pk"))
    found = models.Initiative.objects.annotate(with_reports=Exists(reports))
    rows = found.prefetch_related("audience").order_by("name", "id")
    return tuple(
        ChangeName(
            row.pk,
            row.slug,
            row.name,
            row.ended_on is not None and row.ended_on <= viewer.on,
            may_edit(viewer, row.pk, row.lead_id),
            bool(getattr(row, "with_reports", False)),
            meant,
        )
        for row, meant in ((each, reached(each, sight.teams)) for each in rows)
        if may_read(viewer, meant, sight.scope.teams)
    )


def named_on(*, initiative_id: int) -> tuple[int | None, int | None]:
    """The persons named as lead and as sponsor on a change itself; nobody where there is no such change."""
    rows = models.Initiative.objects.filter(id=initiative_id)
    found: tuple[int | None, int | None] | None = rows.values_list("lead_id", "sponsor_id").first()
    return found or (None, None)
