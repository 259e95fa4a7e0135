"""The sustainability check for programs: the page's twin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from takehold.bridge.facts.sustainability import Sustainability
from takehold.bridge.operations import sustainability as operations
from takehold.bridge.queries.sustainability import sustainability as kept
from takehold.gaps.api.routes import once
from takehold.people.api import viewer_of

router = Router(tags=["bridge"])


class RatingIn(Schema):
    """A level from 1 (not at all) to 4 (fully) by factor; factors may be left out."""

    levels: dict[str, int]


def shape(found: Sustainability) -> dict[str, Any]:
    """Who may rate, how many did, and what the newest closed round says."""
    told = found.told
    return {
        "raters": found.raters, "rated": found.rated, "may_rate": found.may_rate, "floor": found.floor,
        "open_until": None if found.closed else found.ends.isoformat(),
        "names": list(found.names) if found.leads else None,
        "told": None if told is None else {
            "until": told.until.isoformat(), "raters": told.raters, "weak": list(told.weak), "talk": list(told.talk),
            "factors": [
                {"factor": each.factor, "middle": each.middle, "spread": each.spread or None} for each in told.factors
            ],
        },
    }  # fmt: skip


@router.get("/changes/{slug}/sustainability", summary="Will it last", operation_id="sustainability")
def sustainability(request: HttpRequest, slug: str) -> dict[str, Any]:
    """What the newest closed round says; nothing of an open one but how many rated."""
    return shape(kept(viewer=viewer_of(request), slug=slug))


@router.post("/changes/{slug}/sustainability", summary="Rate it", operation_id="rate_sustainability")
def rate_sustainability(request: HttpRequest, slug: str, said: RatingIn) -> Status[Any]:
    """Once a quarter, by those who are of the change."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.rate(viewer=viewer, slug=slug, levels=said.levels, now=timezone.now())
        return 200, shape(kept(viewer=viewer, slug=slug))

    return once(request, viewer, act)


@router.post(
    "/changes/{slug}/sustainability/close", summary="Close the round", operation_id="close_sustainability"
)
def close_sustainability(request: HttpRequest, slug: str) -> Status[Any]:
    """By those who lead, from as many raters on as the smallest group has."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.close(viewer=viewer, slug=slug, now=timezone.now())
        return 200, shape(kept(viewer=viewer, slug=slug))

    return once(request, viewer, act)
