"""The behaviours and reports of a change by name alone, for choosing one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from takehold.initiatives import models


@dataclass(frozen=True, slots=True)
class BehaviourName:
    """A behaviour, or a report: its number, its address within the change, its name."""

    id: int
    key: str
    name: str


def behaviour_names(*, initiative_id: int) -> tuple[BehaviourName, ...]:
    """Of a change that the caller may read, in the order chosen; one query."""
    rows = models.DesiredBehaviour.objects.filter(initiative_id=initiative_id).order_by("position", "id")
    return tuple(BehaviourName(*each) for each in rows.values_list("id", "key", "name"))


def of_changes(*, initiative_ids: Collection[int]) -> tuple[tuple[int, BehaviourName], ...]:
    """The same of several changes, each with the number of its change; one query."""
    rows = models.DesiredBehaviour.objects.filter(initiative__in=initiative_ids)
    found = rows.order_by("initiative__name", "initiative_id", "position", "id")
    return tuple(
        (change, BehaviourName(number, key, name))
        for change, number, key, name in found.values_list("initiative_id", "id", "key", "name")
    )


def reports_of_changes(*, initiative_ids: Collection[int]) -> tuple[tuple[int, BehaviourName], ...]:
    """The performance reports of several changes, each with the number of its change; one query, none for no change."""
    if not initiative_ids:
        return ()
    rows = models.PerformanceReport.objects.filter(initiative__in=initiative_ids)
    found = rows.order_by("initiative__name", "initiative_id", "id")
    return tuple(
        (change, BehaviourName(number, key, name))
        for change, number, key, name in found.values_list("initiative_id", "id", "key", "name")
    )
