"""Wins as somebody reads them: the wall, those of a change, and what waits for a yes of those who lead."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from takehold.celebrate import models
from takehold.celebrate.facts import NamingState, WinFact, WinKind, WinState
from takehold.celebrate.queries.names import lines
from takehold.celebrate.queries.rights import Eyes, change_of, eyes
from takehold.celebrate.queries.words import sentence
from takehold.people.facts import NotYours, Viewer

MOST: Final = 60
FEW: Final = 5
FRESH: Final = timedelta(weeks=12)
"""So long ago at most a win happened for praise still to reach those who earned it."""


def wall(*, viewer: Viewer) -> tuple[WinFact, ...]:
    """What was published last, of all changes this viewer may read. Raises ``NotYours``."""
    eye = eyes(viewer)
    shown = models.Win.objects.filter(state=WinState.PUBLISHED, initiative__in=eye.changes)
    return facts(eye, shown.order_by("-published_on", "-id")[:MOST], viewer)


def of_change(*, viewer: Viewer, slug: str) -> tuple[WinFact, ...]:
    """All wins of a change that this viewer may read, whatever their state, the latest first. Raises ``NotYours``."""
    eye = eyes(viewer)
    change = change_of(eye, slug)
    rows = models.Win.objects.filter(initiative_id=change.id)
    if change.id not in eye.ears.leads:
        mine = Q(told_by_id=viewer.person_id) if viewer.person_id is not None else Q()
        found = Q(state=WinState.PUBLISHED) | Q(~Q(team_ids=[])) | mine
        rows = rows.filter(found)
    return facts(eye, rows, viewer)


def win(*, viewer: Viewer, slug: str, win_id: int) -> WinFact:
    """One win. Raises ``NotYours``."""
    eye = eyes(viewer)
    change = change_of(eye, slug)
    found = facts(eye, models.Win.objects.filter(initiative_id=change.id, id=win_id), viewer)
    if not found:
        raise NotYours
    return found[0]


def waiting(*, viewer: Viewer) -> tuple[tuple[str, int, str], ...]:
    """What this viewer may publish and nobody has yet, of the last weeks: slug, id and the sentence, the latest first.

    Raises ``NotYours``.
    """
    eye = eyes(viewer, briefly=True)
    lately = models.Win.objects.filter(
        state=WinState.FOUND, happened_on__gt=viewer.on - FRESH, initiative__in=eye.changes
    )
    mine = (row for row in lately.iterator() if eye.publishes(row.initiative_id, row.team_ids))
    rows = itertools.islice(mine, FEW)
    return tuple(
        (
            eye.changes[row.initiative_id].slug,
            row.pk,
            row.text or sentence(row.kind, row.unit, row.figures, row.happened_on),
        )
        for row in rows
    )


def facts(
    eye: Eyes, rows: QuerySet[models.Win] | Sequence[models.Win], viewer: Viewer
) -> tuple[WinFact, ...]:
    """Those of these rows that the viewer may read."""
    if isinstance(rows, QuerySet):
        mine = models.Applause.objects.filter(win=OuterRef("pk"), person=viewer.person_id or 0)
        told = Prefetch("namings", models.Naming.objects.select_related("person"))
        rows = rows.annotate(hands=Count("applause"), mine=Exists(mine)).prefetch_related(told)
    return tuple(_fact(row, eye) for row in rows if eye.sees(row))


def _fact(row: models.Win, eye: Eyes) -> WinFact:
    change = eye.changes[row.initiative_id]
    publishes = eye.publishes(row.initiative_id, row.team_ids)
    told = row.told_by_id is not None and row.told_by_id == eye.viewer.person_id
    reads = bool(row.team_ids) and eye.teams >= set(row.team_ids) and row.kind != WinKind.TOLD
    return WinFact(
        id=row.pk,
        slug=change.slug,
        change=change.name,
        kind=WinKind(row.kind),
        state=WinState(row.state),
        unit=row.unit,
        text=row.text or sentence(row.kind, row.unit, row.figures, row.happened_on),
        happened_on=row.happened_on,
        published_on=row.published_on,
        applause=getattr(row, "hands", 0),
        applauded=getattr(row, "mine", False),
        may_publish=publishes,
        may_withdraw=publishes or told,
        unit_key=f"team-{min(row.team_ids)}" if reads else "",
        fresh=eye.viewer.on - row.happened_on <= FRESH,
        lines=lines(row.namings.all()),
        asked=sum(each.state == NamingState.ASKED for each in row.namings.all()) if publishes else 0,
    )
