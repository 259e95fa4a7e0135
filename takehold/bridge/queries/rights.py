"""Who reads which actions of a change, who decides about them, and who carries them out."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from takehold.bridge import models
from takehold.gaps.queries.rights import Change
from takehold.gather.queries import listening
from takehold.people import queries as people
from takehold.people.facts import EVERYWHERE, NotAllowed, NotYours, Viewer


def readable(viewer: Viewer, change: Change) -> QuerySet[models.Action]:
    """Actions for everybody, and those for groups this viewer sees; roles over everything read all."""
    rows = models.Action.objects.filter(initiative_id=change.id)
    if viewer.has(*EVERYWHERE):
        return rows
    seen = people.sight(viewer=viewer).scope.teams
    return rows.filter(
        Q(teams__isnull=True) | Q(teams__team_id__in=seen) | Q(owner_id=viewer.person_id or 0)
    ).distinct()


def fetch(viewer: Viewer, change: Change, action_id: int) -> models.Action:
    """An action that this viewer may read. Raises ``NotYours``."""
    rows = readable(viewer, change).prefetch_related("teams").select_related("gap", "behaviour")
    row = rows.filter(id=action_id).first()
    if row is None:
        raise NotYours
    return row


def managed(viewer: Viewer) -> frozenset[int]:
    """The teams this viewer manages, with those below."""
    return listening.ears(viewer).teams


def may_propose(viewer: Viewer, change: Change) -> bool:
    """Those who lead the change, and managers for their own groups."""
    return change.may_edit or bool(managed(viewer))


def proposing(viewer: Viewer, change: Change) -> None:
    """Let only those pass who may propose. Raises ``NotAllowed``."""
    if not may_propose(viewer, change):
        raise NotAllowed(
            _("Actions are proposed by those who lead this change and by managers; you may read them.")
        )


def acts(viewer: Viewer, change: Change, row: models.Action) -> bool:
    """Those who lead, whoever owns it, and whoever manages all of its teams."""
    if change.may_edit or (row.owner_id is not None and row.owner_id == viewer.person_id):
        return True
    teams = {each.team_id for each in row.teams.all()}
    return bool(teams) and teams <= managed(viewer)
