"""Who has been heard, for programs: the coverage map, same query and rights as on the page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from takehold.gather.queries.coverage import coverage
from takehold.gather.views.coverage import shape
from takehold.people.api import viewer_of

router = Router(tags=["changes"])


@router.get("/changes/{slug}/reach", summary="Who has been heard", operation_id="reach")
def reach(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Affected groups and when each was last reached by which way; those not heard first."""
    found = coverage(viewer=viewer_of(request), slug=slug)
    return {"unheard": found.unheard, "items": shape(found)}
