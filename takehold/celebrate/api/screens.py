"""Screens, and who is never seen, for programs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.analysis.recognition import Equity
from takehold.celebrate.operations import screens as operations
from takehold.celebrate.queries import equity
from takehold.celebrate.queries import screens as queries
from takehold.people.api import viewer_of

router = Router(tags=["wins"])


class ScreenIn(Schema):
    """Where it hangs; ``change``: its address, none for the whole house."""

    name: str = Field(max_length=100)
    change: str = Field(default="", max_length=80)


@router.get("/screens", summary="Screens", operation_id="screens")
def screens(request: HttpRequest) -> dict[str, Any]:
    """Those that run and that you may end."""
    found = queries.screens(viewer=viewer_of(request))
    return {
        "items": [
            {"id": each.id, "name": each.name, "change": each.change, "made_on": each.made_on.isoformat()}
            for each in found
        ]
    }


@router.post(
    "/screens", summary="Put a screen up", operation_id="put_up_screen", response={201: dict[str, Any]}
)
def put_up_screen(request: HttpRequest, said: ScreenIn) -> Status[Any]:
    """Its address is told this once."""
    key = operations.put_up(viewer=viewer_of(request), slug=said.change, name=said.name, now=timezone.now())
    return Status(201, {"address": settings.URL + reverse("celebrate:screen", kwargs={"key": key})})


@router.post("/screens/{screen_id}/end", summary="End a screen", operation_id="end_screen")
def end_screen(request: HttpRequest, screen_id: int) -> dict[str, Any]:
    """Its address opens nothing any more."""
    operations.end(viewer=viewer_of(request), screen_id=screen_id, now=timezone.now())
    return {"ended": screen_id}


@router.get("/seen", summary="Who is never seen", operation_id="seen")
def seen(request: HttpRequest) -> dict[str, Any]:
    """By area of the house and by size of group, the least seen first; for the roles that see all groups."""
    found = equity.seen(viewer=viewer_of(request))
    return {"areas": [shape(each) for each in found.areas], "sizes": [shape(each) for each in found.sizes]}


def shape(each: Equity) -> dict[str, Any]:
    """One area or size."""
    return {
        "name": each.name, "seen": each.seen.value, "earned": each.earned, "recognised": each.recognised,
        "expected": round(each.expected, 2), "never": each.never, "needs": each.needs,
    }  # fmt: skip
