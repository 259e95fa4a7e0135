"""Asking a connected system now, and asking it beforehand what reading it again would change."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.evidence.limits import Refused
from takehold.gather.models import Feed
from takehold.gather.operations import pulling
from takehold.gather.operations.sealing import Unreadable
from takehold.gather.queries.rights import is_steward
from takehold.gather.sources import reading
from takehold.gather.sources.calling import CallBroken, CallRefused
from takehold.gather.sources.connecting import Strange
from takehold.initiatives.facts import Invalid
from takehold.ledger import operations as ledger
from takehold.people.facts import NotFound, Viewer

MOST: Final = 20_000
BUDGET_SECONDS: Final = 15.0
"""So long somebody waits for the answer; what was read until then is told, and that it was not all."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What reading again from a day would change. ``all``: whether every record was looked at, or only the first."""

    since: date
    compared: ledger.Compared
    all: bool


def ask_now(*, viewer: Viewer, feed_id: UUID, now: datetime) -> None:
    """Ask it within the next minute instead of at its next time. A paused one is resumed first, by a person."""
    row = _row(viewer, feed_id)
    if row.paused:
        raise Invalid("feed", _("It is paused. Resume it first."))
    with transaction.atomic():
        Feed.objects.filter(pk=row.pk, paused=False).update(next_at=now)
        audit.record(actor=viewer.actor, action="system asked at once", subject=f"feed:{feed_id}", now=now)


def foresee(
    *,
    viewer: Viewer,
    feed_id: UUID,
    since: date,
    now: datetime,
    home: Path,
    fetch: reading.Fetch | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Foreseen:
    """Read what changed since a day, weigh it against what is stored, and keep nothing.

    Raises:
        Invalid: with a sentence that says what went wrong, or that the day lies ahead.
    """
    row = _row(viewer, feed_id)
    if since > timezone.localdate(now):
        raise Invalid("since", _("This day lies ahead."))
    try:
        rows, every = _asked(row, since, fetch or pulling.caller(), clock)
        lines = (json.dumps(each, ensure_ascii=False).encode(errors="replace") + b"\n" for each in rows)
        found = (
            ledger.compare(source_id=row.source_id or 0, chunks=lines, recipe_text=row.recipe_text, home=home)
            if rows
            else ledger.Compared(0, 0, 0, 0, 0)
        )
    except (CallRefused, CallBroken, Strange, reading.SignInRefused, reading.Later, Unreadable) as error:
        raise Invalid(
            "since", str(error) or _("The password cannot be read any more. Enter it again.")
        ) from error
    except Refused as refusal:
        raise Invalid("since", str(refusal)) from refusal
    return Foreseen(since, found, every)


def _asked(
    row: Feed, since: date, fetch: reading.Fetch, clock: Callable[[], float]
) -> tuple[list[Any], bool]:
    """The records that changed since, and whether they are all."""
    rows: list[Any] = []
    begun = clock()
    place = reading.Cursor(f"{since.isoformat()} 00:00:00")
    batches = reading.read(
        pulling.kind(row), pulling.question(row), place, fetch=fetch, sleep=_impatient, batch=1, clock=clock
    )
    for batch in pulling.complete(batches):
        rows += batch.rows
        if batch.last:
            return rows[:MOST], len(rows) <= MOST
        if len(rows) >= MOST or clock() - begun > BUDGET_SECONDS:
            break
    return rows[:MOST], False


def _impatient(seconds: float) -> None:
    """A system that wants to be left alone for long is not waited for while somebody looks at a page."""
    if seconds > BUDGET_SECONDS:
        raise reading.Later(_("The system asks for patience. Try again later."), seconds)
    time.sleep(seconds)


def _row(viewer: Viewer, feed_id: UUID) -> Feed:
    row = Feed.objects.filter(id=feed_id).first()
    if not is_steward(viewer) or row is None:
        raise NotFound
    return row
