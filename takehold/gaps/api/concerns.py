"""Questions and answers about a change, for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.gaps.api.routes import once
from takehold.gaps.facts import AnswerInput, ConcernFact, ConcernInput, ConcernKind
from takehold.gaps.operations import concerns as operations
from takehold.gaps.queries import concerns as queries
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["gaps"])


class ConcernIn(Schema):
    """A concern, without names. ``said``: the id of something said that it arises from, ``also``: more of the same kind;
    ``source``: what kind that is: said, theme or note."""

    kind: ConcernKind
    text: str = Field(max_length=500)
    due_on: date | None = None
    unsafe: bool = False
    gap: int | None = None
    said: str = Field(default="", max_length=40)
    also: list[str] = Field(default=[], max_length=operations.MOST_SOURCES)
    source: str = Field(default="said", max_length=10)


class AnswerIn(Schema):
    """The answer for everybody. ``told``: who was told of a correction."""

    kind: ConcernKind
    answer: str = Field(max_length=1500)
    told: str = Field(default="", max_length=200)


def shape(each: ConcernFact) -> dict[str, Any]:
    """One concern."""
    days = {
        name: getattr(each, name)
        for name in ("raised_on", "due_on", "answered_on", "closed_on", "council_on")
    }
    return {
        "id": each.id, "kind": each.kind.value, "state": each.state.value, "unsafe": each.unsafe, "text": each.text,
        "answer": each.answer, "told": each.told, "late": each.late, "raised_by": each.raised_by,
        "untold": each.untold, "gap": each.gap[0] if each.gap else None,
        **{name: value.isoformat() if value else None for name, value in days.items()},
    }  # fmt: skip


def read(viewer: Viewer, slug: str, concern_id: int) -> dict[str, Any]:
    """One concern, as it is now."""
    return shape(queries.concern(viewer=viewer, slug=slug, concern_id=concern_id))


@router.get("/changes/{slug}/concerns", summary="Questions and answers", operation_id="concerns")
def concerns(request: HttpRequest, slug: str) -> dict[str, Any]:
    """What waits, the urgent first, and what was answered."""
    return {"items": [shape(each) for each in queries.concerns(viewer=viewer_of(request), slug=slug)]}


@router.post(
    "/changes/{slug}/concerns", summary="Write a concern down", operation_id="raise_concern",
    response={201: dict[str, Any]},
)  # fmt: skip
def raise_concern(request: HttpRequest, slug: str, said: ConcernIn) -> Status[Any]:
    """By those who lead the change."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        source = (said.source, said.said) if said.said else None
        told = ConcernInput(
            said.kind, said.text, said.due_on, said.unsafe, said.gap, source, tuple(said.also)
        )
        made = operations.raise_concern(viewer=viewer, slug=slug, said=told, now=timezone.now())
        return 201, read(viewer, slug, made)

    return once(request, viewer, act)


@router.post(
    "/changes/{slug}/concerns/{concern_id}/answer", summary="Answer it", operation_id="answer_concern"
)
def answer_concern(request: HttpRequest, slug: str, concern_id: int, said: AnswerIn) -> Status[Any]:
    """For everybody, and to those who raised it."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        told = AnswerInput(said.kind, said.answer, said.told)
        operations.answer(viewer=viewer, slug=slug, concern_id=concern_id, said=told, now=timezone.now())
        return 200, read(viewer, slug, concern_id)

    return once(request, viewer, act)


@router.post("/changes/{slug}/concerns/{concern_id}/close", summary="Close it", operation_id="close_concern")
def close_concern(request: HttpRequest, slug: str, concern_id: int) -> Status[Any]:
    """Once it was answered, also to those who raised it."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.close(viewer=viewer, slug=slug, concern_id=concern_id, now=timezone.now())
        return 200, read(viewer, slug, concern_id)

    return once(request, viewer, act)


@router.post(
    "/changes/{slug}/concerns/{concern_id}/again", summary="Take it up again", operation_id="take_up_concern"
)
def take_up_concern(request: HttpRequest, slug: str, concern_id: int) -> Status[Any]:
    """It waits for an answer again, and so do those who raised it."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.take_up(viewer=viewer, slug=slug, concern_id=concern_id, now=timezone.now())
        return 200, read(viewer, slug, concern_id)

    return once(request, viewer, act)


@router.post(
    "/changes/{slug}/concerns/{concern_id}/council", summary="Ask the council", operation_id="ask_council"
)
def ask_council(request: HttpRequest, slug: str, concern_id: int) -> Status[Any]:
    """Anybody who may read it; kept until the council looks at it."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.ask_council(viewer=viewer, slug=slug, concern_id=concern_id, now=timezone.now())
        return 200, read(viewer, slug, concern_id)

    return once(request, viewer, act)
