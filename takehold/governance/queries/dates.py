"""What deciding tells calendars outside: decisions to be reviewed, directives that lapse, what one holds and by when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import CharField, IntegerField, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from takehold.governance import models
from takehold.governance.facts.directives import DirectiveState
from takehold.governance.queries.commitments import held_rows
from takehold.governance.queries.directives import offices
from takehold.governance.queries.rights import house_wide
from takehold.initiatives.facts.dates import Dated
from takehold.people.facts import RoleKind, Viewer


def dates(*, viewer: Viewer, first: date, last: date, slug: str = "") -> tuple[Dated, ...]:
    """Reviews of decisions of bodies that the viewer sits in, the last day of directives that the viewer reviews (the
    council: of all), conditions and commitments that the viewer holds: in one question. The calendar of a change has none."""
    if slug:
        return ()
    span, everywhere = (first, last), house_wide(viewer)
    sits = Q(body__seats__person_id=viewer.person_id or 0) | Q(body__seats__role__in=everywhere)
    decided = models.Decision.objects.filter(sits, review_on__range=span).distinct()
    reviews = Q() if RoleKind.COUNCIL in everywhere else Q(reviewer__in=offices(viewer))
    ordered = models.Directive.objects.filter(
        reviews, state=DirectiveState.IN_FORCE, expires_on__range=span
    ).exclude(issuer_id=viewer.person_id or 0)
    held = held_rows(viewer).filter(due_on__range=span)
    rows = _rows(decided, "decision", "review_on", "title", "version").union(
        _rows(ordered, "directive", "expires_on", "title", "version"),
        _rows(held, "commitment", "due_on", "text", ""),
        all=True,
    )
    return tuple(_dated(*row) for row in sorted(rows))


def _rows(rows: QuerySet[Any, Any], kind: str, on: str, text: str, version: str) -> QuerySet[Any, Any]:
    """Of each row its kind, number, day, text, version."""
    return rows.order_by().values_list(
        Value(kind, output_field=CharField()), "pk", on, text,
        version or Value(0, output_field=IntegerField()),
    )  # fmt: skip


def _dated(kind: str, number: int, on: date, text: str, version: int) -> Dated:
    said = {
        "decision": _("To be reviewed: {title}"),
        "directive": _("Lapses today unless it is reviewed: {title}"),
        "commitment": _("Due: {title}"),
    }
    page = {
        "decision": lambda: reverse("governance:decision", args=(number,)),
        "directive": lambda: reverse("governance:directive", args=(number,)),
        "commitment": lambda: reverse("governance:decisions"),
    }
    return Dated(f"{kind}-{number}", on, said[kind].format(title=text), page[kind](), version=version)
