"""What can be looked for by name: the changes somebody may read, their behaviours, and the units that stand in them."""

from __future__ import annotations

from dataclasses import dataclass

from takehold.initiatives import models
from takehold.initiatives.queries.names import ChangeName, names
from takehold.initiatives.queries.standings import outlook_of
from takehold.people import queries as people
from takehold.people.facts import Viewer


@dataclass(frozen=True, slots=True)
class BehaviourName:
    """A behaviour of a change, by what it is called and what it asks."""

    key: str
    name: str
    question: str


@dataclass(frozen=True, slots=True)
class Findable:
    """A change with its behaviours and the names of the units that this viewer may read in it."""

    change: ChangeName
    behaviours: tuple[BehaviourName, ...]
    units: frozenset[str]


def findable(*, viewer: Viewer) -> tuple[Findable, ...]:
    """All of it, by name: one query beside those for the names of changes. A unit stands in it once it has a verdict."""
    read = names(viewer=viewer)
    units = {unit.name: sorted(unit.team_ids) for unit in people.sight(viewer=viewer).units}
    behaviours: dict[int, list[BehaviourName]] = {each.id: [] for each in read}
    told: dict[int, set[str]] = {each.id: set() for each in read}
    briefly = models.DesiredBehaviour.objects.select_related("outlook").only(
        "initiative_id", "key", "name", "question", "outlook__units"
    )
    for row in briefly.filter(initiative_id__in=list(behaviours)):
        behaviours[row.initiative_id].append(BehaviourName(row.key, row.name, row.question))
        outlook = outlook_of(row)
        for name, team_ids, _word in outlook.units if outlook is not None else ():
            if units.get(name) == team_ids:
                told[row.initiative_id].add(name)
    return tuple(Findable(each, tuple(behaviours[each.id]), frozenset(told[each.id])) for each in read)
