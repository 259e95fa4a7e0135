"""Directives for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.governance.facts.directives import DirectiveFact, DirectiveInput, DirectiveLine
from takehold.governance.operations import citations as citing
from takehold.governance.operations import directives as operations
from takehold.governance.operations import directives_told as telling
from takehold.governance.queries import directives as queries
from takehold.governance.queries import directives_told as told
from takehold.governance.queries.citations import citations
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["governance"])
MOST_TEAMS = 500


class DirectiveIn(Schema):
    """A directive. ``ground``: compliance or safety. ``office``, ``reviewer``: council, sponsor, it lead, lead.

    ``teams``: ids, with all below them; none: everybody. ``version``: as it was read, where one is edited.
    """

    title: str = Field(max_length=160)
    what: str = Field(max_length=1000)
    ground: str = Field(max_length=20)
    rests_on: str = Field(max_length=300)
    evidence: str = Field(max_length=500)
    evidence_link: str = Field(default="", max_length=300)
    office: str = Field(max_length=20)
    reviewer: str = Field(max_length=20)
    expires_on: date | None = None
    teams: list[int] = Field(default=[], max_length=MOST_TEAMS)
    persuaded: str = Field(default="", max_length=1000)
    no_time: str = Field(default="", max_length=500)
    change: str = Field(default="", max_length=80)
    version: int = 0

    def said(self) -> DirectiveInput:
        """As the room takes it."""
        told = self.model_dump(exclude={"version", "teams"})
        return DirectiveInput(**told, teams=frozenset(self.teams))


class DirectiveTurnIn(Schema):
    """What becomes of it: issue, drop, keep (``until`` another day, after a review), lift."""

    event: str = Field(max_length=10)
    reason: str = Field(default="", max_length=500)
    until: date | None = None
    version: int


class CiteIn(Schema):
    """``ref``: ``figure:`` and the address of a behaviour, or ``attempt:`` and its number, of the directive's change."""

    ref: str = Field(max_length=120)
    version: int


class ShiftIn(Schema):
    """How many of a shift (early, late, night) of a team have read it."""

    team: int
    on: date
    shift: str = Field(max_length=5)
    people: int


def line(found: DirectiveLine) -> dict[str, Any]:
    """A directive in a list."""
    return {
        "id": found.id, "title": found.title, "ground": found.ground.value, "state": found.state.value,
        "office": found.office, "reviewer": found.reviewer, "issued_on": _day(found.issued_on),
        "expires_on": found.expires_on.isoformat(), "over_on": _day(found.over_on),
    }  # fmt: skip


def shape(found: DirectiveFact, viewer: Viewer) -> dict[str, Any]:
    """One directive, who was told as bands, and what concerns the caller."""
    said = found.said
    whole: dict[str, Any] = {}
    if found.line.issued_on is not None:
        reached = told.reached(viewer=viewer, directive_id=found.line.id)
        own = told.own(viewer=viewer, directive_id=found.line.id)
        bands = [each for each in (reached.whole, *reached.units) if each is not None]
        whole = {
            "told": reached.told, "shifts": reached.shifts, "counted_in_shifts": reached.counted,
            "read": [
                {"group": each.unit or None, "told": each.told, "from": each.low, "to": each.high, "shifts": each.shifts}
                for each in bands
            ],
            "me": {"told": own.told, "acknowledged_on": _day(own.acknowledged_on), "shifts_of": [each[0] for each in own.teams]},
        }  # fmt: skip
    return {
        **line(found.line), "what": said.what, "rests_on": said.rests_on, "evidence": said.evidence,
        "evidence_link": said.evidence_link, "persuaded": said.persuaded, "no_time": said.no_time,
        "change": said.change, "teams": sorted(said.teams), "version": found.version,
        "turns": [
            {"on": each.on.isoformat(), "event": each.event, "reason": each.reason, "until": _day(each.until)}
            for each in found.turns
        ],
        "citations": [
            {
                "id": each.id, "kind": each.kind.value, "seen": each.seen or None, "cited_on": each.cited_on.isoformat(),
                "as_of": _day(each.as_of), "sha256": each.sha256 or None, "withdrawn": each.withdrawn,
            }
            for each in citations(viewer=viewer, directive_id=found.line.id)
        ],
        **whole,
    }  # fmt: skip


def _day(on: date | None) -> str | None:
    return on.isoformat() if on is not None else None


def _one(viewer: Viewer, directive_id: int) -> dict[str, Any]:
    return shape(queries.directive(viewer=viewer, directive_id=directive_id), viewer)


@router.get("/directives", summary="Directives", operation_id="directives")
def directives(request: HttpRequest) -> dict[str, Any]:
    """What is in force, what lapsed, what was lifted, and one's own drafts."""
    return {"items": [line(each) for each in queries.directives(viewer=viewer_of(request))]}


@router.post("/directives", summary="Write a directive", operation_id="write_directive")
def write_directive(request: HttpRequest, said: DirectiveIn) -> Status[Any]:
    """It binds nobody until it is issued."""
    viewer = viewer_of(request)
    queries.readable(viewer)

    def act() -> tuple[int, Mapping[str, Any]]:
        made = operations.write(viewer=viewer, said=said.said(), now=timezone.now())
        return 200, _one(viewer, made)

    return once(request, viewer, act)


@router.get("/directives/{directive_id}", summary="A directive", operation_id="directive")
def directive(request: HttpRequest, directive_id: int) -> dict[str, Any]:
    """What it says and rests on, until when, and who has read it, as bands."""
    return _one(viewer_of(request), directive_id)


@router.put("/directives/{directive_id}", summary="Edit a directive", operation_id="edit_directive")
def edit_directive(request: HttpRequest, directive_id: int, said: DirectiveIn) -> Status[Any]:
    """Over the version that was read, until it is issued."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.edit(
            viewer=viewer,
            directive_id=directive_id,
            said=said.said(),
            version=said.version,
            now=timezone.now(),
        )
        return 200, _one(viewer, directive_id)

    return once(request, viewer, act)


@router.post("/directives/{directive_id}/citations", summary="Cite something", operation_id="cite_directive")
def cite_directive(request: HttpRequest, directive_id: int, said: CiteIn) -> Status[Any]:
    """How a behaviour stands today, or an attempt to persuade; until it is issued."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        citing.cite(
            viewer=viewer, directive_id=directive_id, ref=said.ref, version=said.version, now=timezone.now()
        )
        return 200, _one(viewer, directive_id)

    return once(request, viewer, act)


@router.delete(
    "/directives/{directive_id}/citations/{citation_id}",
    summary="Take a citation out",
    operation_id="uncite_directive",
)
def uncite_directive(
    request: HttpRequest, directive_id: int, citation_id: int, version: int
) -> dict[str, Any]:
    """Over the version that was read, until it is issued."""
    viewer = viewer_of(request)
    citing.uncite(
        viewer=viewer, directive_id=directive_id, citation_id=citation_id, version=version, now=timezone.now()
    )
    return _one(viewer, directive_id)


@router.post("/directives/{directive_id}/turn", summary="What becomes of it", operation_id="turn_directive")
def turn_directive(request: HttpRequest, directive_id: int, said: DirectiveTurnIn) -> Status[Any]:
    """Issue it: everybody it is for is told. Review it, or lift it, with a reason."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.turn(
            viewer=viewer, directive_id=directive_id, event=said.event, reason=said.reason, until=said.until,
            version=said.version, now=timezone.now(),
        )  # fmt: skip
        return 200, _one(viewer, directive_id)

    return once(request, viewer, act)


@router.post(
    "/directives/{directive_id}/acknowledge",
    summary="Say that you have read it",
    operation_id="acknowledge_directive",
)
def acknowledge_directive(request: HttpRequest, directive_id: int) -> Status[Any]:
    """For oneself. Having read it is not agreeing with it."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        on = telling.acknowledge(viewer=viewer, directive_id=directive_id, now=timezone.now())
        return 200, {"acknowledged_on": on.isoformat()}

    return once(request, viewer, act)


@router.post("/directives/{directive_id}/shifts", summary="A shift has read it", operation_id="count_shift")
def count_shift(request: HttpRequest, directive_id: int, said: ShiftIn) -> Status[Any]:
    """By whoever leads the team; sent again for the same shift it replaces the first."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        telling.count_shift(
            viewer=viewer, directive_id=directive_id, team_id=said.team, on=said.on, shift=said.shift,
            people_=said.people, now=timezone.now(),
        )  # fmt: skip
        return 200, _one(viewer, directive_id)

    return once(request, viewer, act)
