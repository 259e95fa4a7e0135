"""Writing old paths down, making them harder, closing them; declaring a downtime; counting how much they are used."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

import numpy as np
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.bridge import models
from takehold.bridge.facts.paths import PathInput, PathState
from takehold.bridge.operations.speaking import plainly
from takehold.gaps.queries.rights import Change, change_of
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.operations.counting import counts, measured
from takehold.people.facts import NotAllowed, NotYours, Viewer

LONGEST_NAME, LONGEST_WHO, LONGEST_EXCEPTION, LONGEST_REASON = 160, 160, 300, 200
WINDOW: Final = 56
OWN_WEEK: Final = timedelta(days=7)
LONGEST_DOWNTIME: Final = timedelta(days=60)


def write_down(*, viewer: Viewer, slug: str, said: PathInput, now: datetime) -> int:
    """Write an old path down; its id.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: what cannot be kept. Conflict: it stands there already.
    """
    change = _led(viewer, slug)
    told = _checked(said, viewer)
    try:
        with transaction.atomic():
            row = models.OldPath.objects.create(
                initiative_id=change.id, name=told.name, state=told.state, since=told.since or viewer.on,
                body=told.body,
                exception=told.exception,
            )  # fmt: skip
            _record(viewer, "old path written down", row.pk, now, to=str(told.state))
    except IntegrityError as error:
        raise Conflict(_("This old path stands there already.")) from error
    return row.pk


def move(*, viewer: Viewer, slug: str, path_id: int, said: PathInput, version: int, now: datetime) -> None:
    """Open, harder or closed, since when, who decided, what is excepted. Raises as ``write_down``; ``Conflict`` also
    where somebody else moved it meanwhile."""
    change = _led(viewer, slug)
    with transaction.atomic():
        row = models.OldPath.objects.select_for_update().filter(id=path_id, initiative_id=change.id).first()
        if row is None:
            raise NotYours
        if row.version != version:
            raise Conflict(
                _(
                    "Somebody else changed this meanwhile. Nothing of yours was lost: look at it and send it again."
                )
            )
        told = _checked(said, viewer)
        if told.state != row.state:
            models.PathTurn.objects.create(
                path=row, on=told.since or viewer.on, before=row.state, after=told.state, body=told.body
            )
        row.name, row.state, row.since = told.name, told.state, told.since or viewer.on
        row.body, row.exception, row.version = told.body, told.exception, row.version + 1
        row.save()
        _record(viewer, "old path moved", row.pk, now, to=str(told.state))


def declare(*, viewer: Viewer, slug: str, first: date, last: date, reason: str, now: datetime) -> None:
    """Declare a downtime; the old way of those days is not counted as such. Raises ``NotYours``, ``NotAllowed``, ``Invalid``."""
    change = _led(viewer, slug)
    why = plainly(reason, most=LONGEST_REASON, field="reason")
    if not first <= last <= first + LONGEST_DOWNTIME:
        raise Invalid("last", _("Choose a last day within sixty days of the first."))
    with transaction.atomic():
        row = models.Downtime.objects.create(initiative_id=change.id, first=first, last=last, reason=why)
        models.OldWayUse.objects.filter(behaviour__initiative_id=change.id).delete()
        audit.record(actor=viewer.actor, action="downtime declared", subject=f"downtime:{row.pk}", now=now)


def due(now: datetime) -> tuple[int, ...]:
    """Changes with old paths whose use was not counted today."""
    today = timezone.localdate(now)
    fresh = models.OldWayUse.objects.filter(as_of__gte=today - OWN_WEEK).values("behaviour__initiative_id")
    looked = models.OldPath.objects.exclude(initiative_id__in=fresh)
    rows = looked.filter(initiative__behaviours__measure_id__isnull=False).order_by("initiative_id")
    return tuple(rows.values_list("initiative_id", flat=True).distinct())


def count(*, initiative_id: int, now: datetime) -> None:
    """Count the old way of every behaviour of a change, up to a week ago, downtimes left out."""
    as_of = timezone.localdate(now) - OWN_WEEK
    out = [(row.first, row.last) for row in models.Downtime.objects.filter(initiative_id=initiative_id)]
    for behaviour_id in measured(initiative_id=initiative_id):
        chances, old_way, days = _counted(behaviour_id, as_of, out)
        models.OldWayUse.objects.update_or_create(
            behaviour_id=behaviour_id,
            defaults={"as_of": as_of, "chances": chances, "old_way": old_way, "days_out": days},
        )


def _counted(behaviour_id: int, as_of: date, out: list[tuple[date, date]]) -> tuple[int, int | None, int]:
    """Chances, how many went the old way (None where it cannot be seen), and days left out."""
    found = counts(behaviour_id=behaviour_id, as_of=as_of)
    if found is None:
        return 0, None, 0
    daily = found.whole.daily
    days = [daily.start + timedelta(days=n) for n in range(len(daily.chances))]
    recent = np.array([as_of - timedelta(days=WINDOW) < day <= as_of for day in days], dtype=bool)
    down = np.array([any(first <= day <= last for first, last in out) for day in days], dtype=bool)
    kept = recent & ~down
    old_way = int(daily.old_way[kept].sum()) if daily.old_way is not None else None
    return int(daily.chances[kept].sum()), old_way, int((recent & down).sum())


def _checked(said: PathInput, viewer: Viewer) -> PathInput:
    name = " ".join(plainly(said.name, most=LONGEST_NAME, field="name").split())
    if said.since is None or said.since > viewer.on:
        raise Invalid("since", _("Say since when it is so, up to today."))
    if said.state is PathState.OPEN:
        return PathInput(name, said.state, said.since)
    if not said.body.strip():
        raise Invalid("body", _("Say which body or role decided it."))
    if not said.exception.strip():
        raise Invalid("exception", _("Say what holds in a downtime, and where safety asks for the old way."))
    return PathInput(
        name,
        said.state,
        said.since,
        plainly(said.body, most=LONGEST_WHO, field="body"),
        plainly(said.exception, most=LONGEST_EXCEPTION, field="exception"),
    )


def _led(viewer: Viewer, slug: str) -> Change:
    change = change_of(viewer, slug)
    if not change.may_edit:
        raise NotAllowed(_("Old paths are kept by those who lead this change; you may read them."))
    return change


def _record(viewer: Viewer, action: str, path_id: int, now: datetime, **details: str | int) -> None:
    audit.record(actor=viewer.actor, action=action, subject=f"old path:{path_id}", now=now, details=details)
