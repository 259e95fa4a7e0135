"""Calendars outside that read the dates of a change and those of somebody who leads one."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def calendars(slug: str, now: datetime) -> dict[str, Any]:
    """Names of objects -> keys of addresses, of somebody who leads."""
    from takehold.initiatives.operations import calendars as operations
    from takehold.people import queries as people
    from takehold.people.models import Role

    account = Role.objects.filter(kind="lead", person__user__isnull=False).order_by("id")
    lead = people.viewer(user_id=account.values_list("person__user_id", flat=True)[0], on=now.date())
    told: dict[str, Any] = {"viewer": lead, "language": "en", "now": now}
    return {"dates-key": operations.make(slug=slug, **told), "my-dates-key": operations.make(slug="", **told)}
