"""Who reads which tools, who asks why, who speaks for a department."""

from __future__ import annotations

from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from takehold.people import queries as people
from takehold.people.facts import EVERYWHERE, NotAllowed, NotYours, RoleKind, Viewer
from takehold.shadow_it import models

WORKS: Final = (RoleKind.LEAD, RoleKind.IT_LEAD, RoleKind.ADMIN)
"""Who asks why, records needs and offers ways out."""
SIGNS: Final = (RoleKind.SPONSOR, RoleKind.COUNCIL)
"""Whose name stands under the promise."""


def works(viewer: Viewer) -> bool:
    """Whether this viewer asks why and offers ways out."""
    return viewer.has(*WORKS)


def readable(viewer: Viewer) -> QuerySet[models.Tool]:
    """All tools for roles over everything; else those of the reporting groups one sees, and those one co-owns.

    Raises ``NotYours`` for who has no role.
    """
    if not viewer.roles:
        raise NotYours
    rows = models.Tool.objects.all()
    if viewer.has(*EVERYWHERE):
        return rows
    seen = people.sight(viewer=viewer).scope.teams
    of_mine = Q(departments__teams__team_id__in=seen)
    if viewer.person_id is not None:
        of_mine |= Q(departments__co_owner_id=viewer.person_id)
    return rows.filter(of_mine).distinct()


def fetch(viewer: Viewer, tool_id: int) -> models.Tool:
    """A tool that this viewer may read. Raises ``NotYours``."""
    row = readable(viewer).filter(id=tool_id).first()
    if row is None:
        raise NotYours
    return row


def worked_on(viewer: Viewer, tool_id: int) -> models.Tool:
    """As ``fetch``, for those who ask why. Raises ``NotYours``, ``NotAllowed``."""
    row = fetch(viewer, tool_id)
    if not works(viewer):
        raise NotAllowed(_("Those who lead IT or a change ask why and offer ways out; you may read it."))
    return row


def speaks_for(viewer: Viewer, teams: frozenset[int]) -> bool:
    """Whether the viewer belongs to one of these teams or manages one."""
    return bool(people.own_teams(viewer) & teams)
