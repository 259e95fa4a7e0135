"""Packs for a council, for programs: the page's twin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.gaps.api.routes import once
from takehold.overview.operations import packs as operations
from takehold.overview.queries import packs as queries
from takehold.people.api import viewer_of

router = Router(tags=["overview"])


class PackIn(Schema):
    """What a pack is to tell of: the day of the meeting, changes by their addresses, own sentences by the same,
    and the body whose Word template it takes."""

    meeting: date | None = None
    changes: list[str] = Field(max_length=200)
    own: dict[str, str] = {}
    paper: int | None = None


def shape(each: queries.PackFact) -> dict[str, Any]:
    """A pack."""
    return {
        "key": each.key, "meeting": each.meeting.isoformat(), "asked_at": each.asked_at.isoformat(), "changes": each.changes,
        "built": each.built, "failed": each.failed, "seconds": each.seconds, "processor": each.processor,
        "signed_on": each.signed_on.isoformat() if each.signed_on else None, "signed_by": each.signed_by,
        "files": [
            {"name": file.name, "size": file.size, "sha256": file.sha256, "url": f"/council/pack/{each.key}/{file.name}"}
            for file in each.files
        ],
    }  # fmt: skip


@router.get("/packs", summary="Packs for the council", operation_id="packs")
def packs(request: HttpRequest) -> dict[str, Any]:
    """The newest first."""
    return {"items": [shape(each) for each in queries.packs(viewer=viewer_of(request))]}


@router.post("/packs", summary="Ask for a pack", operation_id="ask_pack", response={202: dict[str, Any]})
def ask_pack(request: HttpRequest, said: PackIn) -> Status[Any]:
    """It is made at the next tick of the clock; read it back until it is built."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        key = operations.ask(
            viewer=viewer, meeting=said.meeting, slugs=tuple(said.changes), own=said.own, now=timezone.now(),
            paper=said.paper,
        )  # fmt: skip
        return 202, shape(queries.pack(viewer=viewer, key=key))

    return once(request, viewer, act)


@router.get("/packs/{key}", summary="One pack", operation_id="pack")
def pack(request: HttpRequest, key: str) -> dict[str, Any]:
    """Whether it is made, its files and the sign-off."""
    return shape(queries.pack(viewer=viewer_of(request), key=key))


@router.post("/packs/{key}/sign", summary="Sign a pack off", operation_id="sign_pack")
def sign_pack(request: HttpRequest, key: str) -> Status[Any]:
    """By the council or a sponsor, once."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.sign_off(viewer=viewer, key=key, now=timezone.now())
        return 200, shape(queries.pack(viewer=viewer, key=key))

    return once(request, viewer, act)
