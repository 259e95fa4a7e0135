"""Who is still here: belongs to a team or holds a role."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from takehold.people.models import Membership, Role
from takehold.people.queries.teams import valid


def here(ids: Iterable[int], *, on: date) -> frozenset[int]:
    """Of these persons those who belong to a team or hold a role on that day, in one query."""
    wanted = list(ids)
    members = Membership.objects.filter(valid(on), person_id__in=wanted).values_list("person_id")
    holders = Role.objects.filter(valid(on), person_id__in=wanted).values_list("person_id")
    return frozenset(id_ for (id_,) in members.union(holders))
