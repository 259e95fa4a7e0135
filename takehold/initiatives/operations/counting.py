"""What was counted of a behaviour up to a day, group by group, for rooms that compare groups."""

from __future__ import annotations

from datetime import date

from takehold.initiatives import models
from takehold.initiatives.operations.assembling import Counted, counted
from takehold.people import queries as people


def counts(*, behaviour_id: int, as_of: date) -> Counted | None:
    """The counts of all groups the change is for, as the house itself sees them; None while there is nothing."""
    row = models.DesiredBehaviour.objects.select_related("initiative").filter(id=behaviour_id).first()
    return None if row is None else counted(row, viewer=people.system_viewer(on=as_of), as_of=as_of)


def measured(*, initiative_id: int) -> tuple[int, ...]:
    """The behaviours of a change that are counted."""
    rows = models.DesiredBehaviour.objects.filter(initiative_id=initiative_id, measure_id__isnull=False)
    return tuple(rows.order_by("id").values_list("id", flat=True))
