"""Who reads which wins, who tells of one, who publishes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from takehold.celebrate import models
from takehold.celebrate.facts import WinState
from takehold.gather.queries.listening import Ears, ears, ears_for_changes
from takehold.initiatives.queries.names import ChangeName
from takehold.people import queries as people
from takehold.people.facts import NotYours, ReportingUnit, Viewer


@dataclass(frozen=True, slots=True)
class Eyes:
    """What a viewer may read and do here. ``changes``: those one may read, by id."""

    viewer: Viewer
    ears: Ears
    changes: dict[int, ChangeName]
    teams: frozenset[int]

    def publishes(self, change_id: int, team_ids: Collection[int]) -> bool:
        """Those who lead the change; of one group's win also whoever manages that group."""
        mine = bool(team_ids) and set(team_ids) <= self.ears.teams
        return change_id in self.ears.leads or mine

    def sees(self, row: models.Win) -> bool:
        """A published win everybody who reads the change; any other the group itself, its teller, and who publishes."""
        if row.initiative_id not in self.changes:
            return False
        if row.state == WinState.PUBLISHED or self.publishes(row.initiative_id, row.team_ids):
            return True
        told = self.wrote(row.told_by_id)
        own = row.kind != "told" and bool(self.ears.own & set(row.team_ids))
        return told or own

    def wrote(self, person_id: int | None) -> bool:
        """Whether it was this viewer who told it."""
        return person_id is not None and person_id == self.viewer.person_id

    def own_groups(self) -> tuple[ReportingUnit, ...]:
        """The reporting groups that the viewer belongs to."""
        return tuple(each for each in groups(self.viewer) if each.team_ids & self.ears.own)


def eyes(viewer: Viewer, *, briefly: bool = False) -> Eyes:
    """What this viewer may read and do; ``briefly``: without what is set at the desk, one query less. Raises ``NotYours``
    for who has no role."""
    if not viewer.roles:
        raise NotYours
    hears = ears_for_changes(viewer) if briefly else ears(viewer)
    seen = people.sight(viewer=viewer).scope.teams
    return Eyes(viewer, hears, {each.id: each for each in hears.changes}, seen)


def change_of(eye: Eyes, slug: str) -> ChangeName:
    """The change with this address. Raises ``NotYours``."""
    for each in eye.changes.values():
        if each.slug == slug:
            return each
    raise NotYours


def groups(viewer: Viewer) -> tuple[ReportingUnit, ...]:
    """The reporting groups of which this viewer may tell a win: those one sees."""
    return people.sight(viewer=viewer).units


def of_teams(units: Iterable[ReportingUnit], number: int) -> ReportingUnit | None:
    """The group whose smallest team has this number."""
    return next((each for each in units if min(each.team_ids) == number), None)
