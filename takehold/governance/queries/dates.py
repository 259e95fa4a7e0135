"""What deciding tells calendars outside: decisions to be reviewed, directives that lapse, what one holds and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from takehold.governance import models
from takehold.governance.facts.directives import DirectiveState
from takehold.governance.queries.commitments import held_rows
from takehold.governance.queries.directives import offices
from takehold.governance.queries.rights import house_wide
from takehold.initiatives.facts.dates import Dated
from takehold.people.facts import RoleKind, Viewer

LAPSING: Final = timedelta(days=14)
"""That a directive lapses is told two weeks before, so that whoever reviews it has the time to."""
DECISION, DIRECTIVE, COMMITMENT = "decision", "directive", "commitment"
PAGES: Final = {DECISION: "governance:decision", DIRECTIVE: "governance:directive", COMMITMENT: "governance:decision"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """Something of deciding that waits for this viewer. ``kind``: decision, directive or commitment."""

    kind: str
    id: int
    page_id: int
    on: date
    text: str
    version: int

    @property
    def path(self) -> str:
        """The address of the page where something is done about it."""
        return reverse(PAGES[self.kind], args=(self.page_id,))


def due(*, viewer: Viewer, until: date) -> tuple[Due, ...]:
    """Reviews, conditions and commitments due up to a day or overdue, and directives that lapse within two weeks, of those
    that ``dates`` tells this viewer of: the earliest first, in one question."""
    decided, ordered, held = _mine(viewer)
    ahead = (viewer.on, max(until, viewer.on + LAPSING))
    return _due(
        decided.filter(review_on__lte=until),
        ordered.filter(expires_on__range=ahead),
        held.filter(due_on__lte=until),
    )


def dates(*, viewer: Viewer, first: date, last: date, slug: str = "") -> tuple[Dated, ...]:
    """Reviews of decisions of bodies that the viewer sits in, the last day of directives that the viewer reviews (the
    council: of all), conditions and commitments that the viewer holds: in one question. The calendar of a change has none."""
    if slug:
        return ()
    span = (first, last)
    decided, ordered, held = _mine(viewer)
    found = _due(
        decided.filter(review_on__range=span),
        ordered.filter(expires_on__range=span),
        held.filter(due_on__range=span),
    )
    said = {
        DECISION: _("To be reviewed: {title}"),
        DIRECTIVE: _("Lapses today unless it is reviewed: {title}"),
        COMMITMENT: _("Due: {title}"),
    }
    return tuple(
        Dated(f"{each.kind}-{each.id}", each.on, said[each.kind].format(title=each.text), each.path, version=each.version)
        for each in sorted(found, key=lambda each: (each.kind, each.id))
    )  # fmt: skip


def _mine(viewer: Viewer) -> tuple[QuerySet[Any], QuerySet[Any], QuerySet[Any]]:
    """Decisions of bodies that the viewer sits in, directives in force that the viewer reviews, what the viewer holds."""
    everywhere = house_wide(viewer)
    sits = Q(body__seats__person_id=viewer.person_id or 0) | Q(body__seats__role__in=everywhere)
    reviews = Q() if RoleKind.COUNCIL in everywhere else Q(reviewer__in=offices(viewer))
    ordered = models.Directive.objects.filter(reviews, state=DirectiveState.IN_FORCE)
    return (
        models.Decision.objects.filter(sits).distinct(),
        ordered.exclude(issuer_id=viewer.person_id or 0),
        held_rows(viewer),
    )


def _due(decided: QuerySet[Any], ordered: QuerySet[Any], held: QuerySet[Any]) -> tuple[Due, ...]:
    """The three in one question, the earliest first."""
    rows = _rows(decided, DECISION, "pk", "review_on", "title", "version").union(
        _rows(ordered, DIRECTIVE, "pk", "expires_on", "title", "version"),
        _rows(held, COMMITMENT, "decision_id", "due_on", "text", ""),
        all=True,
    )
    return tuple(sorted((Due(*row) for row in rows), key=lambda each: (each.on, each.kind, each.id)))


def _rows(rows: QuerySet[Any], kind: str, page: str, on: str, text: str, version: str) -> QuerySet[Any, Any]:
    """Of each row its kind, number, the number of its page, day, text, version."""
    found: QuerySet[Any, Any] = rows.order_by().annotate(_page=F(page)).values_list(
        Value(kind, output_field=CharField()), "pk", "_page", on, text,
        version or Value(0, output_field=IntegerField()),
    )  # fmt: skip
    return found
