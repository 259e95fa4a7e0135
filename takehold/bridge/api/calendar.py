"""The calendar of a change for programs: the page's twin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from takehold.bridge.facts.calendar import Entry
from takehold.bridge.queries.calendar import calendar as queried
from takehold.people.api import viewer_of

router = Router(tags=["bridge"])


@router.get("/changes/{slug}/calendar", summary="What is to come", operation_id="calendar")
def calendar(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Days from the impact sheet and of actions, and what they ask of each group."""
    found = queried(viewer=viewer_of(request), slug=slug)
    return {
        "late": [shape(each) for each in found.late],
        "items": [shape(each) for each in found.coming],
        "loads": [
            {
                "group": each.group, "things": each.things, "minutes": each.minutes,
                "fullest_week": each.fullest.isoformat(), "in_fullest": each.in_fullest,
            }
            for each in found.loads
        ],
    }  # fmt: skip


def shape(each: Entry) -> dict[str, Any]:
    """One thing on a day."""
    return {
        "on": each.on.isoformat(), "kind": each.kind.value, "title": each.title, "where": list(each.where),
        "action": each.action, "minutes": each.minutes,
    }  # fmt: skip
