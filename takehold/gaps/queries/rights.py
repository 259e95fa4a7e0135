"""Who reads which gaps of a change, and who works on them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from takehold.gaps import models
from takehold.gather.queries import listening
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Initiative
from takehold.initiatives.queries.names import ChangeName
from takehold.people import queries as people
from takehold.people.facts import EVERYWHERE, NotAllowed, NotYours, Viewer

Change = Initiative | ChangeName
"""A change, whole or by name: these pages need its number, address, name, and whether one leads it."""


def readable(viewer: Viewer, change: Change) -> QuerySet[models.Gap]:
    """Gaps of everybody, and those of groups this viewer sees; roles over everything read all."""
    rows = models.Gap.objects.filter(initiative_id=change.id)
    if viewer.has(*EVERYWHERE):
        return rows
    seen = people.sight(viewer=viewer).scope.teams
    return rows.filter(Q(teams__isnull=True) | Q(teams__team_id__in=seen)).distinct()


def change_of(viewer: Viewer, slug: str, *, whole: bool = False) -> Change:
    """The change by name; ``whole`` where what follows reads all of it anyway. Raises ``NotYours``."""
    if whole:
        return initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    return listening.read_change(viewer, slug)


def led(viewer: Viewer, slug: str, *, whole: bool = False) -> Change:
    """The change, for those who lead it. Raises ``NotYours``, ``NotAllowed``."""
    change = change_of(viewer, slug, whole=whole)
    if not change.may_edit:
        raise NotAllowed(_("Gaps are worked on by those who lead this change; you may read them."))
    return change


def fetch(viewer: Viewer, change: Change, gap_id: int) -> models.Gap:
    """A gap that this viewer may read. Raises ``NotYours``."""
    row = readable(viewer, change).prefetch_related("teams").filter(id=gap_id).first()
    if row is None:
        raise NotYours
    return row
