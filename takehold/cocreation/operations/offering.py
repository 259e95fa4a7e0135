"""Stepping forward, by name and of one's own accord."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.cocreation import models
from takehold.cocreation.facts.offers import Forward
from takehold.cocreation.facts.rounds import RoundState
from takehold.cocreation.operations.rounds import record
from takehold.cocreation.queries.rights import fetch
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Conflict
from takehold.people.facts import NotYours, Viewer

LONGEST_NOTE: Final = 300


def step_forward(
    *, viewer: Viewer, round_id: int, kind: Forward, note: str, about: int | None = None, now: datetime
) -> None:
    """Offer to try it first, or to help to put it right; once more, and it is said anew. Those who lead read it with the name.

    Raises:
        NotYours: not theirs, or about nothing of this round. Conflict: the round is answered. Invalid: too long.
    """
    row = fetch(viewer, round_id).row
    if viewer.person_id is None or row.state == RoundState.DRAFT:
        raise NotYours
    if row.state == RoundState.ANSWERED:
        raise Conflict(_("This round is answered. Say it to those who lead the change."))
    if about is not None and not row.contributions.filter(pk=about).exists():
        raise NotYours
    kept = cleaned(note, most=LONGEST_NOTE, field="note") if note.strip() else ""
    with transaction.atomic():
        models.Offer.objects.update_or_create(
            round=row,
            person_id=viewer.person_id,
            kind=kind,
            defaults={"note": kept, "on": viewer.on, "contribution_id": about},
        )
        record(viewer, "stepped forward in a round", round_id, now, {"for": kind})


def take_back(*, viewer: Viewer, offer_id: int, now: datetime) -> int:
    """Take an offer of one's own back: it is gone; the round it was in. Raises ``NotYours``."""
    with transaction.atomic():
        row = models.Offer.objects.filter(pk=offer_id, person_id=viewer.person_id or 0).first()
        if row is None:
            raise NotYours
        round_id: int = row.round_id
        row.delete()
        record(viewer, "stepped back in a round", round_id, now)
    return round_id
