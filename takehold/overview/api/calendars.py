"""Addresses for calendars outside, for programs: the page's twin."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.initiatives.operations import calendars as operations
from takehold.initiatives.queries import calendars as queries
from takehold.overview.queries import dates as outside
from takehold.people.api import viewer_of

router = Router(tags=["calendars"])


class CalendarIn(Schema):
    """``change``: its address, none for what is one's own to do."""

    change: str = Field(default="", max_length=80)


@router.get("/calendars", summary="Calendars outside", operation_id="calendars")
def calendars(request: HttpRequest) -> dict[str, Any]:
    """Your addresses that run; what they hold is told once, when they are made."""
    found = queries.addresses(viewer=viewer_of(request))
    return {
        "items": [
            {"id": each.id, "change": each.change, "made_on": each.made_on.isoformat()} for each in found
        ]
    }


@router.get("/dates", summary="Dates", operation_id="dates")
def dates(request: HttpRequest, change: str = "") -> dict[str, Any]:
    """What such a calendar reads: of a change, or, without one, what is yours to do."""
    found = outside.dates(viewer=viewer_of(request), slug=change)
    return {
        "items": [
            {"key": each.key, "on": each.on.isoformat(), "title": each.title, "url": settings.URL + each.path}
            for each in found
        ]
    }


@router.post(
    "/calendars", summary="Make an address", operation_id="make_calendar", response={201: dict[str, Any]}
)
def make_calendar(request: HttpRequest, said: CalendarIn) -> Status[Any]:
    """Its address is told this once."""
    language = get_language() or settings.LANGUAGE_CODE
    key = operations.make(viewer=viewer_of(request), slug=said.change, language=language, now=timezone.now())
    return Status(201, {"address": outside.address_of(key)})


@router.post("/calendars/{address_id}/renew", summary="Make another address", operation_id="renew_calendar")
def renew_calendar(request: HttpRequest, address_id: int) -> dict[str, Any]:
    """For the same dates; the old address opens nothing any more."""
    key = operations.renew(viewer=viewer_of(request), address_id=address_id, now=timezone.now())
    return {"address": outside.address_of(key)}


@router.post("/calendars/{address_id}/end", summary="End an address", operation_id="end_calendar")
def end_calendar(request: HttpRequest, address_id: int) -> dict[str, Any]:
    """It opens nothing any more."""
    operations.end(viewer=viewer_of(request), address_id=address_id, now=timezone.now())
    return {"ended": address_id}
