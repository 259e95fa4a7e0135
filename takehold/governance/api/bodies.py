"""Bodies and their seats for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.governance.facts.bodies import BodyFact, BodyInput, BodyKind, SeatInput
from takehold.governance.operations import bodies as operations
from takehold.governance.queries import bodies as queries
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of

router = Router(tags=["governance"])


class BodyIn(Schema):
    """A body. ``version``: as it was read, where one is edited."""

    name: str = Field(max_length=160)
    kind: BodyKind
    decides: str = Field(default="", max_length=300)
    version: int = 0

    def said(self) -> BodyInput:
        """As the room takes it."""
        return BodyInput(self.name, self.kind, self.decides)


class SeatIn(Schema):
    """A seat: ``person`` by id, or ``role``."""

    person: int | None = None
    role: str = Field(default="", max_length=20)
    secretary: bool = False


def body_shape(found: BodyFact) -> dict[str, Any]:
    """A body."""
    return {
        "id": found.id, "name": found.name, "kind": found.said.kind.value, "decides": found.said.decides,
        "version": found.version, "sits": found.sits, "enters": found.writes,
        "seats": [
            {"id": each.id, "name": each.name or None, "role": each.role or None, "secretary": each.secretary}
            for each in found.seats
        ],
    }  # fmt: skip


@router.get("/council/bodies", summary="Bodies that decide", operation_id="bodies")
def bodies(request: HttpRequest) -> dict[str, Any]:
    """Each with who sits in it."""
    return {"items": [body_shape(each) for each in queries.bodies(viewer=viewer_of(request))]}


@router.post(
    "/council/bodies", summary="Write a body down", operation_id="write_body", response={201: dict[str, Any]}
)
def write_body(request: HttpRequest, said: BodyIn) -> Status[Any]:
    """By the council and administrators."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        made = operations.write_down(viewer=viewer, said=said.said(), now=timezone.now())
        return 201, body_shape(queries.body(viewer=viewer, body_id=made))

    return once(request, viewer, act)


@router.put("/council/bodies/{body_id}", summary="Edit a body", operation_id="edit_body")
def edit_body(request: HttpRequest, body_id: int, said: BodyIn) -> Status[Any]:
    """Over the version that was read."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.edit(
            viewer=viewer, body_id=body_id, said=said.said(), version=said.version, now=timezone.now()
        )
        return 200, body_shape(queries.body(viewer=viewer, body_id=body_id))

    return once(request, viewer, act)


@router.post("/council/bodies/{body_id}/seats", summary="Give a seat", operation_id="give_seat")
def give_seat(request: HttpRequest, body_id: int, said: SeatIn) -> Status[Any]:
    """To a person, or to whoever holds a role."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        seat = SeatInput(said.person, said.role, said.secretary)
        operations.seat(viewer=viewer, body_id=body_id, said=seat, now=timezone.now())
        return 200, body_shape(queries.body(viewer=viewer, body_id=body_id))

    return once(request, viewer, act)


@router.delete(
    "/council/bodies/{body_id}/seats/{seat_id}", summary="Take a seat away", operation_id="take_seat"
)
def take_seat(request: HttpRequest, body_id: int, seat_id: int) -> dict[str, Any]:
    """The seat is free then."""
    viewer = viewer_of(request)
    operations.unseat(viewer=viewer, body_id=body_id, seat_id=seat_id, now=timezone.now())
    return body_shape(queries.body(viewer=viewer, body_id=body_id))
