"""What logs showed opens an inquiry as well: of the departments that the logs name, and of nobody in person."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.shadow_it import models
from takehold.shadow_it.facts.tools import Kind, ToolState
from takehold.shadow_it.operations.saying import quicker, record
from takehold.shadow_it.operations.telling import used_by
from takehold.shadow_it.queries.finds import find
from takehold.shadow_it.queries.rights import works


def from_find(*, viewer: Viewer, service: str, now: datetime) -> int:
    """Open the inquiry into a service that logs showed; its id, or that of the one that is open already.

    Raises:
        NotYours: no log showed it, or not theirs to read. NotAllowed. Conflict: somebody opened it in the same moment.
    """
    found = find(viewer=viewer, service=service)
    if found is None:
        raise NotYours
    if not works(viewer):
        raise NotAllowed(_("Those who lead IT or a change ask why and offer ways out; you may read it."))
    there = models.Tool.objects.filter(service=service).exclude(state=ToolState.LEFT).first()
    if there is not None:
        return there.pk
    units = [unit for unit in people.sight(viewer=viewer).units if unit.name in found.groups]
    try:
        with transaction.atomic():
            row = models.Tool.objects.create(
                name=found.name, kind=Kind.SERVICE, service=service, known_on=viewer.on
            )
            for unit in units:
                used_by(row, unit.team_ids, viewer)
            record(viewer, "inquiry opened from logs", row.pk, now)
    except IntegrityError as error:
        raise quicker() from error
    return row.pk
