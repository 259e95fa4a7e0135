"""Ordered, or won over, for programs: the page's twin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from takehold.overview.queries import authority as queries
from takehold.people.api import viewer_of

router = Router(tags=["governance"])


@router.get("/authority", summary="Ordered, or won over?", operation_id="authority")
def authority(request: HttpRequest) -> dict[str, Any]:
    """The share of directives among all moves, whether it rises, and what went live past what was missing."""
    found = queries.authority(viewer=viewer_of(request))
    return {
        "quarters": [
            {
                "from": each.first.isoformat(), "to": each.last.isoformat(), "directives": each.directives,
                "actions": each.actions, "attempts": each.attempts, "share": each.share,
            }
            for each in found.quarters
        ],
        "offices": {office: list(counts) for office, counts in found.offices},
        "rise": {
            "course": found.rise.course.value, "before": list(found.rise.before), "now": list(found.rise.now),
            "chance": found.rise.chance,
        },
        "overrides": [
            {
                "change": each.slug, "group": each.group, "on": each.goes_on.isoformat(),
                "was_missing": [one.value for one in each.missing], "reason": each.reason, "open": each.open,
            }
            for each in found.overrides
        ],
    }  # fmt: skip
