"""Who manages or coaches a team, to choose from."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from takehold.people.facts import PersonFact, RoleKind
from takehold.people.models import Role
from takehold.people.queries.teams import valid


def coaches_of(*, team_ids: Collection[int], on: date) -> tuple[PersonFact, ...]:
    """Managers and coaches of these very teams on that day, each once, by name."""
    kinds = (RoleKind.MANAGER, RoleKind.COACH)
    rows = Role.objects.filter(valid(on), kind__in=kinds, team__in=team_ids).select_related("person")
    found = {
        row.person_id: PersonFact(row.person_id, row.person.key, row.person.name, row.person.job)
        for row in rows
    }
    return tuple(sorted(found.values(), key=lambda each: (each.name, each.id)))


def managers_of(*, team_ids: Collection[int], on: date) -> frozenset[int]:
    """Who manages any of these very teams on that day."""
    rows = Role.objects.filter(valid(on), kind=RoleKind.MANAGER, team__in=team_ids)
    return frozenset(rows.values_list("person_id", flat=True))
