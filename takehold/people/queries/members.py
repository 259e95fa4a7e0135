"""Who belongs to teams on a day, for rooms that ask them. Never shown as a list with anything they do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from takehold.people.facts import PersonFact, RoleKind
from takehold.people.models import Membership, Role
from takehold.people.queries.teams import valid


def members(*, team_ids: Collection[int], on: date) -> tuple[PersonFact, ...]:
    """Everybody in these teams on a day, each once, by id. Teams below are not added: name them."""
    rows = (
        Membership.objects.filter(valid(on), team__in=team_ids)
        .order_by("person_id", "-valid_from")
        .values_list("person_id", "person__key", "person__name", "person__job", "team_id", "person__user_id")
    )
    found = {row[0]: PersonFact(*row) for row in rows}
    return tuple(found.values())


def belonging(ids: Iterable[int], *, on: date) -> frozenset[tuple[int, int]]:
    """(person, team) for each team of which these persons are members or managers on a day, in one query."""
    wanted = list(ids)
    member = Membership.objects.filter(valid(on), person_id__in=wanted).values_list("person_id", "team_id")
    manages = Role.objects.filter(
        valid(on), person_id__in=wanted, kind=RoleKind.MANAGER, team_id__isnull=False
    ).values_list("person_id", "team_id")
    return frozenset((person, team) for person, team in member.union(manages))
