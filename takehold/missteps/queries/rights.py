"""Who reads which missteps, and who speaks for a change."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from takehold.initiatives.queries.names import ChangeName, names
from takehold.missteps import models
from takehold.missteps.facts import TOLD_OF
from takehold.people.facts import NotAllowed, NotYours, RoleKind, Viewer

CHANGES = "changes of missteps"


def changes(viewer: Viewer) -> dict[int, ChangeName]:
    """The changes this viewer may read, by number. Raises ``NotYours`` for who has no role."""
    if not viewer.roles:
        raise NotYours
    kept = viewer.seen.get(CHANGES)
    if not isinstance(kept, dict):
        kept = viewer.seen[CHANGES] = {each.id: each for each in names(viewer=viewer)}
    return kept


def change_of(viewer: Viewer, slug: str) -> ChangeName:
    """The change with this address. Raises ``NotYours``."""
    for each in changes(viewer).values():
        if each.slug == slug:
            return each
    raise NotYours


def speaks(viewer: Viewer, change: ChangeName) -> bool:
    """Those who lead the change, who lead IT, and its sponsors say what we got wrong."""
    sponsors = (
        role.kind is RoleKind.SPONSOR and role.initiative_id in (None, change.id) for role in viewer.roles
    )
    return change.may_edit or any(sponsors)


def readable(viewer: Viewer) -> QuerySet[models.Misstep]:
    """What was told of changes one may read, and what is not told yet where one speaks for the change."""
    known = changes(viewer)
    mine = [each.id for each in known.values() if speaks(viewer, each)]
    told = Q(state__in=TOLD_OF, initiative_id__in=list(known))
    return models.Misstep.objects.filter(told | Q(initiative_id__in=mine)).select_related("behaviour")


def fetch(viewer: Viewer, misstep_id: int) -> tuple[models.Misstep, ChangeName]:
    """A misstep that this viewer may read, with its change. Raises ``NotYours``."""
    row = readable(viewer).filter(id=misstep_id).first()
    if row is None:
        raise NotYours
    return row, changes(viewer)[row.initiative_id]


def spoken_for(viewer: Viewer, misstep_id: int) -> tuple[models.Misstep, ChangeName]:
    """As ``fetch``, for those who speak for its change. Raises ``NotYours``, ``NotAllowed``."""
    row, change = fetch(viewer, misstep_id)
    if not speaks(viewer, change):
        raise NotAllowed(_("Those who lead or sponsor this change speak for it; you may read it."))
    return row, change


def keeps(viewer: Viewer, change: ChangeName, row: models.Mitigation) -> bool:
    """Whoever a promise is of, and those who speak for the change, say that it was kept."""
    return speaks(viewer, change) or (row.owner_id is not None and row.owner_id == viewer.person_id)
