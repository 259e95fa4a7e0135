"""The reasons and the rhythm of a change for programs: the pages' twins, same queries, same operations, same rights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.initiatives.api.routes import once
from takehold.initiatives.facts import FreshInput, FreshKind, Part, SettledFact, TurnPart
from takehold.initiatives.operations import rhythm as operations
from takehold.initiatives.queries import rhythm as queries
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["changes"])


class FreshIn(Schema):
    """A story or a fact that tells the reasons anew."""

    kind: FreshKind
    text: str = Field(max_length=1000)
    source: str = Field(max_length=200)


class BeatIn(Schema):
    """How many weeks one turn of the loop takes."""

    every_weeks: int = Field(ge=1, le=99)


class DoneIn(Schema):
    """What was done of one part of one turn."""

    turn: int = Field(ge=1, le=9999)
    part: Part
    what: str = Field(max_length=300)


@router.get("/changes/{slug}/reasons", summary="Why a change is made", operation_id="reasons")
def reasons(request: HttpRequest, slug: str) -> dict[str, Any]:
    """The reasons with the days on which they were said, and what told them anew."""
    found = queries.reasons(viewer=viewer_of(request), slug=slug)
    return {
        "reasons": [{"text": each.text, "since": each.said_on.isoformat()} for each in found.said],
        "told": [
            {
                "id": each.id, "kind": each.kind.value, "text": each.text, "source": each.source,
                "on": each.told_on.isoformat(),
            }
            for each in found.fresh
        ],
        "nothing_new_since": found.stale_since.isoformat() if found.stale_since else None,
    }  # fmt: skip


@router.post("/changes/{slug}/reasons", summary="Tell the reasons anew", operation_id="tell_reasons", response={201: dict[str, Any]})  # fmt: skip
def tell_reasons(request: HttpRequest, slug: str, said: FreshIn) -> Status[Any]:
    """Add a story or a fact. Send an Idempotency-Key, so that a repeated sending tells it once."""
    told = FreshInput(said.kind, said.text, said.source)
    return _do(
        request,
        lambda viewer: {"id": operations.tell_anew(viewer=viewer, slug=slug, said=told, now=timezone.now())},
    )


@router.get("/changes/{slug}/rhythm", summary="The rhythm of a change", operation_id="rhythm")
def rhythm(request: HttpRequest, slug: str) -> dict[str, Any]:
    """The beat of the loop: what was missed, done last, is next; and since when it is business as usual."""
    found = queries.rhythm(viewer=viewer_of(request), slug=slug)
    return {
        "every_weeks": found.every_weeks,
        "missed": found.missed,
        "next": _part(found.following) if found.following else None,
        "parts": [_part(each) for each in found.parts],
        "business_as_usual": [_settled(each) for each in found.settled],
    }


@router.post("/changes/{slug}/rhythm", summary="Choose the rhythm", operation_id="set_rhythm", response={201: dict[str, Any]})  # fmt: skip
def set_rhythm(request: HttpRequest, slug: str, said: BeatIn) -> Status[Any]:
    """Let the loop turn every so many weeks from today."""

    def act(viewer: Viewer) -> Mapping[str, Any]:
        operations.set_rhythm(viewer=viewer, slug=slug, every_weeks=said.every_weeks, now=timezone.now())
        return {"every_weeks": said.every_weeks}

    return _do(request, act)


@router.post("/changes/{slug}/rhythm/done", summary="A part of a turn was done", operation_id="turn_done", response={201: dict[str, Any]})  # fmt: skip
def turn_done(request: HttpRequest, slug: str, said: DoneIn) -> Status[Any]:
    """Say that a part of a turn was done, and what was done."""

    def act(viewer: Viewer) -> Mapping[str, Any]:
        operations.turn_done(
            viewer=viewer, slug=slug, turn=said.turn, part=said.part, what=said.what, now=timezone.now()
        )
        return {"turn": said.turn, "part": said.part.value}

    return _do(request, act)


def _do(request: HttpRequest, act: Callable[[Viewer], Mapping[str, Any]]) -> Status[Any]:
    viewer = viewer_of(request)
    return once(request, viewer, lambda: (201, act(viewer)))


def _part(each: TurnPart) -> dict[str, Any]:
    return {
        "turn": each.turn,
        "part": each.part.value,
        "due_on": each.due_on.isoformat(),
        "done_on": each.done_on.isoformat() if each.done_on else None,
        "what": each.what,
    }


def _settled(each: SettledFact) -> dict[str, Any]:
    return {
        "since": each.on.isoformat(),
        "despite": each.despite,
        "ended_on": each.ended_on.isoformat() if each.ended_on else None,
        "ended_because": each.ended_because,
        "next_look": each.next_look.isoformat() if each.next_look else None,
        "looks": [
            {"months": look.months, "on": look.looked_on.isoformat(), "behaviours": dict(look.words)}
            for look in each.looks
        ],
    }
