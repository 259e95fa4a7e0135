"""Addresses for calendars outside: one's own, and what an address opens."""

from __future__ import annotations

import hashlib

from takehold.initiatives import models
from takehold.initiatives.facts.dates import CalendarAddressFact, OpenedCalendar
from takehold.people.facts import NotFound, Viewer


def addresses(*, viewer: Viewer) -> tuple[CalendarAddressFact, ...]:
    """The addresses of this viewer that run, the oldest first; one query."""
    rows = models.CalendarAddress.objects.filter(person=viewer.person_id or 0).select_related("initiative")
    return tuple(
        CalendarAddressFact(row.pk, row.initiative.name if row.initiative else "", row.made_on)
        for row in rows
    )


def opened(*, key: str) -> OpenedCalendar:
    """What an address opens. Raises ``NotFound``: there is no such address, or its account was shut."""
    row = (
        models.CalendarAddress.objects.filter(sha256=hashed(key), person__user__is_active=True)
        .values_list("person__user_id", "initiative__slug", "initiative__name", "language")
        .first()
    )
    if row is None:
        raise NotFound
    user_id, slug, change, language = row
    return OpenedCalendar(user_id, slug, change or "", language)


def hashed(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
