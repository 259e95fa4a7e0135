"""Finding by name, for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from takehold.overview.queries import search as searching
from takehold.people.api import viewer_of

router = Router(tags=["search"])


@router.get("/search", summary="Find by name", operation_id="search")
def search(request: HttpRequest, q: str = "") -> dict[str, Any]:
    """Changes, behaviours, teams, library entries and words that fit, of what you may read; the first of each kind."""
    kinds = searching.found(viewer=viewer_of(request), text=q)
    return {
        "items": [
            {
                "kind": each.kind,
                "total": each.total,
                "found": [
                    {
                        "name": hit.name,
                        "text": hit.text,
                        "url": hit.url or None,
                        "in": [{"name": link.word, "url": link.url} for link in hit.also],
                    }
                    for hit in each.hits
                ],
            }
            for each in kinds
        ]
    }
