"""The right that each operation asks for first."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.initiatives import models
from takehold.initiatives.queries.changes import fetch
from takehold.initiatives.queries.rights import may_create, may_edit
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, RoleKind, Viewer


def editable(viewer: Viewer, slug: str, *, steward: bool = False) -> models.Initiative:
    """The change, for a viewer who may change it; with ``steward`` also for who looks after the data."""
    viewer.seen.clear()
    row = fetch(viewer, slug, people.sight(viewer=viewer))
    viewer.seen.clear()  # what is written now must be read anew
    if may_edit(viewer, row.pk, row.lead_id) or (steward and viewer.has(RoleKind.STEWARD)):
        return row
    raise NotAllowed(_("This change is edited by those who lead it."))


def editable_behaviour(
    viewer: Viewer, behaviour_id: int, *, steward: bool = False
) -> models.DesiredBehaviour:
    """The behaviour, as above."""
    row = models.DesiredBehaviour.objects.select_related("initiative").filter(id=behaviour_id).first()
    if row is None:
        raise NotYours
    editable(viewer, row.initiative.slug, steward=steward)
    return row


def need_creator(viewer: Viewer) -> None:
    """Let only those pass who may begin a change."""
    if not viewer.roles:
        raise NotYours
    if not may_create(viewer):
        raise NotAllowed(_("A change is begun by a change lead, an IT lead or an administrator."))
