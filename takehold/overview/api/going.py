"""Whether a change may go live, for programs: the page's twin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.governance.facts.go import Missing, Readiness
from takehold.initiatives.api.routes import once
from takehold.overview.operations import going as operations
from takehold.overview.queries.go import readiness
from takehold.people.api import viewer_of

router = Router(tags=["go"])


class GoIn(Schema):
    """For which group (its number) on which day; ``reason``: where something is missing."""

    group: int
    on: date
    reason: str = Field(default="", max_length=500)


class SignedIn(Schema):
    """Whether the co-owner signs, or takes it back."""

    signed: bool = True


def shape(found: Readiness) -> dict[str, Any]:
    """What holds and what is missing."""
    return {
        "signed_on": _day(found.signature.signed_on),
        "missing": [_missing(each) for each in found.missing],
        "groups": [
            {
                "group": each.number, "name": each.name, "first_day": _day(each.live_on),
                "open": [one.value for one in found.open_for(each)],
                "missing": [_missing(one) for one in each.missing],
                "go": None if each.go is None else {
                    "id": each.go.id, "on": each.go.goes_on.isoformat(), "said_on": each.go.said_on.isoformat(),
                    "was_missing": [one.value for one in each.go.missing], "reason": each.go.reason,
                },
            }
            for each in found.groups
        ],
    }  # fmt: skip


def _missing(found: Missing) -> dict[str, str]:
    return {"condition": found.condition.value, "text": found.text, "page": found.link}


def _day(on: date | None) -> str | None:
    return on.isoformat() if on is not None else None


@router.get("/changes/{slug}/go", summary="Ready to go live?", operation_id="may_go")
def may_go(request: HttpRequest, slug: str) -> dict[str, Any]:
    """What is missing, group by group."""
    return shape(readiness(viewer=viewer_of(request), slug=slug))


@router.post("/changes/{slug}/go", summary="It goes live for a group", operation_id="say_go")
def say_go(request: HttpRequest, slug: str, said: GoIn) -> Status[Any]:
    """By those who lead the change. Past what is missing only with a reason, which the council reads."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.say_go(
            viewer=viewer, slug=slug, number=said.group, on=said.on, reason=said.reason, now=timezone.now()
        )
        return 200, shape(readiness(viewer=viewer, slug=slug))

    return once(request, viewer, act)


@router.post("/changes/{slug}/go/signature", summary="Sign for operations", operation_id="sign_go")
def sign_go(request: HttpRequest, slug: str, said: SignedIn) -> Status[Any]:
    """By the operational co-owner alone."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.sign(viewer=viewer, slug=slug, signed=said.signed, now=timezone.now())
        return 200, shape(readiness(viewer=viewer, slug=slug))

    return once(request, viewer, act)


@router.post("/changes/{slug}/go/{go_id}/back", summary="Take it back", operation_id="take_go_back")
def take_go_back(request: HttpRequest, slug: str, go_id: int) -> Status[Any]:
    """Before its day."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.take_back(viewer=viewer, slug=slug, go_id=go_id, now=timezone.now())
        return 200, shape(readiness(viewer=viewer, slug=slug))

    return once(request, viewer, act)
