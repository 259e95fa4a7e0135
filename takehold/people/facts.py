"""Who looks, in which role; what a team is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RoleKind(StrEnum):
    """What somebody is here for. A role may hold for one team or one change, or for the organisation."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    LEAD = "lead"
    SPONSOR = "sponsor"
    COUNCIL = "council"
    IT_LEAD = "it lead"
    STEWARD = "steward"
    WORKS_COUNCIL = "works council"
    AUDITOR = "auditor"
    COACH = "coach"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class RoleFact:
    """One role, for one team (and those below it), one change, or, with neither, the organisation."""

    kind: RoleKind
    team_id: int | None = None
    initiative_id: int | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: a person or none (a link), roles, and the date. Made by ``people.queries.viewer``."""

    person_id: int | None
    name: str
    roles: tuple[RoleFact, ...]
    on: date

    def has(self, *kinds: RoleKind) -> bool:
        """Whether any role is of one of these kinds."""
        return any(role.kind in kinds for role in self.roles)


@dataclass(frozen=True, slots=True)
class TeamFact:
    """A team as it is on a date. ``people`` is its number of members, itself only."""

    id: int
    key: str
    name: str
    parent_id: int | None
    people: int


@dataclass(frozen=True, slots=True)
class ReportingUnit:
    """The smallest unit that may be shown: a team of at least the floor, or small teams folded together, named.

    Units are a partition of the teams, so no subtraction of units reaches a smaller group.
    """

    name: str
    team_ids: frozenset[int]
    people: int
    folded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A label found in a source and where it goes. ``how``: exact, suggested, chosen, outside, open."""

    label: str
    rows: int
    team_id: int | None
    team_name: str
    how: str
