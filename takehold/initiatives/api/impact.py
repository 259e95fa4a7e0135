"""The impact sheet for programs: the page's twin, same queries, same operations, same rights."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.initiatives.api.routes import once
from takehold.initiatives.facts import ASPECTS, AffectedGroup, GroupKind, ImpactInput, ImpactSheet
from takehold.initiatives.operations import impact as operations
from takehold.initiatives.operations.rights import editable
from takehold.initiatives.queries import impact as queries
from takehold.people.api import viewer_of

router = Router(tags=["changes"])


class GroupIn(Schema):
    """One group: ``kind`` team or place with ``team_id``, or job with ``job``; levels 0 (none) to 3 (all of it)."""

    kind: GroupKind
    team_id: int | None = None
    job: str = Field(default="", max_length=200)
    process: int = Field(default=0, ge=0, le=3)
    tool: int = Field(default=0, ge=0, le=3)
    role: int = Field(default=0, ge=0, le=3)
    place: int = Field(default=0, ge=0, le=3)
    skills: int = Field(default=0, ge=0, le=3)
    reporting: int = Field(default=0, ge=0, le=3)
    from_on: date | None = None
    note: str = Field(default="", max_length=300)

    def said(self) -> ImpactInput:
        """As the sheet keeps it."""
        levels = tuple(int(getattr(self, aspect)) for aspect in ASPECTS)
        return ImpactInput(self.kind, self.team_id, self.job, levels, self.from_on, self.note.strip())


class SheetIn(Schema):
    """The whole sheet, over the one that was read at ``version``."""

    version: str = Field(max_length=16)
    groups: list[GroupIn] = Field(max_length=queries.MOST)


def group(each: AffectedGroup) -> dict[str, Any]:
    """One line."""
    line = each.said
    return {
        "kind": line.kind.value,
        "team_id": line.team_id,
        "job": line.job,
        "name": each.name,
        **dict(zip(ASPECTS, line.levels, strict=True)),
        "from_on": line.from_on.isoformat() if line.from_on else None,
        "note": line.note,
        "team_ids": sorted(each.team_ids),
        "people": each.people,
    }


def sheet(found: ImpactSheet) -> dict[str, Any]:
    """The sheet."""
    return {"version": found.version, "groups": [group(each) for each in found.groups]}


@router.get("/changes/{slug}/impact", summary="Who is affected", operation_id="impact")
def impact(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Each group with how much of what changes for it, and from when."""
    return sheet(queries.sheet(viewer=viewer_of(request), slug=slug))


@router.put("/changes/{slug}/impact", summary="Say who is affected", operation_id="fill_in_impact")
def fill_in(request: HttpRequest, slug: str, said: SheetIn) -> Status[Any]:
    """Replace the sheet. A sheet that somebody else changed meanwhile is not overwritten (409)."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.save_impact(
            viewer=viewer,
            slug=slug,
            lines=[each.said() for each in said.groups],
            version=said.version,
            now=timezone.now(),
        )
        return 200, sheet(queries.sheet(viewer=viewer, slug=slug))

    return once(request, viewer, act)


class AudienceIn(Schema):
    """The change's version that was read with the difference."""

    version: int


@router.get(
    "/changes/{slug}/impact/audience", summary="The sheet as audience", operation_id="audience_difference"
)
def audience_difference(request: HttpRequest, slug: str) -> dict[str, Any]:
    """What taking the sheet's teams as those that the change is for would do. Nothing of it is done."""
    viewer = viewer_of(request)
    version = editable(viewer, slug).version
    found = queries.audience_difference(viewer=viewer, slug=slug)
    return {
        "version": version,
        "team_ids": sorted(found.team_ids),
        "added": list(found.added),
        "removed": list(found.removed),
        "kept": found.kept,
    }


@router.post(
    "/changes/{slug}/impact/audience", summary="Take the sheet as audience", operation_id="take_audience"
)
def take_audience(request: HttpRequest, slug: str, said: AudienceIn) -> Status[Any]:
    """Make the teams of the sheet those that the change is for. What somebody changed meanwhile is kept (409)."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.take_audience(viewer=viewer, slug=slug, version=said.version, now=timezone.now())
        return 200, {"team_ids": sorted(queries.audience_difference(viewer=viewer, slug=slug).team_ids)}

    return once(request, viewer, act)


@router.get("/changes/{slug}/needs", summary="What groups need until when", operation_id="needs")
def needs(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Communication and training, each with the day until which it is needed; the earliest first."""
    found = queries.needs(viewer=viewer_of(request), slug=slug)
    return {
        "items": [
            {
                "kind": need.kind,
                "group": need.group,
                "team_ids": sorted(need.team_ids),
                "by": need.by,
                "aspects": list(need.aspects),
            }
            for need in found
        ]
    }
