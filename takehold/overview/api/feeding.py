"""Which connected systems that feed a change are silent, for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from takehold.initiatives import queries as initiatives
from takehold.overview.queries import feeding
from takehold.people.api import viewer_of

router = Router(tags=["changes"])


@router.get("/changes/{slug}/feeds", summary="Silent systems of a change", operation_id="silences")
def silences(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Connected systems that feed the change's figures and are paused or in trouble, and since when."""
    standings = initiatives.standings(viewer=viewer_of(request), slug=slug)
    return {
        "items": [
            {
                "name": each.name,
                "kind": each.kind_name,
                "paused": each.paused,
                "nothing_since": each.since.isoformat(),
                "behaviours": [s.behaviour.key for s in standings if s.behaviour.source_id == each.source_id],
            }
            for each in feeding.silences(standings, timezone.now())
        ]
    }
