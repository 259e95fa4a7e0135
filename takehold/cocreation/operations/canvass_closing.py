"""Closing: what may be told is worked out once, and who named whom is deleted in the same commit."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from takehold.analysis.influence import Influence, Nominations, judge
from takehold.audit import operations as audit
from takehold.cocreation import models
from takehold.cocreation.facts.canvasses import CanvassState
from takehold.cocreation.queries.canvasses import BAND

MOST_CHOSEN: Final = 5
SURE: Final = 0.8


def close(row: models.Canvass, now: datetime) -> None:
    """Work it out, keep what may be told, and delete the rest. In the caller's transaction, with the row locked."""
    asked = list(row.asked.select_for_update().order_by("person_id"))
    place = {each.person_id: at for at, each in enumerate(asked)}
    ties = row.nominations.order_by("id").values_list("by_id", "whom_id")
    told = Nominations(
        people=len(asked),
        answered=tuple(at for at, each in enumerate(asked) if each.answered),
        ties=tuple((place[by], place[whom]) for by, whom in ties if by in place and whom in place),
    )
    willing = frozenset(at for at, each in enumerate(asked) if each.willing)
    found = judge(told, willing=willing, size=MOST_CHOSEN, seed=row.pk)
    chosen = found.cover.chosen if found.cover else ()
    models.Named.objects.bulk_create(  # in the order of places: that of the verdict would be a rank
        models.Named(canvass=row, person_id=asked[at].person_id, chosen=at in chosen)
        for at in sorted({each.person for each in found.consulted} | set(chosen))
    )
    row.result = _kept(found, told)
    row.closed_on = timezone.localdate(now)
    row.nominations.all().delete()
    row.asked.all().delete()


def overdue(now: datetime) -> tuple[int, ...]:
    """Those open whose last day is over."""
    rows = models.Canvass.objects.filter(state=CanvassState.OPEN, closes_on__lt=timezone.localdate(now))
    return tuple(rows.order_by("id").values_list("id", flat=True))


def close_overdue(*, canvass_id: int, now: datetime) -> None:
    """Close one whose last day is over; nothing happens where it is closed already."""
    with transaction.atomic():
        row = models.Canvass.objects.select_for_update().filter(pk=canvass_id).first()
        if row is None or row.pk not in overdue(now):
            return
        close(row, now)
        row.state = CanvassState.CLOSED
        row.save()
        subject = f"canvass:{canvass_id}"
        audit.record(actor="takehold", action="asking whom people turn to closed", subject=subject, now=now)


def _kept(found: Influence, told: Nominations) -> dict[str, Any]:
    """What is told of the whole. Counts of people are bands of five, from below."""
    kept: dict[str, Any] = {
        "bar": found.bar.value, "asked": told.people, "answered": len(told.answered) // BAND * BAND,
    }  # fmt: skip
    if found.pattern is not None:
        kept |= {
            "named": found.pattern.named // BAND * BAND, "widely": found.pattern.widely,
            "on_widely": round(found.pattern.on_widely, 2), "parts": found.pattern.parts,
        }  # fmt: skip
    if found.cover is not None:
        kept |= {
            "reached": found.cover.reached // BAND * BAND, "of_few": len(found.cover.chosen),
            "steady": min(found.cover.stays, default=0.0) >= SURE,
        }  # fmt: skip
    return kept
