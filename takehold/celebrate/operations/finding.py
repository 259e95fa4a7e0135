"""The data are looked through for wins; each is kept once, however often it is found."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from takehold.celebrate import models
from takehold.celebrate.facts import WinKind, WinState
from takehold.celebrate.queries.found import candidates, ideas, mended
from takehold.initiatives.queries.refreshed import refreshed

PASSING: Final = (WinKind.FIRST, WinKind.HELD, WinKind.MENDED, WinKind.IDEA)
"""Of these only what still stands is offered: a group that slides is not praised for having kept it up."""


def look(*, slug: str, now: datetime) -> int:
    """Keep the wins of a change that were not kept yet. How many."""
    on = timezone.localdate(now)
    seen = {each.slug: each for each in refreshed()}
    if slug not in seen:
        return 0
    change = seen[slug]
    found = (*candidates(slug=slug, on=on), *mended(initiative_id=change.id), *ideas(initiative_id=change.id))
    with transaction.atomic():
        known = set(models.Win.objects.filter(initiative_id=change.id).values_list("origin", flat=True))
        new = [each for each in found if each.origin not in known]
        models.Win.objects.bulk_create(
            [
                models.Win(
                    initiative_id=change.id, kind=each.kind, origin=each.origin, behaviour_id=each.behaviour_id,
                    unit=each.unit, team_ids=sorted(each.team_ids), figures=dict(each.figures), as_of=each.as_of,
                    evidence_sha256=each.evidence_sha256, happened_on=each.happened_on, found_on=on,
                )
                for each in new
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        stands = [each.origin for each in found]
        passing = models.Win.objects.filter(initiative_id=change.id, state=WinState.FOUND, kind__in=PASSING)
        passing.exclude(origin__in=stands).update(state=WinState.LEFT)
        models.Looked.objects.update_or_create(
            initiative_id=change.id, defaults={"refreshed_at": change.at, "on": on}
        )
    return len(new)


def due(now: datetime) -> tuple[str, ...]:
    """Addresses of changes whose verdicts are newer than the last look, and of all others once a day: a slip that only a
    team knew of becomes known to all by the calendar alone."""
    on = timezone.localdate(now)
    looked = {row.initiative_id: row for row in models.Looked.objects.all()}
    return tuple(
        each.slug
        for each in refreshed()
        if each.id not in looked or looked[each.id].on < on or looked[each.id].refreshed_at < each.at
    )
