"""One's own plan, and what others share with one, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from takehold.bridge.facts.plans import PlanInput
from takehold.bridge.operations import plans as operations
from takehold.bridge.queries import plans as queries
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["plans"])


class PlanIn(Schema):
    """What you say of yourself, in codes. ``coach``: the number of somebody who manages or coaches your team."""

    hard: list[str] = Field(default=[], max_length=20)
    helps: list[str] = Field(default=[], max_length=20)
    told: list[str] = Field(default=[], max_length=20)
    recognition: list[str] = Field(default=[], max_length=20)
    easier: str = Field(default="", max_length=500)
    coach: int | None = None


class LineIn(Schema):
    """Something proposed and your answer: agreed, declined, or empty for open."""

    key: str = Field(max_length=60)
    state: str = Field(default="", max_length=10)


def shape(viewer: Viewer) -> dict[str, Any]:
    """The plan as it is now."""
    found = queries.own(viewer=viewer)
    if found is None:
        return {"plan": None}
    said = {name: value for name, value in asdict(found.said).items() if name != "coach_id"}
    return {
        "plan": {
            **said,
            "coach": found.said.coach_id,
            "proposed": [asdict(each) for each in found.proposed],
            "agreed": [key for key, _name in found.agreed],
            "declined": [key for key, _name in found.declined],
        }
    }


@router.get("/me/plan", summary="My own plan", operation_id="my_plan")
def my_plan(request: HttpRequest) -> dict[str, Any]:
    """What you said, what is proposed and why, what you agreed to."""
    return shape(viewer_of(request))


@router.put("/me/plan", summary="Write my plan", operation_id="write_plan")
def write_plan(request: HttpRequest, said: PlanIn) -> dict[str, Any]:
    """All of it anew; what you agreed to stays agreed."""
    viewer = viewer_of(request)
    told = PlanInput(
        hard=tuple(said.hard),
        helps=tuple(said.helps),
        told=tuple(said.told),
        recognition=tuple(said.recognition),
        easier=said.easier,
        coach_id=said.coach,
    )
    operations.write(viewer=viewer, said=told, now=timezone.now())
    return shape(viewer)


@router.post("/me/plan/lines", summary="Agree or decline", operation_id="answer_plan")
def answer_plan(request: HttpRequest, said: LineIn) -> dict[str, Any]:
    """Something that was proposed."""
    viewer = viewer_of(request)
    operations.answer(viewer=viewer, key=said.key, state=said.state, now=timezone.now())
    return shape(viewer)


@router.delete("/me/plan", summary="Withdraw my plan", operation_id="withdraw_plan")
def withdraw_plan(request: HttpRequest) -> dict[str, Any]:
    """Nothing of it is left."""
    viewer = viewer_of(request)
    operations.withdraw(viewer=viewer, now=timezone.now())
    return shape(viewer)


@router.get("/plans", summary="Plans shared with me", operation_id="shared_plans")
def shared_plans(request: HttpRequest) -> dict[str, Any]:
    """What people who chose you as their coach agreed to, and nothing else."""
    found = queries.shared(viewer=viewer_of(request))
    return {"items": [asdict(each) for each in found], "question": queries.question(found)}
