"""Where mail reaches people. For sending, never for showing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q

from takehold.people.facts import RoleKind
from takehold.people.models import Person, Role
from takehold.people.queries.teams import valid


def addresses(ids: Iterable[int | None]) -> dict[int, str]:
    """Mail addresses of the persons with these ids; who has none is left out."""
    rows = Person.objects.filter(id__in={each for each in ids if each is not None}).exclude(email="")
    return dict(rows.values_list("id", "email"))


def every_name() -> tuple[str, ...]:
    """The names of all people here, for warning where one stands in a text."""
    return tuple(Person.objects.order_by("id").values_list("name", flat=True))


def reached(
    *, kinds: Iterable[RoleKind], on: date, persons: Collection[int] = ()
) -> tuple[tuple[int, int, str], ...]:
    """Those who hold one of these roles, or are among these persons, and may sign in, each once: person id, account id and
    address, oldest first."""
    holders = Role.objects.filter(valid(on), kind__in=list(kinds)).values("person_id")
    meant = Person.objects.filter(Q(id__in=holders) | Q(id__in=persons), user__is_active=True)
    return tuple(meant.exclude(email="").order_by("id").values_list("id", "user_id", "email"))
