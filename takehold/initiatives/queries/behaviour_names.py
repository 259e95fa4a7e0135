"""The behaviours of a change by name alone, for choosing one."""

from __future__ import annotations

from dataclasses import dataclass

from takehold.initiatives import models


@dataclass(frozen=True, slots=True)
class BehaviourName:
    """A behaviour: its number, its address within the change, its name."""

    id: int
    key: str
    name: str


def behaviour_names(*, initiative_id: int) -> tuple[BehaviourName, ...]:
    """Of a change that the caller may read, in the order chosen; one query."""
    rows = models.DesiredBehaviour.objects.filter(initiative_id=initiative_id).order_by("position", "id")
    return tuple(BehaviourName(*each) for each in rows.values_list("id", "key", "name"))
