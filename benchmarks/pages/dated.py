"""A calendar outside that reads what is to be done by somebody who leads a change."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def calendars(now: datetime) -> dict[str, Any]:
    """Name of the object -> key of the address."""
    from takehold.initiatives.operations import calendars as operations
    from takehold.people import queries as people
    from takehold.people.models import Role

    account = Role.objects.filter(kind="lead", person__user__isnull=False).order_by("id")
    lead = people.viewer(user_id=account.values_list("person__user_id", flat=True)[0], on=now.date())
    return {"my-dates-key": operations.make(viewer=lead, slug="", language="en", now=now)}
