"""Stories of how teams crossed, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.celebrate.facts import StoryFact, StoryInput
from takehold.celebrate.operations import stories as operations
from takehold.celebrate.queries import stories as queries
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["wins"])


class StoryIn(Schema):
    """How a team crossed. ``group``: the smallest team id of your own reporting group."""

    group: int
    before: str = Field(max_length=600)
    hard: str = Field(max_length=600)
    helped: str = Field(max_length=600)
    signed: bool = False


def shape(each: StoryFact) -> dict[str, Any]:
    """One story."""
    return {
        "id": each.id, "group": each.unit, "before": each.before, "hard": each.hard, "helped": each.helped,
        "by": each.by, "state": each.state.value, "written_on": each.written_on.isoformat(),
    }  # fmt: skip


def every(viewer: Viewer, slug: str) -> dict[str, Any]:
    """The stories as they are now."""
    return {"items": [shape(each) for each in queries.stories(viewer=viewer, slug=slug)]}


@router.get("/changes/{slug}/stories", summary="Stories of a change", operation_id="stories")
def stories(request: HttpRequest, slug: str) -> dict[str, Any]:
    """How teams crossed: published ones, and others as far as you may read them."""
    return every(viewer_of(request), slug)


@router.post(
    "/changes/{slug}/stories",
    summary="Write a story",
    operation_id="write_story",
    response={201: dict[str, Any]},
)
def write_story(request: HttpRequest, slug: str, said: StoryIn) -> Status[Any]:
    """Of one's own team; those who lead publish it."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        told = StoryInput(said.group, said.before, said.hard, said.helped, said.signed)
        made = operations.write(viewer=viewer, slug=slug, said=told, now=timezone.now())
        return 201, {"id": made, **every(viewer, slug)}

    return once(request, viewer, act)


@router.post(
    "/changes/{slug}/stories/{story_id}/publish", summary="Publish a story", operation_id="publish_story"
)
def publish_story(request: HttpRequest, slug: str, story_id: int) -> dict[str, Any]:
    """By those who lead the change, or the manager of its team."""
    viewer = viewer_of(request)
    operations.publish(viewer=viewer, slug=slug, story_id=story_id, now=timezone.now())
    return every(viewer, slug)


@router.post(
    "/changes/{slug}/stories/{story_id}/withdraw", summary="Take a story back", operation_id="withdraw_story"
)
def withdraw_story(request: HttpRequest, slug: str, story_id: int) -> dict[str, Any]:
    """By its writer or those who publish, at any time."""
    viewer = viewer_of(request)
    operations.withdraw(viewer=viewer, slug=slug, story_id=story_id, now=timezone.now())
    return every(viewer, slug)
