"""Opening a gap from what the system proposes: looked for anew, opened with what shows it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from takehold.gaps import models
from takehold.gaps.facts import GapInput
from takehold.gaps.facts.candidates import Look
from takehold.gaps.operations import citing
from takehold.gaps.operations.gaps import open_gap
from takehold.gaps.queries.candidates import candidates
from takehold.gaps.queries.rights import led
from takehold.gaps.queries.widespread import kept
from takehold.people.facts import NotYours, Viewer

HEARD = (Look.THEMES, Look.WRITTEN)
"""Looked for with the ears of who looks; the rest reads all of the change anyway."""


def open_proposed(*, viewer: Viewer, slug: str, look: Look, origin: str, now: datetime) -> int:
    """Open it, with its evidence cited; its id. One that is open already is not opened again: its id.

    Raises:
        NotYours, NotAllowed: not theirs, or no longer proposed.
    """
    change = led(viewer, slug, whole=look not in HEARD)
    there = models.Gap.objects.filter(initiative_id=change.id, origin=origin).exclude(state="closed").first()
    if there is not None and origin:
        return there.pk
    found = next(
        (each for each in candidates(viewer=viewer, change=change, look=look) if each.origin == origin), None
    )
    if found is None:
        raise NotYours
    with transaction.atomic():
        said = GapInput(found.title, found.kind, found.groups)
        gap_id = open_gap(viewer=viewer, slug=slug, said=said, now=now, origin=origin)
        if found.spread is not None:
            models.Gap.objects.filter(id=gap_id).update(spread_told=kept(found.spread))
        citing.show(viewer=viewer, gap_id=gap_id, source=found.source, now=now)
    return gap_id
