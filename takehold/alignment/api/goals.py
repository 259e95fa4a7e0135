"""Goals, measures and rewards, and conflicts between them, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.alignment.facts.goals import ConflictFact, GoalFact, GoalInput, GoalKind, Pull, Side
from takehold.alignment.operations import goals as operations
from takehold.alignment.queries import goals as queries
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of

router = Router(tags=["alignment"])


class GoalIn(Schema):
    """A goal. ``version``: as it was read, where one is written anew."""

    side: Side
    kind: GoalKind
    text: str = Field(max_length=200)
    owner: str = Field(max_length=160)
    with_owner: str = Field(default="", max_length=160)
    since: date | None = None
    until: date | None = None
    version: int = 0

    def said(self) -> GoalInput:
        """As the room takes it."""
        return GoalInput(self.side, self.kind, self.text, self.owner, self.with_owner, self.since, self.until)


class PullIn(Schema):
    """What a goal does to a behaviour of a change, and what that is concluded from."""

    change: str
    behaviour: str
    pull: Pull
    evidence: str = Field(max_length=400)


class ProposeIn(Schema):
    """A way out. ``version``: of what was read."""

    way_out: str = Field(max_length=600)
    version: int


class SignIn(Schema):
    """A signature for one side."""

    side: Side
    office: str = Field(max_length=160)
    version: int


class ReopenIn(Schema):
    """Why it is open again."""

    reason: str = Field(max_length=300)
    version: int


def shape(found: GoalFact) -> dict[str, Any]:
    """One goal."""
    said = found.said
    return {
        "id": found.id, "version": found.version, "side": said.side.value, "kind": said.kind.value, "text": said.text,
        "owner": said.owner, "with_owner": said.with_owner, "since": said.since and said.since.isoformat(),
        "until": said.until and said.until.isoformat(),
        "pulls": [
            {"change": each.slug, "behaviour": each.behaviour, "pull": each.pull.value, "evidence": each.evidence}
            for each in found.pulls
        ],
        "figure": None if found.figure is None else found.figure.code,
    }  # fmt: skip


def conflict_shape(found: ConflictFact) -> dict[str, Any]:
    """One conflict."""
    return {
        "id": found.id, "version": found.version, "change": found.slug, "behaviour": found.behaviour,
        "helps": found.helps.id, "hinders": found.hinders.id, "state": found.state.value, "way_out": found.way_out,
        "signed": [{"side": each.side.value, "on": each.on.isoformat(), "office": each.office} for each in found.signed],
        "reopened": found.reopened,
    }  # fmt: skip


@router.get("/incentives", summary="Goals of both sides, and conflicts", operation_id="incentives")
def incentives(request: HttpRequest) -> dict[str, Any]:
    """What holds today."""
    found = queries.incentives(viewer=viewer_of(request))
    return {
        "goals": [shape(each) for each in found.goals],
        "conflicts": [conflict_shape(each) for each in found.conflicts],
    }


@router.post(
    "/incentives", summary="Write a goal down", operation_id="write_goal", response={201: dict[str, Any]}
)
def write_goal(request: HttpRequest, said: GoalIn) -> Status[Any]:
    """By those who lead or sponsor changes."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        made = operations.write(viewer=viewer, said=said.said(), now=timezone.now())
        return 201, shape(queries.goal(viewer=viewer, goal_id=made))

    return once(request, viewer, act)


@router.put("/incentives/{goal_id}", summary="Write a goal anew", operation_id="edit_goal")
def edit_goal(request: HttpRequest, goal_id: int, said: GoalIn) -> Status[Any]:
    """Over the version that was read."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.write(
            viewer=viewer, said=said.said(), now=timezone.now(), goal_id=goal_id, version=said.version
        )
        return 200, shape(queries.goal(viewer=viewer, goal_id=goal_id))

    return once(request, viewer, act)


@router.post("/incentives/{goal_id}/pulls", summary="Weigh a goal", operation_id="weigh_goal")
def weigh_goal(request: HttpRequest, goal_id: int, said: PullIn) -> Status[Any]:
    """Say what it does to a behaviour that is wanted."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.pull(
            viewer=viewer, goal_id=goal_id, slug=said.change, key=said.behaviour, pull=said.pull,
            evidence=said.evidence, now=timezone.now(),
        )  # fmt: skip
        return 200, shape(queries.goal(viewer=viewer, goal_id=goal_id))

    return once(request, viewer, act)


def _turned(request: HttpRequest, conflict_id: int, act: Any, **said: Any) -> Status[Any]:
    viewer = viewer_of(request)

    def do() -> tuple[int, Mapping[str, Any]]:
        act(viewer=viewer, conflict_id=conflict_id, now=timezone.now(), **said)
        return 200, conflict_shape(queries.conflict(viewer=viewer, conflict_id=conflict_id))

    return once(request, viewer, do)


@router.post(
    "/incentives/conflicts/{conflict_id}/propose", summary="Propose a way out", operation_id="propose_way_out"
)
def propose_way_out(request: HttpRequest, conflict_id: int, said: ProposeIn) -> Status[Any]:
    """Other words need new signatures."""
    return _turned(request, conflict_id, operations.propose, **said.dict())


@router.post(
    "/incentives/conflicts/{conflict_id}/sign", summary="Sign for one side", operation_id="sign_way_out"
)
def sign_way_out(request: HttpRequest, conflict_id: int, said: SignIn) -> Status[Any]:
    """An IT lead for IT, a sponsor or a manager for operations; with both it is settled."""
    return _turned(request, conflict_id, operations.sign, **said.dict())


@router.post(
    "/incentives/conflicts/{conflict_id}/reopen", summary="Open it again", operation_id="reopen_goal_conflict"
)
def reopen_goal_conflict(request: HttpRequest, conflict_id: int, said: ReopenIn) -> Status[Any]:
    """A settled one, with the reason."""
    return _turned(request, conflict_id, operations.reopen, **said.dict())
