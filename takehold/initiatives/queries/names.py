"""Changes by name alone, without their figures: for choosing one, and for rooms that file something under one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef

from takehold.initiatives import models
from takehold.initiatives.queries import in_short
from takehold.initiatives.queries.changes import reached
from takehold.initiatives.queries.rights import may_edit, may_read
from takehold.people import queries as people
from takehold.people.facts import Viewer

WHY: Final = "why"
READS: Final = "reads"


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
    found = models.Initiative.objects.annotate(with_reports=Exists(reports), **in_short.reasons_of())
    rows = found.prefetch_related("audience").order_by("name", "id")
    read = [
        (row, meant)
        for row, meant in ((each, reached(each, sight.teams)) for each in rows)
        if may_read(viewer, meant, sight.scope.teams)
    ]
    viewer.seen[WHY] = {row.slug: in_short.reasons(row) for row, _meant in read}
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
        for row, meant in read
    )


def why(*, viewer: Viewer, slug: str) -> tuple[str, ...]:
    """The reasons of a change for the head of its pages; none of one that this viewer may not read. No query where the
    page has read the change already."""
    row = viewer.seen.get(f"change {slug}")
    if isinstance(row, models.Initiative):
        return tuple(each.text for each in row.reasons.all())
    if viewer.seen.get(READS) == slug:
        said = models.Reason.objects.filter(initiative__slug=slug).order_by("position", "id")
        return tuple(said.values_list("text", flat=True))
    if WHY not in viewer.seen:
        names(viewer=viewer)
    known = viewer.seen[WHY]
    return known.get(slug, ()) if isinstance(known, dict) else ()


def may_read_why(*, viewer: Viewer, slug: str) -> None:
    """Say that this viewer's right to this change was checked in another way: ``why`` asks for its reasons alone then."""
    viewer.seen[READS] = slug


def named_on(*, initiative_id: int) -> tuple[int | None, int | None]:
    """The persons named as lead and as sponsor on a change itself; nobody where there is no such change."""
    rows = models.Initiative.objects.filter(id=initiative_id)
    found: tuple[int | None, int | None] | None = rows.values_list("lead_id", "sponsor_id").first()
    return found or (None, None)
