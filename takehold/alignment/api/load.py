"""The load map, for programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router

from takehold.alignment.facts.load import Colouring
from takehold.alignment.queries.load import load as queries
from takehold.people.api import viewer_of

router = Router(tags=["alignment"])


@router.get("/load", summary="How much is asked of each group at once", operation_id="load")
def load(
    request: HttpRequest, by: Colouring = Colouring.PERSON, start: date | None = None, q: str = ""
) -> dict[str, Any]:
    """Twelve weeks, groups with most first."""
    viewer = viewer_of(request)
    found = queries(viewer=viewer, start=start or viewer.on, colouring=by, find=q[:80])
    return {
        "by": found.colouring.value, "more": found.more, "undated": list(found.undated),
        "items": [
            {
                "group": row.group,
                "weeks": [
                    {"week": each.monday.isoformat(), "value": round(each.value, 2), "step": each.step, "changes": each.things}
                    for each in row.weeks
                ],
                "changes": [
                    {
                        "change": each.slug, "weight": each.weight, "share": round(each.share, 2),
                        "first": each.first.isoformat(), "last": each.last.isoformat(),
                    }
                    for each in row.things
                ],
            }
            for row in found.rows
        ],
    }  # fmt: skip
