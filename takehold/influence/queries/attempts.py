"""What was tried to win people over, of one change or of all that the viewer may read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet

from takehold.gather.queries import listening
from takehold.influence import models
from takehold.influence.facts import Approach, AttemptFact, AttemptInput, Kind, Landed, Landing, Support
from takehold.influence.queries.rights import change_of
from takehold.people.facts import Viewer

SOON: Final = timedelta(days=60)
"""A position stated later than this after an attempt is not set beside it any more."""


def approaches(*, viewer: Viewer, slug: str) -> tuple[AttemptFact, ...]:
    """The attempts of one change, the newest first, for whoever may read it. Raises ``NotYours``."""
    change = change_of(viewer, slug)
    return told(models.Attempt.objects.filter(stakeholder__initiative_id=change.id))


def everywhere(*, viewer: Viewer) -> QuerySet[models.Attempt]:
    """Rows of every change that the viewer may read."""
    known = [each.id for each in listening.ears(viewer).changes]
    return models.Attempt.objects.filter(stakeholder__initiative_id__in=known)


def told(rows: QuerySet[models.Attempt], *, most: int | None = None) -> tuple[AttemptFact, ...]:
    """Attempts with where the audience stood before and after, the newest first, at most ``most``."""
    full = rows.select_related("stakeholder__initiative").prefetch_related("stakeholder__positions")
    return tuple(_fact(row) for row in full.order_by("-on", "-id")[:most])


def tried(*, since: date) -> tuple[date, ...]:
    """The days of attempts of all changes, from a day on: to be counted, no more."""
    return tuple(
        models.Attempt.objects.filter(on__gte=since).order_by("on", "id").values_list("on", flat=True)
    )


def _fact(row: models.Attempt) -> AttemptFact:
    audience = row.stakeholder
    stated = [(each.on, Support(each.support)) for each in audience.positions.all()]
    return AttemptFact(
        id=row.pk,
        slug=audience.initiative.slug,
        change=audience.initiative.name,
        stakeholder_id=audience.pk,
        audience=audience.name,
        kind=Kind(audience.kind),
        said=AttemptInput(
            Approach(row.approach), row.on, row.what, Landing(Landed(row.landed), row.said, row.differently)
        ),
        before=before(stated, row.on),
        after=after(stated, row.on),
        version=row.version,
    )


def before(stated: Sequence[tuple[date, Support]], on: date) -> Support | None:
    """The last position up to a day; ``stated``: the newest first."""
    return next((support for day, support in stated if day <= on), None)


def after(stated: Sequence[tuple[date, Support]], on: date) -> Support | None:
    """The first position after a day, where it was stated within sixty days."""
    return next((support for day, support in reversed(stated) if on < day <= on + SOON), None)
