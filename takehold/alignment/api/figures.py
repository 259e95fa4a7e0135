"""The figure that shows a goal, and how figures move beside each other, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.alignment.api.goals import shape
from takehold.alignment.facts.figures import Beside
from takehold.alignment.operations import goals as operations
from takehold.alignment.queries import figures, goals
from takehold.alignment.queries.figure_words import sentence
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of

router = Router(tags=["alignment"])


class FigureIn(Schema):
    """A code of ``/incentives/figures``; empty takes the figure away."""

    figure: str = Field(default="", max_length=300)


def beside_shape(found: Beside | None) -> dict[str, Any]:
    """The figures, of the periods that all have, and of each two how they moved; empty where there is none."""
    if found is None or not found.pairings:
        return {"period": None, "figures": [], "pairings": []}
    return {
        "period": found.period.value,
        "figures": [
            {
                "name": each.name, "kind": each.kind.value, "unit": each.unit,
                "values": [{"from": day.isoformat(), "value": each.values[day]} for day in found.days],
            }
            for each in found.figures
        ],
        "pairings": [
            {
                "one": each.one, "other": each.other, "moved": each.movement.moved.value,
                "period": each.movement.period.value, "changes": each.movement.changes, "counted": each.movement.counted,
                "together": each.movement.together, "interval": each.movement.interval, "sentence": sentence(each),
            }
            for each in found.pairings
        ],
    }  # fmt: skip


@router.get("/incentives/figures", summary="Figures that can show a goal", operation_id="figures_of_goals")
def figures_of_goals(request: HttpRequest) -> list[dict[str, str]]:
    """Those of changes one may read: what people do, and performance reports."""
    viewer = viewer_of(request)
    goals.reads(viewer)
    return [
        {"figure": each.code, "name": each.name, "change": change}
        for each, change in figures.choices(viewer=viewer)
    ]


@router.put("/incentives/{goal_id}/figure", summary="Name a goal's figure", operation_id="show_goal")
def show_goal(request: HttpRequest, goal_id: int, said: FigureIn) -> Status[Any]:
    """Which figure that is kept here shows how it goes."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.show(viewer=viewer, goal_id=goal_id, code=said.figure, now=timezone.now())
        return 200, shape(goals.goal(viewer=viewer, goal_id=goal_id))

    return once(request, viewer, act)


@router.get(
    "/incentives/{goal_id}/movement",
    summary="A goal's figure beside what people do",
    operation_id="goal_movement",
)
def goal_movement(request: HttpRequest, goal_id: int) -> dict[str, Any]:
    """An association, which does not say that one causes the other."""
    viewer = viewer_of(request)
    return beside_shape(figures.of_goal(viewer=viewer, goal=goals.goal(viewer=viewer, goal_id=goal_id)))


@router.get(
    "/incentives/conflicts/{conflict_id}/movement", summary="Figures of a conflict beside each other",
    operation_id="conflict_movement",
)  # fmt: skip
def conflict_movement(request: HttpRequest, conflict_id: int) -> dict[str, Any]:
    """Those of both goals and the behaviour between them; an association, as above."""
    viewer = viewer_of(request)
    found = goals.conflict(viewer=viewer, conflict_id=conflict_id)
    return beside_shape(figures.of_conflict(viewer=viewer, conflict=found))
