"""The register of decisions: open to everybody who has a part in the organisation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.db.models import Prefetch, QuerySet

from takehold.governance import models
from takehold.governance.facts.decisions import DecisionFact, DecisionVersionFact, Outcome
from takehold.governance.queries.commitments import commitment_rows
from takehold.governance.queries.commitments import fact as commitment
from takehold.governance.queries.priorities import held
from takehold.governance.queries.requests import readable
from takehold.governance.queries.rights import body_rows, enters, known_changes
from takehold.people.facts import EVERYWHERE, NotYours, Viewer

PAGE: Final = 50
SOON: Final = timedelta(days=28)


def register(*, viewer: Viewer, offset: int = 0) -> tuple[tuple[DecisionFact, ...], int]:
    """A page of the register, the newest first, and how many there are. Raises ``NotYours`` without a role."""
    if not viewer.roles:
        raise NotYours
    rows = _rows()[offset : offset + PAGE]
    return tuple(fact(row, viewer) for row in rows), models.Decision.objects.count()


def due_for_review(*, viewer: Viewer, until: date | None = None) -> tuple[DecisionFact, ...]:
    """Decisions whose day of review is over or comes within four weeks (``until``), the oldest first."""
    if not viewer.roles:
        raise NotYours
    rows = _rows().filter(review_on__lte=until or viewer.on + SOON).order_by("review_on", "id")[:PAGE]
    return tuple(fact(row, viewer) for row in rows)


def reviews(*, on: date) -> tuple[tuple[int, str, str, date], ...]:
    """Reviews whose day is over or comes within four weeks, the oldest first, as (id, title, body, day); one query."""
    rows = models.Decision.objects.filter(review_on__lte=on + SOON).order_by("review_on", "id")
    found = rows.values_list("id", "title", "body__name", "review_on")[:PAGE]
    return tuple((number, title, body, day) for number, title, body, day in found if day is not None)


def of_change(*, viewer: Viewer, initiative_id: int) -> tuple[DecisionFact, ...]:
    """What was decided about a change that the caller may read, the newest first."""
    return tuple(fact(row, viewer) for row in _rows().filter(initiative_id=initiative_id)[:PAGE])


def titles_of_change(*, initiative_id: int) -> tuple[tuple[int, str], ...]:
    """What was decided about a change that the caller may read, as (id, title), the newest first; one query."""
    rows = models.Decision.objects.filter(initiative_id=initiative_id)
    return tuple(rows.values_list("id", "title")[:PAGE])


def decision(*, viewer: Viewer, decision_id: int) -> DecisionFact:
    """One decision. Raises ``NotYours``."""
    row = _rows(turns=True).filter(id=decision_id).first() if viewer.roles else None
    if row is None:
        raise NotYours
    of = row.request_id
    seen = of is not None and readable(viewer).filter(id=of).exists()
    return fact(row, viewer, request=seen, turns=True)


def fact(row: models.Decision, viewer: Viewer, *, request: bool = False, turns: bool = False) -> DecisionFact:
    """The row as a fact. Of a change that this viewer may not read, no address is told."""
    body = {each.pk: each for each in body_rows(viewer)}[row.body_id]
    change = row.initiative if readable_change(viewer, row.initiative_id) else None
    return DecisionFact(
        id=row.pk,
        title=row.title,
        body_id=row.body_id,
        body=body.name,
        request_id=row.request_id,
        slug=change.slug if change is not None else "",
        change=change.name if change is not None else "",
        versions=tuple(_version(each) for each in row.versions.all()),
        commitments=tuple(commitment(each, viewer, turns=turns) for each in row.commitments.all()),
        may_enter=enters(viewer, body.seats.all()),
        review_due=row.review_on is not None and row.review_on <= viewer.on,
        may_read_request=request,
    )


def readable_change(viewer: Viewer, initiative_id: int | None) -> bool:
    """Whether this viewer may be told of the change; those who read everything are not looked up."""
    if initiative_id is None or viewer.has(*EVERYWHERE):
        return initiative_id is not None
    return initiative_id in {each.id for each in known_changes(viewer)}


def _version(row: models.DecisionVersion) -> DecisionVersionFact:
    return DecisionVersionFact(
        row.number, Outcome(row.outcome), row.reason, held(row), row.decided_on, row.review_on, row.entered_on,
        row.because,
    )  # fmt: skip


def _rows(*, turns: bool = False) -> QuerySet[models.Decision]:
    versions = Prefetch("versions", queryset=models.DecisionVersion.objects.select_related("body"))
    commitments = Prefetch("commitments", queryset=commitment_rows(turns=turns))
    return models.Decision.objects.select_related("initiative").prefetch_related(versions, commitments)
