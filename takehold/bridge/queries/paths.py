"""The register of old paths, with the old way as it is counted beside it."""

from __future__ import annotations

from takehold.bridge import models
from takehold.bridge.facts.paths import DowntimeFact, OldPaths, PathFact, PathInput, PathState, Use
from takehold.gaps.queries.rights import change_of
from takehold.people.facts import Viewer


def register(*, viewer: Viewer, slug: str) -> OldPaths:
    """All of it, for whoever may read the change: it is about systems, and all groups together. Raises ``NotYours``."""
    change = change_of(viewer, slug)
    rows = models.OldPath.objects.filter(initiative_id=change.id).prefetch_related("turns")
    uses = models.OldWayUse.objects.filter(behaviour__initiative_id=change.id).select_related("behaviour")
    downtimes = models.Downtime.objects.filter(initiative_id=change.id)
    return OldPaths(
        slug=change.slug,
        change=change.name,
        paths=tuple(_path(row) for row in rows),
        downtimes=tuple(DowntimeFact(row.pk, row.first, row.last, row.reason) for row in downtimes),
        uses=tuple(
            Use(row.behaviour.name, row.as_of, row.chances, row.old_way, row.days_out)
            for row in uses.order_by("behaviour_id")
        ),
        may_edit=change.may_edit,
    )


def known(*, initiative_id: int) -> bool:
    """Whether any old path of a change is written down."""
    return models.OldPath.objects.filter(initiative_id=initiative_id).exists()


def _path(row: models.OldPath) -> PathFact:
    said = PathInput(row.name, PathState(row.state), row.since, row.body, row.exception)
    turns = tuple(
        (each.on, PathState(each.before), PathState(each.after), each.body) for each in row.turns.all()
    )
    return PathFact(row.pk, said, row.version, turns)
