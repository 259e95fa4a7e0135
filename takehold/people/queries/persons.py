"""Persons by name. Never with a figure: there is no list of people by anything they do."""

from __future__ import annotations

from collections.abc import Iterable

from takehold.people.facts import EVERYWHERE, NotYours, PersonFact, Viewer
from takehold.people.models import Person, Role
from takehold.people.queries.teams import valid


def persons(*, viewer: Viewer, search: str = "", limit: int = 1000) -> tuple[PersonFact, ...]:
    """People to choose from, by name."""
    if not viewer.roles:
        raise NotYours
    rows = Person.objects.filter(name__icontains=search).order_by("name", "id")[:limit]
    return tuple(PersonFact(row.id, row.key, row.name, row.job) for row in rows)


def person(*, viewer: Viewer) -> PersonFact | None:
    """The viewer's own line."""
    row = Person.objects.filter(id=viewer.person_id or 0).first()
    if row is None:
        return None
    team = row.memberships.filter(valid(viewer.on)).values_list("team_id", flat=True).first()
    return PersonFact(row.id, row.key, row.name, row.job, team, row.user_id)


def named(ids: Iterable[int | None]) -> dict[int, PersonFact]:
    """Facts of the persons with these ids: those who took a function and are named in it."""
    rows = Person.objects.filter(id__in={each for each in ids if each is not None})
    return {row.id: PersonFact(row.id, row.key, row.name, row.job) for row in rows}


def user_of(*, person_key: str) -> int | None:
    """The account of a person, by the person's key: for signing in at the demo."""
    found: int | None = Person.objects.filter(key=person_key).values_list("user_id", flat=True).first()
    return found


def with_roles(*, viewer: Viewer, limit: int = 300) -> tuple[PersonFact, ...]:
    """Those who lead, sponsor or manage something, to suggest from."""
    if not viewer.roles:
        raise NotYours
    rows = Person.objects.filter(roles__isnull=False).distinct().order_by("name", "id")[:limit]
    return tuple(PersonFact(row.id, row.key, row.name, row.job) for row in rows)


def reading_everything(*, viewer: Viewer) -> tuple[PersonFact, ...]:
    """Those whose role lets them see all groups today, by name."""
    if not viewer.roles:
        raise NotYours
    held = Role.objects.filter(valid(viewer.on), kind__in=EVERYWHERE).values("person_id")
    rows = Person.objects.filter(id__in=held).order_by("name", "id")
    return tuple(PersonFact(row.id, row.key, row.name, row.job) for row in rows)
