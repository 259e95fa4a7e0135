"""What was asked inside first: where each asking stands, and what keeps the next from being made."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from takehold.gather import models
from takehold.gather.facts.helping import INSIDE, InsideAsked
from takehold.initiatives.facts import Initiative

CLOSED = (models.WaveState.CLOSED, models.WaveState.ANSWERED)


def asked(*, initiative_ids: Collection[int]) -> tuple[InsideAsked, ...]:
    """Every asking inside about these changes, the newest first; for whoever was given the changes to read."""
    rows = models.Wave.objects.filter(initiative_id__in=initiative_ids, template=INSIDE)
    rows = rows.exclude(state=models.WaveState.DRAFT).order_by("-created_at", "id")
    return tuple(
        InsideAsked(
            row.pk, row.initiative_id, row.state == models.WaveState.OPEN, row.opens_on, row.closes_on
        )
        for row in rows.only("initiative_id", "state", "opens_on", "closes_on")
    )


def closed_after(*, known: Collection[str]) -> tuple[InsideAsked, ...]:
    """Askings that have closed, without those that are known already."""
    rows = models.Wave.objects.filter(template=INSIDE, state__in=CLOSED).exclude(pk__in=known)
    return tuple(
        InsideAsked(row.pk, row.initiative_id, False, row.opens_on, row.closes_on)
        for row in rows.order_by("closes_on", "id").only("initiative_id", "state", "opens_on", "closes_on")
    )


def obstacles(change: Initiative, on: date) -> tuple[str, ...]:
    """What keeps it from being asked, in sentences: an asking that is open, or one that waits for its answer."""
    found = []
    for state, title in models.Wave.objects.filter(
        initiative_id=change.id, template=INSIDE, state__in=(models.WaveState.OPEN, models.WaveState.CLOSED)
    ).values_list("state", "title"):
        if state == models.WaveState.OPEN:
            found.append(_("It is being asked already, and still open."))
        else:
            said = _("First write “you said, we did” for “{title}”: the next asking waits for it.")
            found.append(said.format(title=title))
    if change.ended_on is not None and change.ended_on <= on:
        found.append(_("This change has ended."))
    return tuple(found)
