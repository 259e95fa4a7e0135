"""For how many persons a number is kept, and which sources came with persons. Never which, never whose."""

from __future__ import annotations

from datetime import date

from django.db.models import Count

from takehold.ledger.models import Import, PersonNumber


def numbers() -> dict[int, int]:
    """How many persons have a number, by source."""
    rows = PersonNumber.objects.order_by().values("source_id").annotate(n=Count("*"))
    return dict(rows.values_list("source_id", "n"))


def with_persons() -> frozenset[int]:
    """Sources of which an import brought persons."""
    return frozenset(Import.objects.filter(persons=True).values_list("source_id", flat=True))


def any_made_before(day: date) -> bool:
    """Whether a mapping is older."""
    return PersonNumber.objects.filter(made_on__lt=day).exists()
