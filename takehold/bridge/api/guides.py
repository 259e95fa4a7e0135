"""Guides for programs, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from takehold.bridge.facts.guides import Guide, Occasion
from takehold.bridge.queries import guides as queries
from takehold.people.api import viewer_of

router = Router(tags=["bridge"])


def shape(each: Guide) -> dict[str, Any]:
    """One guide."""
    return {
        "key": each.key, "minutes": each.minutes,
        **{name: [one.value for one in getattr(each, name)] for name in ("occasions", "barriers", "causes")},
        **{name: _(getattr(each, name)) for name in queries.TEXTS},
        "evidence": {"citation": each.evidence.citation, "finding": _(each.evidence.finding)} if each.evidence else None,
    }  # fmt: skip


@router.get("/guides", summary="Guides on a conversation", operation_id="guides")
def guides(request: HttpRequest, occasion: Occasion | None = None) -> dict[str, Any]:
    """All guides, or those for an occasion."""
    viewer_of(request)
    return {"items": [shape(each) for each in queries.of_occasion(occasion)]}


@router.get("/guides/{key}", summary="One guide", operation_id="guide")
def guide(request: HttpRequest, key: str) -> dict[str, Any]:
    """How to begin, what to leave, what comes after."""
    viewer_of(request)
    found = queries.guide(key)
    if found is None:
        raise Http404
    return shape(found)
