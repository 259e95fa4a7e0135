"""Whether the reasons of a change have arrived, for programs: same query and rights as on the page."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Router

from takehold.gather.disclosure.arrived import arrived as told_of
from takehold.initiatives import queries as initiatives
from takehold.people.api import viewer_of

router = Router(tags=["changes"])


@router.get(
    "/changes/{slug}/reasons/arrived", summary="Whether the reasons have arrived", operation_id="arrived"
)
def arrived(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Of each group how many name one of the change's reasons, something else, or do not know, as bands in per cent; from the
    survey that closed last and asked. Empty where none did."""
    viewer = viewer_of(request)
    change = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    found = told_of(viewer=viewer, initiative_id=change.id)
    return asdict(found) if found is not None else {"groups": []}
