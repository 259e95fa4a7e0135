"""The advocacy plan and the record of what was tried, for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.influence.facts import Advocacy, Approach, AttemptFact, AttemptInput, Landed, Landing, MoveInput
from takehold.influence.facts.searching import Wanted
from takehold.influence.operations import advocacy as operations
from takehold.influence.queries.advocacy import advocacy as queried
from takehold.influence.queries.attempts import approaches as of_change
from takehold.influence.queries.searching import search
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["influence"])


class MoveIn(Schema):
    """Who (``stakeholder``: the number) is to hear what, from whom, how, by when. ``version``: as it was read."""

    stakeholder: int
    matters: str = Field(max_length=300)
    message: str = Field(max_length=500)
    messenger: str = Field(max_length=160)
    channel: str = Field(max_length=160)
    due: date
    version: int = 0

    def told(self) -> MoveInput:
        """As the room takes it."""
        return MoveInput(self.stakeholder, self.matters, self.message, self.messenger, self.channel, self.due)


class LandingIn(Schema):
    """How it landed. ``version``: as it was read."""

    landed: Landed = Landed.OPEN
    said: str = Field(default="", max_length=300)
    differently: str = Field(default="", max_length=300)
    version: int = 0

    def landing(self) -> Landing:
        """As the room takes it."""
        return Landing(self.landed, self.said, self.differently)


class AttemptIn(LandingIn):
    """What was tried. ``version``: of what it was planned as, where it was planned."""

    approach: Approach
    on: date
    what: str = Field(max_length=500)

    def told(self) -> AttemptInput:
        """As the room takes it."""
        return AttemptInput(self.approach, self.on, self.what, self.landing())


class TurnIn(Schema):
    """What becomes of it: drop, again."""

    event: str = Field(max_length=20)
    version: int


def tried(each: AttemptFact) -> dict[str, Any]:
    """An attempt."""
    landing = each.said.landing
    return {
        "id": each.id, "change": each.slug, "stakeholder": each.stakeholder_id, "audience": each.audience,
        "kind": each.kind.value, "approach": each.said.approach.value, "on": str(each.said.on), "what": each.said.what,
        "landed": landing.landed.value, "said": landing.said, "differently": landing.differently,
        "before": int(each.before) if each.before else None, "after": int(each.after) if each.after else None,
        "version": each.version,
    }  # fmt: skip


def shape(found: Advocacy) -> dict[str, Any]:
    """The plan."""
    return {
        "moves": [
            {
                "id": each.id, "stakeholder": each.said.stakeholder_id, "audience": each.audience,
                "matters": each.said.matters, "message": each.said.message, "messenger": each.said.messenger,
                "channel": each.said.channel, "due": str(each.said.due), "state": each.state.value,
                "late": each.late, "version": each.version,
            }
            for each in found.moves
        ],
        "unreached": [{"id": number, "name": name} for number, name in found.unreached],
    }  # fmt: skip


def acted(request: HttpRequest, viewer: Viewer, slug: str, do: Callable[[], object]) -> Status[Any]:
    """Do it once, and answer with the plan as it is then."""

    def act() -> tuple[int, Mapping[str, Any]]:
        do()
        return 200, shape(queried(viewer=viewer, slug=slug))

    return once(request, viewer, act)


@router.get("/approaches", summary="What was tried", operation_id="approaches")
def approaches(
    request: HttpRequest, approach: str = "", landed: str = "", kind: str = "", text: str = ""
) -> dict[str, Any]:
    """The newest attempts of every change you may read, and how each approach landed among all that fit."""
    found = search(viewer=viewer_of(request), wanted=Wanted(approach, landed, kind, text))
    return {
        "items": [tried(each) for each in found.attempts],
        "total": found.total,
        "landed": [
            {"approach": each.approach.value, **dict(zip(Landed, each.counts, strict=True))}
            for each in found.landed
        ],
    }


@router.get("/changes/{slug}/attempts", summary="Attempts of a change", operation_id="attempts")
def attempts(request: HttpRequest, slug: str) -> dict[str, Any]:
    """What was tried, with where the audience said it stood before and after."""
    return {"items": [tried(each) for each in of_change(viewer=viewer_of(request), slug=slug)]}


@router.get("/changes/{slug}/advocacy", summary="Plan of winning people over", operation_id="advocacy")
def advocacy(request: HttpRequest, slug: str) -> dict[str, Any]:
    """What is planned, and whom nobody has tried to reach."""
    return shape(queried(viewer=viewer_of(request), slug=slug))


@router.post("/changes/{slug}/advocacy", summary="Plan something", operation_id="plan_advocacy")
def plan_advocacy(request: HttpRequest, slug: str, said: MoveIn) -> Status[Any]:
    """By those who lead the change."""
    viewer, now = viewer_of(request), timezone.now()
    return acted(
        request, viewer, slug, lambda: operations.plan(viewer=viewer, slug=slug, said=said.told(), now=now)
    )


@router.put("/changes/{slug}/advocacy/{move_id}", summary="Plan it anew", operation_id="edit_advocacy")
def edit_advocacy(request: HttpRequest, slug: str, move_id: int, said: MoveIn) -> Status[Any]:
    """Over the version that was read."""
    viewer, now = viewer_of(request), timezone.now()
    return acted(
        request,
        viewer,
        slug,
        lambda: operations.edit(
            viewer=viewer, said=said.told(), version=said.version, slug=slug, move_id=move_id, now=now
        ),
    )


@router.post("/changes/{slug}/advocacy/{move_id}/done", summary="It was done", operation_id="do_advocacy")
def do_advocacy(request: HttpRequest, slug: str, move_id: int, said: AttemptIn) -> Status[Any]:
    """What was tried goes on record."""
    viewer, now = viewer_of(request), timezone.now()
    return acted(
        request,
        viewer,
        slug,
        lambda: operations.do(
            viewer=viewer, said=said.told(), version=said.version, slug=slug, move_id=move_id, now=now
        ),
    )


@router.post(
    "/changes/{slug}/advocacy/{move_id}/turn", summary="Drop it or take it up", operation_id="turn_advocacy"
)
def turn_advocacy(request: HttpRequest, slug: str, move_id: int, said: TurnIn) -> Status[Any]:
    """Over the version that was read."""
    viewer, now = viewer_of(request), timezone.now()
    return acted(
        request,
        viewer,
        slug,
        lambda: operations.turn(
            viewer=viewer, event=said.event, version=said.version, slug=slug, move_id=move_id, now=now
        ),
    )


@router.post(
    "/changes/{slug}/stakeholders/{stakeholder_id}/attempts",
    summary="Something was tried",
    operation_id="write_attempt",
)
def write_attempt(request: HttpRequest, slug: str, stakeholder_id: int, said: AttemptIn) -> Status[Any]:
    """Without having been planned."""
    viewer, now = viewer_of(request), timezone.now()

    def do() -> int:
        return operations.attempt(
            viewer=viewer, slug=slug, stakeholder_id=stakeholder_id, said=said.told(), now=now
        )

    return acted(request, viewer, slug, do)


@router.put("/changes/{slug}/attempts/{attempt_id}", summary="How it landed", operation_id="land_attempt")
def land_attempt(request: HttpRequest, slug: str, attempt_id: int, said: LandingIn) -> Status[Any]:
    """Over the version that was read."""
    viewer, now = viewer_of(request), timezone.now()

    def do() -> None:
        operations.land(
            viewer=viewer,
            slug=slug,
            attempt_id=attempt_id,
            said=said.landing(),
            version=said.version,
            now=now,
        )

    return acted(request, viewer, slug, do)
