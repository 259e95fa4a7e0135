"""Old paths for programs: the page's twin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.bridge.facts.paths import OldPaths, PathInput, PathState
from takehold.bridge.operations import paths as operations
from takehold.bridge.queries.paths import register
from takehold.gaps.api.routes import once
from takehold.people.api import viewer_of

router = Router(tags=["bridge"])


class PathIn(Schema):
    """An old path. ``version``: as it was read, where one is moved."""

    name: str = Field(max_length=160)
    state: PathState
    since: date | None = None
    body: str = Field(default="", max_length=160)
    exception: str = Field(default="", max_length=300)
    version: int = 0

    def said(self) -> PathInput:
        """As the room takes it."""
        return PathInput(self.name, self.state, self.since, self.body, self.exception)


class DowntimeIn(Schema):
    """Days on which the new way could not be gone."""

    first: date
    last: date
    reason: str = Field(max_length=200)


def shape(found: OldPaths) -> dict[str, Any]:
    """The register."""
    return {
        "paths": [
            {
                "id": each.id, "name": each.said.name, "state": each.said.state.value, "since": str(each.said.since),
                "body": each.said.body, "exception": each.said.exception, "version": each.version,
                "turns": [
                    {"on": on.isoformat(), "before": before.value, "after": after.value, "body": body}
                    for on, before, after, body in each.turns
                ],
            }
            for each in found.paths
        ],
        "downtimes": [
            {"first": each.first.isoformat(), "last": each.last.isoformat(), "reason": each.reason}
            for each in found.downtimes
        ],
        "old_way": [
            {
                "behaviour": each.behaviour, "as_of": each.as_of.isoformat(), "chances": each.chances,
                "old_way": each.old_way, "days_out": each.days_out,
            }
            for each in found.uses
        ],
    }  # fmt: skip


@router.get("/changes/{slug}/old-paths", summary="Old paths", operation_id="old_paths")
def old_paths(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Which are open, who closed the others, and how much the old way is still gone."""
    return shape(register(viewer=viewer_of(request), slug=slug))


@router.post("/changes/{slug}/old-paths", summary="Write an old path down", operation_id="write_old_path")
def write_old_path(request: HttpRequest, slug: str, said: PathIn) -> Status[Any]:
    """By those who lead the change."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.write_down(viewer=viewer, slug=slug, said=said.said(), now=timezone.now())
        return 200, shape(register(viewer=viewer, slug=slug))

    return once(request, viewer, act)


@router.put("/changes/{slug}/old-paths/{path_id}", summary="Move it", operation_id="move_old_path")
def move_old_path(request: HttpRequest, slug: str, path_id: int, said: PathIn) -> Status[Any]:
    """Over the version that was read."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.move(
            viewer=viewer,
            slug=slug,
            path_id=path_id,
            said=said.said(),
            version=said.version,
            now=timezone.now(),
        )
        return 200, shape(register(viewer=viewer, slug=slug))

    return once(request, viewer, act)


@router.post("/changes/{slug}/downtimes", summary="Declare a downtime", operation_id="declare_downtime")
def declare_downtime(request: HttpRequest, slug: str, said: DowntimeIn) -> Status[Any]:
    """What was done the old way then is not counted as such."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.declare(
            viewer=viewer, slug=slug, first=said.first, last=said.last, reason=said.reason, now=timezone.now()
        )
        return 200, shape(register(viewer=viewer, slug=slug))

    return once(request, viewer, act)
