"""Whom people turn to, for the pages that are looked at."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

WHY = "There is no works council here, and everybody was asked."


def canvassed(slug: str, viewer: Any, now: datetime) -> dict[str, int]:
    """One open; one over, in which everybody answered and six said yes to being named."""
    from takehold.cocreation.models import Canvassed, Nomination
    from takehold.cocreation.operations import canvassing

    made = []
    for no in range(2):
        last = viewer.on + timedelta(days=20)
        told: dict[str, Any] = {"viewer": viewer, "now": now}
        asked = f"Whom do you ask first, number {no}?"
        made.append(canvassing.write_down(slug=slug, question=asked, closes_on=last, **told))
        canvassing.turn(canvass_id=made[-1], event="waive", words=WHY, **told)
        canvassing.turn(canvass_id=made[-1], event="open", **told)
    people = list(Canvassed.objects.filter(canvass_id=made[1]).order_by("person_id"))
    Canvassed.objects.filter(canvass_id=made[1]).update(answered=True)
    Canvassed.objects.filter(pk__in=[each.pk for each in people[:6]]).update(willing=True)
    Nomination.objects.bulk_create(
        Nomination(canvass_id=made[1], by_id=each.person_id, whom_id=people[at % 6].person_id)
        for at, each in enumerate(people)
        if at >= 6
    )
    canvassing.turn(canvass_id=made[1], event="close", **told)
    return {"canvass": made[0], "canvass-over": made[1]}
