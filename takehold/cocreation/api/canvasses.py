"""Whom people turn to, for programs: the pages' twin. Who named whom is told to nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.cocreation.facts.canvasses import Naming
from takehold.cocreation.operations import canvassing, nominating
from takehold.cocreation.operations.canvass_states import DROP
from takehold.cocreation.queries import canvasses as queries
from takehold.cocreation.queries.canvass_words import answer
from takehold.initiatives.api.routes import once, untraced
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["cocreation"])


class CanvassIn(Schema):
    """What is asked, for which change, until when."""

    change: str = Field(max_length=80)
    question: str = Field(max_length=200)
    closes_on: date


class CanvassTurnIn(Schema):
    """What happens to it. ``words``: conditions, or why it needs no yes of a works council."""

    event: Literal["agree", "waive", "withdraw", "open", "close", "drop"]
    words: str = Field("", max_length=500)


class NamingIn(Schema):
    """Names, keys or work addresses of at most five colleagues. ``willing``: may be named oneself."""

    whom: list[str] = Field(max_length=5)
    willing: bool = False


def shape(viewer: Viewer, canvass_id: int) -> dict[str, Any]:
    """The page as it is now."""
    found = queries.canvass(viewer=viewer, canvass_id=canvass_id)
    return {"answer": answer(found), **asdict(found)}


@router.get("/canvasses", summary="Whom people turn to: questions", operation_id="canvasses")
def canvasses(request: HttpRequest) -> dict[str, Any]:
    """All that you may read."""
    return {"items": [asdict(each) for each in queries.canvasses(viewer=viewer_of(request)).lines]}


@router.get(
    "/canvasses/{int:canvass_id}", summary="Whom people turn to: one question", operation_id="canvass"
)
def canvass(request: HttpRequest, canvass_id: int) -> dict[str, Any]:
    """Where it stands, what you answered, and what was found."""
    return shape(viewer_of(request), canvass_id)


@router.post("/canvasses", summary="Write such a question down", operation_id="write_canvass")
def write_canvass(request: HttpRequest, said: CanvassIn) -> Status[Any]:
    """By those who lead the change."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        made = canvassing.write_down(
            viewer=viewer,
            slug=said.change,
            question=said.question,
            closes_on=said.closes_on,
            now=timezone.now(),
        )
        return 200, shape(viewer, made)

    return once(request, viewer, act)


@router.post("/canvasses/{int:canvass_id}/turn", summary="Agree, open, close", operation_id="turn_canvass")
def turn_canvass(request: HttpRequest, canvass_id: int, said: CanvassTurnIn) -> Status[Any]:
    """The works council agrees and takes it back; those who lead open, close and drop."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        canvassing.turn(
            viewer=viewer, canvass_id=canvass_id, event=said.event, words=said.words, now=timezone.now()
        )
        gone = said.event == DROP
        return 200, {"id": canvass_id, "dropped": True} if gone else shape(viewer, canvass_id)

    return once(request, viewer, act)


@router.put("/canvasses/{int:canvass_id}/mine", summary="Name whom I turn to", operation_id="name_whom")
def name_whom(request: HttpRequest, canvass_id: int, said: NamingIn) -> Status[Any]:
    """In place of what you answered before; until it is closed. Not remembered: to send it again is harmless."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        told = Naming(tuple(said.whom), said.willing)
        nominating.name(viewer=viewer, canvass_id=canvass_id, said=told, now=timezone.now())
        return 200, shape(viewer, canvass_id)

    return untraced(act)


@router.delete("/canvasses/{int:canvass_id}/mine", summary="Take my name away", operation_id="unname")
def unname(request: HttpRequest, canvass_id: int) -> Status[Any]:
    """You are not named any more."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        nominating.unname(viewer=viewer, canvass_id=canvass_id, now=timezone.now())
        return 200, shape(viewer, canvass_id)

    return untraced(act)
