"""The inside first, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.alignment.facts.inside import Inside
from takehold.alignment.operations import inside as operations
from takehold.alignment.queries import inside as queries
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["alignment"])


class TeamsIn(Schema):
    """Ids of the teams that bring changes."""

    teams: list[int] = Field(max_length=500)


class ResolveIn(Schema):
    """What was changed. ``version``: of what was read."""

    how: str = Field(max_length=600)
    version: int


def shape(found: Inside) -> dict[str, Any]:
    """Where a change stands inside."""
    return {
        "change": found.slug, "standing": found.standing.value, "holds": found.holds,
        "open_survey": str(found.asked.wave_id) if found.asked else None,
        "checks": [
            {
                "survey": str(each.wave_id), "closed_on": each.closed_on.isoformat(), "word": each.word.value,
                "resolved_on": each.resolved_on.isoformat() if each.resolved_on else None,
                "resolved_how": each.resolved_how, "version": each.version,
            }
            for each in found.checks
        ],
    }  # fmt: skip


def read(viewer: Viewer, slug: str) -> dict[str, Any]:
    """One change, with what each group that may be read said of the plan."""
    found = queries.of_change(viewer=viewer, slug=slug)
    told = queries.voices(viewer=viewer, found=found)
    groups = [
        {"group": each.group, "everybody": each.whole, "answered": each.n, "agree": [each.low, each.high]}
        for each in told
    ]
    return {**shape(found), "groups": groups}


@router.get("/inside", summary="The inside first", operation_id="inside")
def inside(request: HttpRequest) -> dict[str, Any]:
    """The teams that bring changes, and where every change that goes on stands inside."""
    found = queries.house(viewer=viewer_of(request))
    return {
        "teams": [{"id": team, "name": name} for team, name in found.teams],
        "items": [shape(each) for each in found.changes],
    }


@router.put("/inside/teams", summary="Choose the teams that bring changes", operation_id="inside_teams")
def inside_teams(request: HttpRequest, said: TeamsIn) -> Status[Any]:
    """By IT leads and administrators; none: nobody is asked first."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.choose_teams(viewer=viewer, team_ids=said.teams, now=timezone.now())
        return 200, inside(request)

    return once(request, viewer, act)


@router.get("/changes/{slug}/inside", summary="Whether those who bring it agree", operation_id="inside_of")
def inside_of(request: HttpRequest, slug: str) -> dict[str, Any]:
    """One change, from released figures alone."""
    return read(viewer_of(request), slug)


@router.post("/changes/{slug}/inside", summary="Ask those who bring it", operation_id="ask_inside")
def ask_inside(request: HttpRequest, slug: str) -> Status[Any]:
    """By those who lead the change."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.ask(viewer=viewer, slug=slug, now=timezone.now())
        return 201, read(viewer, slug)

    return once(request, viewer, act)


@router.post(
    "/changes/{slug}/inside/resolve", summary="Say how it was resolved", operation_id="resolve_inside"
)
def resolve_inside(request: HttpRequest, slug: str, said: ResolveIn) -> Status[Any]:
    """By those who lead the change."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.resolve(viewer=viewer, slug=slug, how=said.how, version=said.version, now=timezone.now())
        return 200, read(viewer, slug)

    return once(request, viewer, act)
