"""The concerns about a change: those that wait, the overdue first, and what was answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet

from takehold.gaps import models
from takehold.gaps.facts import ConcernFact, ConcernKind, ConcernState, SourceKind
from takehold.gaps.facts.promises import Promises
from takehold.gaps.queries.rights import Change, change_of, readable
from takehold.people.facts import EVERYWHERE, NotYours, Viewer

MOST = 300


def concerns(*, viewer: Viewer, slug: str) -> tuple[ConcernFact, ...]:
    """Every concern about a change, for whoever may read it: what is urgent first, then what waits longest.

    Raises:
        NotYours: not a change of theirs.
    """
    change = change_of(viewer, slug)
    found = [fact(row, viewer, change) for row in rows(viewer, change)[:MOST]]
    order = list(ConcernState)
    return tuple(
        sorted(found, key=lambda each: (not each.urgent, order.index(each.state), each.due_on, each.id))
    )


def concern(*, viewer: Viewer, slug: str, concern_id: int) -> ConcernFact:
    """One concern. Raises ``NotYours``."""
    change = change_of(viewer, slug)
    row = rows(viewer, change).filter(id=concern_id).first()
    if row is None:
        raise NotYours
    return fact(row, viewer, change)


@dataclass(frozen=True, slots=True)
class DueConcern:
    """A concern that waits for its answer, for the week of those who lead the change."""

    id: int
    slug: str
    change: str
    text: str
    due_on: date


def due(*, initiative_ids: Collection[int], until: date) -> tuple[DueConcern, ...]:
    """What waits for an answer up to a day in changes that the caller leads, what is unsafe or oldest first; one query."""
    rows = models.Concern.objects.filter(
        initiative__in=initiative_ids, state=ConcernState.WAITING, due_on__lte=until
    ).order_by("-unsafe", "due_on", "id")
    found = rows.values_list("id", "initiative__slug", "initiative__name", "text", "due_on")[:MOST]
    return tuple(DueConcern(*each) for each in found)


def answers_owed(*, initiative_ids: Collection[int], first: date, last: date) -> Promises:
    """What became of the answers whose day lies between two days, in changes that the caller leads; one query."""
    rows = models.Concern.objects.filter(initiative__in=initiative_ids, due_on__gte=first, due_on__lte=last)
    in_time, answered = Q(answered_on__lte=F("due_on")), Q(answered_on__gt=F("due_on"))
    found = rows.aggregate(
        kept=Count("id", filter=in_time),
        late=Count("id", filter=answered),
        open=Count("id", filter=Q(answered_on=None, state=ConcernState.WAITING)),
    )
    return Promises(**found)


@dataclass(frozen=True, slots=True)
class AskedOfCouncil:
    """A concern at which the council was asked to look."""

    id: int
    slug: str
    change: str
    text: str
    asked_on: date
    unsafe: bool


def for_council(*, viewer: Viewer) -> tuple[AskedOfCouncil, ...]:
    """What the council was asked to look at and is not closed, for those who read every change; one query."""
    if not viewer.has(*EVERYWHERE):
        return ()
    rows = models.Concern.objects.filter(council_on__isnull=False).exclude(state=ConcernState.CLOSED)
    found = rows.order_by("-unsafe", "council_on", "id").values_list(
        "id", "initiative__slug", "initiative__name", "text", "council_on", "unsafe"
    )
    return tuple(AskedOfCouncil(*each) for each in found[:MOST])  # type: ignore[arg-type]  # asked: there is a day


def rows(viewer: Viewer, change: Change) -> QuerySet[models.Concern]:
    """Rows with what they arise from, and their gap where this viewer may read that."""
    gaps = Prefetch("gap", queryset=readable(viewer, change))
    return models.Concern.objects.filter(initiative_id=change.id).prefetch_related("sources", gaps)


def fact(row: models.Concern, viewer: Viewer, change: Change) -> ConcernFact:
    """The row as a fact."""
    said = [each for each in row.sources.all() if each.kind == SourceKind.SAID]
    waiting = row.state == ConcernState.WAITING
    return ConcernFact(
        id=row.pk,
        kind=ConcernKind(row.kind),
        state=ConcernState(row.state),
        unsafe=row.unsafe,
        text=row.text,
        answer=row.answer,
        told=row.told,
        raised_on=row.raised_on,
        due_on=row.due_on,
        late=max(0, (viewer.on - row.due_on).days) if waiting else 0,
        answered_on=row.answered_on,
        closed_on=row.closed_on,
        council_on=row.council_on,
        gap=(row.gap.pk, row.gap.title) if row.gap_id and row.gap else None,
        raised_by=len(said),
        untold=sum(each.told_on is None for each in said),
        may_edit=change.may_edit,
    )


def overdue(*, initiative_ids: Collection[int], on: date) -> dict[int, int]:
    """How many answers of each change are owed since before a day, of changes that the caller may read; one query."""
    rows = models.Concern.objects.filter(
        initiative__in=initiative_ids, state=ConcernState.WAITING, due_on__lt=on
    )
    return dict(rows.order_by().values_list("initiative").annotate(n=Count("id")))
