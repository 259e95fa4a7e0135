"""Moving the last day of a survey that is open: longer, or shorter with a reason. Everybody invited is told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gather.facts.surveys import NotAStep
from takehold.gather.models import LastDay, Wave, WaveState
from takehold.gather.operations.planning import LONGEST, BadPlan
from takehold.gather.queries.surveys import editable
from takehold.people.facts import Viewer

MOST: Final = 3
"""So often a last day may be moved: people must be able to rely on what they were told."""
LONGEST_REASON: Final = 300


def move_last_day(*, viewer: Viewer, wave_id: UUID, to: date, reason: str, now: datetime) -> None:
    """Move the last day of an open survey. Who was told the old day is mailed the new one by the clock.

    An earlier day is tomorrow at the soonest and needs a reason, which everybody invited reads. Groups, promise and
    questions stay as they were. Raises ``NotAStep`` (not open, or over), ``BadPlan``.
    """
    row, _change = editable(viewer, wave_id)
    today, said = timezone.localdate(now), " ".join(reason.split())
    if row.state != WaveState.OPEN or today > row.closes_on:
        raise NotAStep(_("Only while a survey is open can its last day be moved."))
    _check(row, to, said, today)
    with transaction.atomic():
        locked = Wave.objects.select_for_update().get(pk=row.pk)
        if (locked.state, locked.closes_on) != (row.state, row.closes_on):
            raise NotAStep(_("Somebody else moved the last day meanwhile. Look at it again."))
        if LastDay.objects.filter(wave=row).count() >= MOST:
            raise BadPlan("day", _("It was moved three times already: people must be able to rely on it."))
        LastDay.objects.create(wave=row, was=row.closes_on, day=to, reason=said, at=now)
        Wave.objects.filter(pk=row.pk).update(closes_on=to)
        audit.record(
            actor=viewer.actor,
            action="survey last day moved",
            subject=f"survey:{row.pk}",
            now=now,
            details={"from": row.closes_on.isoformat(), "to": to.isoformat()},
        )


def _check(row: Wave, to: date, reason: str, today: date) -> None:
    if len(reason) > LONGEST_REASON:
        raise BadPlan("reason", _("Say it in at most 300 characters."))
    if to == row.closes_on:
        raise BadPlan("day", _("That is its last day already."))
    if to <= today:
        raise BadPlan("day", _("Tomorrow is the earliest: who was told another day gets a day to answer."))
    if to - row.opens_on > LONGEST:
        raise BadPlan("day", _("Two months are the most."))
    if to < row.closes_on and not reason:
        raise BadPlan("reason", _("Say why it closes earlier. Everybody who was invited reads it."))
