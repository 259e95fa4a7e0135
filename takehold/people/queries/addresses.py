"""Where mail reaches people. For sending, never for showing."""

from __future__ import annotations

from collections.abc import Iterable

from takehold.people.models import Person


def addresses(ids: Iterable[int | None]) -> dict[int, str]:
    """Mail addresses of the persons with these ids; who has none is left out."""
    rows = Person.objects.filter(id__in={each for each in ids if each is not None}).exclude(email="")
    return dict(rows.values_list("id", "email"))


def every_name() -> tuple[str, ...]:
    """The names of all people here, for warning where one stands in a text."""
    return tuple(Person.objects.order_by("id").values_list("name", flat=True))
