"""The promise under which departments tell: the one that holds, and all its versions."""

from __future__ import annotations

from takehold.people.facts import NotYours, Viewer
from takehold.shadow_it import models
from takehold.shadow_it.facts.promises import PromiseFact, PromiseInput


def holding() -> PromiseFact | None:
    """The newest that was signed; None while nobody signed one."""
    row = models.Promise.objects.select_related("signed_by").filter(signed_on__isnull=False).first()
    return None if row is None else fact(row)


def versions(*, viewer: Viewer) -> tuple[PromiseFact, ...]:
    """Every version, the newest first. Raises ``NotYours``."""
    if not viewer.roles:
        raise NotYours
    return tuple(fact(row) for row in models.Promise.objects.select_related("signed_by"))


def fact(row: models.Promise) -> PromiseFact:
    """The row as a fact."""
    return PromiseFact(
        row.number, PromiseInput(row.text, row.limits, row.report_to), row.drafted_on,
        row.signed_by.name if row.signed_by is not None else "", row.office, row.signed_on,
    )  # fmt: skip
