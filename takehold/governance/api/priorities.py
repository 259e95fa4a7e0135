"""Priorities and charters for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.governance.facts.priorities import (
    CharterInput,
    EvidenceInput,
    EvidenceKind,
    PriorityFact,
    PriorityInput,
    PriorityKind,
    ServiceFact,
)
from takehold.governance.operations import charter as charter_operations
from takehold.governance.operations import priorities as operations
from takehold.governance.queries import priorities as queries
from takehold.governance.queries.charter import charter as fetched
from takehold.governance.queries.words import chosen, read_holder
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["governance"])


class PriorityIn(Schema):
    """A priority or value. ``holder``: ``body:3`` or ``role:sponsor``; ``version``: as it was read."""

    kind: PriorityKind
    name: str = Field(max_length=160)
    why: str = Field(max_length=500)
    holder: str = Field(max_length=40)
    first: date | None = None
    last: date | None = None
    version: int = 0

    def said(self) -> PriorityInput:
        """As the room takes it."""
        return PriorityInput(self.kind, self.name, self.why, read_holder(self.holder), self.first, self.last)


class ServeIn(Schema):
    """How a change serves a priority."""

    priority: int
    how: str = Field(max_length=500)


class EvidenceIn(Schema):
    """``ref``: the key of a behaviour, or an https address with its ``label``."""

    kind: EvidenceKind
    ref: str = Field(max_length=300)
    label: str = Field(default="", max_length=200)


class CharterIn(Schema):
    """A charter over the version that was read (``number``, 0 for the first)."""

    fixed_by_safety: str = Field(default="", max_length=1000)
    fixed_by_law: str = Field(default="", max_length=1000)
    open_to_shape: str = Field(default="", max_length=1000)
    co_authors: str = Field(default="", max_length=500)
    because: str = Field(default="", max_length=300)
    number: int = 0


def service_shape(found: ServiceFact) -> dict[str, Any]:
    """How a change serves a priority."""
    return {
        "id": found.id, "priority": found.priority_id, "name": found.priority, "change": found.slug,
        "how": found.how, "claim": found.claim,
        "evidence": [
            {
                "kind": each.kind.value, "label": each.label, "ref": each.ref, "on": each.cited_on.isoformat(),
                "verdict": each.verdict.value if each.verdict is not None else None,
            }
            for each in found.evidence
        ],
    }  # fmt: skip


def priority_shape(found: PriorityFact) -> dict[str, Any]:
    """A priority or value."""
    said = found.said
    return {
        "id": found.id, "kind": said.kind.value, "name": said.name, "why": said.why, "holder": chosen(said.holder),
        "first": str(said.first), "last": str(said.last) if said.last else None, "version": found.version,
        "holds": found.holds, "served_by": [service_shape(each) for each in found.services],
    }  # fmt: skip


def charter_shape(viewer: Viewer, slug: str) -> dict[str, Any]:
    """A charter."""
    found, _change = fetched(viewer=viewer, slug=slug)
    return {
        "change": found.slug, "reasons": list(found.reasons), "number": found.number,
        "owners": [{"function": function, "name": name or None} for function, name in found.owners],
        "serves": [service_shape(each) for each in found.services],
        "versions": [
            {
                "number": each.number, "on": each.on.isoformat(), "because": each.said.because,
                "fixed_by_safety": each.said.fixed_by_safety, "fixed_by_law": each.said.fixed_by_law,
                "open_to_shape": each.said.open_to_shape, "co_authors": each.said.co_authors,
            }
            for each in found.versions
        ],
    }  # fmt: skip


@router.get("/priorities", summary="Priorities and values", operation_id="priorities")
def priorities(request: HttpRequest) -> dict[str, Any]:
    """Each with how changes serve it."""
    return {"items": [priority_shape(each) for each in queries.priorities(viewer=viewer_of(request))]}


@router.post(
    "/priorities", summary="Write one down", operation_id="write_priority", response={201: dict[str, Any]}
)
def write_priority(request: HttpRequest, said: PriorityIn) -> Status[Any]:
    """By the council and administrators."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        made = operations.write_down(viewer=viewer, said=said.said(), now=timezone.now())
        return 201, priority_shape(queries.priority(viewer=viewer, priority_id=made))

    return once(request, viewer, act)


@router.put("/priorities/{priority_id}", summary="Edit one", operation_id="edit_priority")
def edit_priority(request: HttpRequest, priority_id: int, said: PriorityIn) -> Status[Any]:
    """Over the version that was read."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.edit(
            viewer=viewer, priority_id=priority_id, said=said.said(), version=said.version, now=timezone.now()
        )
        return 200, priority_shape(queries.priority(viewer=viewer, priority_id=priority_id))

    return once(request, viewer, act)


@router.get("/changes/{slug}/charter", summary="The charter of a change", operation_id="charter")
def charter(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Why, what it serves and what shows it, who owns it, what is fixed, in versions."""
    return charter_shape(viewer_of(request), slug)


@router.put("/changes/{slug}/charter", summary="Keep a new version", operation_id="keep_charter")
def keep_charter(request: HttpRequest, slug: str, said: CharterIn) -> Status[Any]:
    """By those who lead the change, over the version that was read."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        told = CharterInput(**said.dict(exclude={"number"}))
        charter_operations.keep(viewer=viewer, slug=slug, said=told, number=said.number, now=timezone.now())
        return 200, charter_shape(viewer, slug)

    return once(request, viewer, act)


@router.post("/changes/{slug}/charter/serves", summary="Say what it serves", operation_id="serve_priority")
def serve_priority(request: HttpRequest, slug: str, said: ServeIn) -> Status[Any]:
    """Again for the same priority: said better."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.serve(
            viewer=viewer, slug=slug, priority_id=said.priority, how=said.how, now=timezone.now()
        )
        return 200, charter_shape(viewer, slug)

    return once(request, viewer, act)


@router.post(
    "/changes/{slug}/charter/serves/{service_id}/evidence", summary="Show it", operation_id="show_service"
)
def show_service(request: HttpRequest, slug: str, service_id: int, said: EvidenceIn) -> Status[Any]:
    """By a behaviour of the change, or a document."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        shown = EvidenceInput(said.kind, said.ref, said.label)
        operations.show(viewer=viewer, slug=slug, service_id=service_id, said=shown, now=timezone.now())
        return 200, charter_shape(viewer, slug)

    return once(request, viewer, act)


@router.delete(
    "/changes/{slug}/charter/serves/{service_id}",
    summary="It does not serve this",
    operation_id="serve_no_more",
)
def serve_no_more(request: HttpRequest, slug: str, service_id: int) -> dict[str, Any]:
    """Take it back."""
    viewer = viewer_of(request)
    operations.serve_no_more(viewer=viewer, slug=slug, service_id=service_id, now=timezone.now())
    return charter_shape(viewer, slug)
