"""Promises that somebody owes: by name, or by a role that one holds for the change."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from takehold.missteps import models
from takehold.missteps.facts import OPEN_NOW, OwedFact
from takehold.missteps.queries.words import OWNERS
from takehold.people.facts import Viewer


def owed(*, viewer: Viewer, until: date) -> tuple[OwedFact, ...]:
    """What this viewer promised about missteps that were told, and has to keep by then; the most urgent first."""
    mine = Q(owner_id=viewer.person_id) if viewer.person_id is not None else Q(pk__in=())
    for role in viewer.roles:
        if role.kind in OWNERS:
            of_change = (
                Q(misstep__initiative_id=role.initiative_id) if role.initiative_id is not None else Q()
            )
            mine |= Q(owner_role=role.kind.value) & of_change
    rows = models.Mitigation.objects.filter(
        mine, misstep__state__in=OPEN_NOW, done_on=None, due_on__lte=until
    )
    found = rows.order_by("due_on", "id").values_list("id", "misstep_id", "what", "due_on")
    return tuple(OwedFact(*each) for each in found)
