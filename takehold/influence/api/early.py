"""Strategic conversations for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.influence.facts.early import Stage, Talk, TopicInput
from takehold.influence.operations import early as operations
from takehold.influence.queries.early import early as queried
from takehold.influence.queries.early import one
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["influence"])


class TopicIn(Schema):
    """What is talked about. ``owner``: a body or a role. ``version``: as it was read."""

    topic: str = Field(max_length=160)
    owner: str = Field(max_length=160)
    expected: date
    matters: str = Field(default="", max_length=300)
    version: int = 0

    def told(self) -> TopicInput:
        """As the room takes it."""
        return TopicInput(self.topic, self.owner, self.expected, self.matters)


class BeginIn(TopicIn):
    """A new one, with how far it is, and since when."""

    stage: Stage = Stage.IDEA
    on: date


class StageIn(Schema):
    """The stage it came to, and when. ``version``: as it was read."""

    stage: Stage
    on: date
    version: int


class JoinIn(Schema):
    """Since when IT is part of it. ``version``: as it was read."""

    on: date
    version: int


def shape(each: Talk) -> dict[str, Any]:
    """One of them."""
    return {
        "id": each.id, "topic": each.said.topic, "owner": each.said.owner, "matters": each.said.matters,
        "expected": str(each.said.expected), "stage": each.stage.value,
        "turns": [{"on": on.isoformat(), "stage": stage.value} for on, stage in each.turns],
        "it_in_on": each.it_in_on.isoformat() if each.it_in_on else None,
        "it_stage": each.it_stage.value if each.it_stage else None, "passed_without_it": each.passed,
        "lead_days": each.lead_days, "version": each.version,
    }  # fmt: skip


def read(viewer: Viewer, talk_id: int) -> dict[str, Any]:
    """One, as it is now."""
    return shape(one(viewer=viewer, talk_id=talk_id))


@router.get("/early", summary="Strategic conversations", operation_id="early")
def early(request: HttpRequest) -> dict[str, Any]:
    """All of them, at which stage IT came in, and how early, quarter by quarter."""
    found = queried(viewer=viewer_of(request))
    return {
        "items": [shape(each) for each in found.talks],
        "it_came_in": {stage.value: n for stage, n in found.stages},
        "never": found.never,
        "quarters": [
            {
                "from": each.begins.isoformat(), "decided": each.n, "without_it": each.without,
                "median_days": each.median, "low": each.low, "high": each.high,
            }
            for each in found.leads
        ],
    }  # fmt: skip


@router.get("/early/{talk_id}", summary="One conversation", operation_id="talk")
def talk(request: HttpRequest, talk_id: int) -> dict[str, Any]:
    """How far it is, and since when IT is part of it."""
    return read(viewer_of(request), talk_id)


@router.post("/early", summary="Write one down", operation_id="begin_talk")
def begin_talk(request: HttpRequest, said: BeginIn) -> Status[Any]:
    """By those who lead, sponsor or decide."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        made = operations.begin(
            viewer=viewer, said=said.told(), stage=said.stage, on=said.on, now=timezone.now()
        )
        return 200, read(viewer, made)

    return once(request, viewer, act)


@router.put("/early/{talk_id}", summary="Say it anew", operation_id="edit_talk")
def edit_talk(request: HttpRequest, talk_id: int, said: TopicIn) -> Status[Any]:
    """Over the version that was read."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.edit(
            viewer=viewer, talk_id=talk_id, said=said.told(), version=said.version, now=timezone.now()
        )
        return 200, read(viewer, talk_id)

    return once(request, viewer, act)


@router.post("/early/{talk_id}/stage", summary="It came further", operation_id="move_talk")
def move_talk(request: HttpRequest, talk_id: int, said: StageIn) -> Status[Any]:
    """Over the version that was read."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.move(
            viewer=viewer,
            talk_id=talk_id,
            stage=said.stage,
            on=said.on,
            version=said.version,
            now=timezone.now(),
        )
        return 200, read(viewer, talk_id)

    return once(request, viewer, act)


@router.post("/early/{talk_id}/it", summary="IT is part of it", operation_id="join_talk")
def join_talk(request: HttpRequest, talk_id: int, said: JoinIn) -> Status[Any]:
    """Over the version that was read."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.join(viewer=viewer, talk_id=talk_id, on=said.on, version=said.version, now=timezone.now())
        return 200, read(viewer, talk_id)

    return once(request, viewer, act)
