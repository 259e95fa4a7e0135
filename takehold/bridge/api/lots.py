"""Lots for programs: the page's twin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.bridge.facts.lots import LotFact, SlotInput
from takehold.bridge.operations import lots as operations
from takehold.bridge.queries import actions
from takehold.bridge.queries import lots as queries
from takehold.gaps.api.routes import MOST_TEAMS, once
from takehold.people.api import viewer_of

router = Router(tags=["bridge"])


class SlotIn(Schema):
    """So many groups begin on that day."""

    on: date
    places: int = Field(ge=1, le=500)


class AnnounceIn(Schema):
    """The days, and the groups that get it at once on safety grounds (the smallest team id of each)."""

    slots: list[SlotIn] = Field(max_length=12)
    safety: list[int] = Field(default=[], max_length=MOST_TEAMS)


class WordsIn(Schema):
    """What was called out, or the reason to choose instead."""

    text: str = Field(max_length=500)


def shape(found: LotFact | None) -> dict[str, Any]:
    """The draw, or nothing."""
    if found is None:
        return {"announced_on": None}
    days = {name: getattr(found, name) for name in ("announced_on", "drawn_on", "instead_on")}
    return {
        "names": list(found.names), "at_once": list(found.at_once), "words": found.words, "secret": found.secret,
        "slots": [{"on": each.on.isoformat(), "places": each.places} for each in found.slots],
        "list_sha256": found.list_sha256, "secret_sha256": found.secret_sha256, "reason": found.reason,
        "places": [
            {"name": each.name, "lot": each.lot, "begins": each.begins.isoformat() if each.begins else None}
            for each in found.places
        ],
        "holds": found.holds, **{name: value.isoformat() if value else None for name, value in days.items()},
    }  # fmt: skip


@router.get("/changes/{slug}/actions/{action_id}/lots", summary="Who goes first", operation_id="lots")
def lots(request: HttpRequest, slug: str, action_id: int) -> dict[str, Any]:
    """As it was announced, and how the lots fell."""
    actions.action(viewer=viewer_of(request), slug=slug, action_id=action_id)
    return shape(queries.lot(action_id))


@router.post(
    "/changes/{slug}/actions/{action_id}/lots", summary="Announce a draw", operation_id="announce_lots"
)
def announce_lots(request: HttpRequest, slug: str, action_id: int, said: AnnounceIn) -> Status[Any]:
    """By those who lead, before it began anywhere."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.announce(
            viewer=viewer, slug=slug, action_id=action_id, safety=frozenset(said.safety), now=timezone.now(),
            slots=[SlotInput(each.on, each.places) for each in said.slots],
        )  # fmt: skip
        return 200, shape(queries.lot(action_id))

    return once(request, viewer, act)


@router.post(
    "/changes/{slug}/actions/{action_id}/lots/draw", summary="Draw the lots", operation_id="draw_lots"
)
def draw_lots(request: HttpRequest, slug: str, action_id: int, said: WordsIn) -> Status[Any]:
    """With words that those present called out."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.draw(viewer=viewer, slug=slug, action_id=action_id, words=said.text, now=timezone.now())
        return 200, shape(queries.lot(action_id))

    return once(request, viewer, act)


@router.post(
    "/changes/{slug}/actions/{action_id}/lots/instead",
    summary="Choose instead",
    operation_id="choose_instead",
)
def choose_instead(request: HttpRequest, slug: str, action_id: int, said: WordsIn) -> Status[Any]:
    """Those who lead always may, with a reason."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.choose_instead(
            viewer=viewer, slug=slug, action_id=action_id, reason=said.text, now=timezone.now()
        )
        return 200, shape(queries.lot(action_id))

    return once(request, viewer, act)
