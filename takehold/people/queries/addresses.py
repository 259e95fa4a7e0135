"""Where mail reaches people. For sending, never for showing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

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


def reached(*, kinds: Iterable[RoleKind], on: date) -> tuple[tuple[int, int, str], ...]:
    """Those who hold one of these roles and may sign in, each once: person id, account id and address, oldest first."""
    rows = Role.objects.filter(valid(on), kind__in=list(kinds), person__user__is_active=True)
    found = rows.exclude(person__email="").order_by("person_id").distinct()
    return tuple(found.values_list("person_id", "person__user_id", "person__email"))
