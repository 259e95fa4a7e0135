"""Wins for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.celebrate.facts import WinFact, WinInput
from takehold.celebrate.operations import mailing
from takehold.celebrate.operations import wins as operations
from takehold.celebrate.queries import wins as queries
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["wins"])


class WinIn(Schema):
    """A win, without names. ``group``: the smallest team id of a reporting group; none: all of us."""

    text: str = Field(max_length=600)
    group: int | None = None


class PublishIn(Schema):
    """The words to publish; none: those it has."""

    text: str = Field(default="", max_length=600)


def shape(each: WinFact) -> dict[str, Any]:
    """One win."""
    return {
        "id": each.id, "change": each.slug, "kind": each.kind.value, "state": each.state.value,
        "group": each.unit, "text": each.text, "happened_on": each.happened_on.isoformat(),
        "published_on": each.published_on.isoformat() if each.published_on else None,
        "people": list(each.lines), "asked": each.asked, "applause": each.applause, "applauded": each.applauded,
    }  # fmt: skip


def read(viewer: Viewer, slug: str, win_id: int) -> dict[str, Any]:
    """One win, as it is now."""
    return shape(queries.win(viewer=viewer, slug=slug, win_id=win_id))


@router.get("/wins", summary="The wall of wins", operation_id="wall")
def wall(request: HttpRequest) -> dict[str, Any]:
    """What was published last, in every change you may read."""
    return {"items": [shape(each) for each in queries.wall(viewer=viewer_of(request))]}


@router.get("/changes/{slug}/wins", summary="Wins of a change", operation_id="wins")
def wins(request: HttpRequest, slug: str) -> dict[str, Any]:
    """What is published, and what waits as far as you may read it."""
    return {"items": [shape(each) for each in queries.of_change(viewer=viewer_of(request), slug=slug)]}


@router.post(
    "/changes/{slug}/wins", summary="Tell a win", operation_id="tell_win", response={201: dict[str, Any]}
)
def tell_win(request: HttpRequest, slug: str, said: WinIn) -> Status[Any]:
    """By anybody who may read the change; those who lead publish it."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        told = WinInput(said.text, said.group)
        made = operations.tell(viewer=viewer, slug=slug, said=told, now=timezone.now())
        return 201, read(viewer, slug, made)

    return once(request, viewer, act)


@router.get("/changes/{slug}/wins/{win_id}", summary="One win", operation_id="win")
def win(request: HttpRequest, slug: str, win_id: int) -> dict[str, Any]:
    """One win."""
    return read(viewer_of(request), slug, win_id)


@router.post("/changes/{slug}/wins/{win_id}/publish", summary="Publish a win", operation_id="publish_win")
def publish_win(request: HttpRequest, slug: str, win_id: int, said: PublishIn) -> Status[Any]:
    """By those who lead the change, or the manager of its group."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.publish(viewer=viewer, slug=slug, win_id=win_id, text=said.text, now=timezone.now())
        return 200, read(viewer, slug, win_id)

    return once(request, viewer, act)


@router.post("/changes/{slug}/wins/{win_id}/leave", summary="Not now", operation_id="leave_win")
def leave_win(request: HttpRequest, slug: str, win_id: int) -> Status[Any]:
    """It waits no longer."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.leave(viewer=viewer, slug=slug, win_id=win_id, now=timezone.now())
        return 200, read(viewer, slug, win_id)

    return once(request, viewer, act)


@router.post("/changes/{slug}/wins/{win_id}/withdraw", summary="Take a win back", operation_id="withdraw_win")
def withdraw_win(request: HttpRequest, slug: str, win_id: int) -> Status[Any]:
    """At any time."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.withdraw(viewer=viewer, slug=slug, win_id=win_id, now=timezone.now())
        return 200, read(viewer, slug, win_id)

    return once(request, viewer, act)


@router.post("/changes/{slug}/wins/{win_id}/applause", summary="Applaud", operation_id="applaud_win")
def applaud_win(request: HttpRequest, slug: str, win_id: int) -> dict[str, Any]:
    """Applaud, or no longer."""
    viewer = viewer_of(request)
    operations.applaud(viewer=viewer, slug=slug, win_id=win_id)
    return read(viewer, slug, win_id)


@router.post("/changes/{slug}/wins/{win_id}/mail", summary="Mail a win to its group", operation_id="mail_win")
def mail_win(request: HttpRequest, slug: str, win_id: int) -> Status[Any]:
    """By those who may publish it; each gets it once."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        many = mailing.ask(
            viewer=viewer, slug=slug, win_id=win_id, language=get_language() or "en", now=timezone.now()
        )
        return 200, {"people": many}

    return once(request, viewer, act)
