"""Closing a round, by hand or after its last day: no vote leads to a person any more; then its result is worked out, while
others write. Killed between the two, the clock goes on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.cocreation import models
from takehold.cocreation.facts.contributions import State
from takehold.cocreation.facts.rounds import RoundState
from takehold.cocreation.operations import freezing
from takehold.cocreation.operations.lifecycle import CLOSE, following
from takehold.cocreation.operations.rounds import quicker
from takehold.cocreation.queries.rights import held, led
from takehold.initiatives.facts import Conflict
from takehold.people.facts import Viewer


def close(*, viewer: Viewer, round_id: int, version: int, now: datetime) -> None:
    """Close it before its last day. Raises ``NotYours``, ``NotAllowed``; ``Conflict``: not open, or changed meanwhile."""
    with transaction.atomic():
        row = led(viewer, round_id, lock=True).row
        if following(row.state, CLOSE) is None:
            raise Conflict(_("It is not open."))
        quicker(row.version, version)
        close_row(row, viewer.actor, now)
    freezing.freeze(round_id=round_id, now=now)


def overdue(now: datetime) -> tuple[int, ...]:
    """Open rounds whose last day is over."""
    rows = models.Round.objects.filter(state=RoundState.OPEN, closes_on__lt=timezone.localdate(now))
    return tuple(rows.order_by("id").values_list("id", flat=True))


def close_overdue(*, round_id: int, now: datetime) -> None:
    """Close one whose last day is over; nothing happens where it is closed already."""
    with transaction.atomic():
        row = held().filter(pk=round_id).first()
        if row is not None and row.state == RoundState.OPEN and row.closes_on < timezone.localdate(now):
            close_row(row, "takehold", now)
    freezing.freeze(round_id=round_id, now=now)


def close_row(row: models.Round, actor: str, now: datetime) -> None:
    """Close a row that is locked, in the caller's transaction; the caller has its result worked out after the commit."""
    # votes under way hold the row of their statement: wait for them, so that each is in the result or refused
    list(row.contributions.select_for_update(no_key=True).order_by("id").values_list("id", flat=True))
    _lead_to_the_end(row)
    row.state, row.closed_on, row.version = RoundState.CLOSED, timezone.localdate(now), row.version + 1
    row.save()
    freezing.forget_who_voted(round_id=row.pk)
    audit.record(actor=actor, action="round closed", subject=f"round:{row.pk}", now=now)


def _lead_to_the_end(row: models.Round) -> None:
    """What was put together with something that was put together with a third leads to the third, whose answer is its own.
    From here on nothing is brought back."""
    into = dict(row.contributions.filter(state=State.MERGED).values_list("id", "merged_into"))
    for number, first in into.items():
        last, passed = first, {number}
        while last in into and last not in passed:
            passed.add(last)
            last = into[last]
        if last != first:
            row.contributions.filter(pk=number).update(merged_into=last)
