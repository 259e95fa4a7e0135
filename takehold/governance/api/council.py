"""Requests, decisions and commitments for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.governance.api.shapes import decision_shape, line_shape, request_shape
from takehold.governance.facts.decisions import CommitmentInput, CommitmentKind, DecisionInput, Outcome
from takehold.governance.facts.requests import (
    ConsultedInput,
    OptionInput,
    Process,
    Purpose,
    RequestInput,
    Stance,
)
from takehold.governance.operations import commitments, deciding, decisions, requests
from takehold.governance.queries import decisions as decision_queries
from takehold.governance.queries import requests as queries
from takehold.governance.queries.words import read_holder
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["governance"])


class OptionIn(Schema):
    """An option."""

    name: str = Field(max_length=160)
    pros: str = Field(max_length=500)
    cons: str = Field(max_length=500)
    nothing: bool = False
    recommended: bool = False


class ConsultedIn(Schema):
    """Who was consulted."""

    who: str = Field(max_length=160)
    said: str = Field(max_length=500)
    stance: Stance
    on: date | None = None


class ServesIn(Schema):
    """What a request serves."""

    priority: int
    how: str = Field(max_length=300)


class RequestIn(Schema):
    """A request. ``change``: its address; ``co_owner``: a person by id; ``version``: as it was read."""

    body: int
    title: str = Field(max_length=160)
    purpose: Purpose
    ask: str = Field(max_length=1000)
    change: str = Field(default="", max_length=80)
    cost: str = Field(default="", max_length=500)
    risk: str = Field(default="", max_length=500)
    mitigation: str = Field(default="", max_length=500)
    load: str = Field(default="", max_length=500)
    process: Process = Process.UNSAID
    process_name: str = Field(default="", max_length=200)
    process_plan: str = Field(default="", max_length=500)
    co_owner: int | None = None
    version: int = 0

    def said(self) -> RequestInput:
        """As the room takes it."""
        plain = self.dict(exclude={"body", "change", "co_owner", "version"})
        return RequestInput(body_id=self.body, slug=self.change, co_owner_id=self.co_owner, **plain)


class LineIn(Schema):
    """One line more of a request: exactly one of the three."""

    option: OptionIn | None = None
    consulted: ConsultedIn | None = None
    serves: ServesIn | None = None
    version: int


class TurnIn(Schema):
    """What becomes of it: back, agenda, off, withdraw."""

    event: str = Field(max_length=10)
    reason: str = Field(default="", max_length=1000)
    meets_on: date | None = None
    version: int


class CommentIn(Schema):
    """A comment."""

    text: str = Field(max_length=1000)


class VersionIn(Schema):
    """As it was read."""

    version: int


class CommitmentIn(Schema):
    """A condition or commitment. ``holder``: ``body:3`` or ``role:lead``."""

    kind: CommitmentKind
    text: str = Field(max_length=500)
    holder: str = Field(max_length=40)
    due_on: date


class DecisionIn(Schema):
    """What was decided. ``because``: of a later version, why it differs."""

    outcome: Outcome
    reason: str = Field(max_length=1000)
    holder: str = Field(max_length=40)
    decided_on: date | None = None
    review_on: date | None = None
    commitments: list[CommitmentIn] = Field(default_factory=list, max_length=20)
    because: str = Field(default="", max_length=300)
    version: int

    def said(self) -> DecisionInput:
        """As the room takes it."""
        kept = tuple(
            CommitmentInput(each.kind, each.text, read_holder(each.holder), each.due_on)
            for each in self.commitments
        )
        return DecisionInput(
            self.outcome,
            self.reason,
            read_holder(self.holder),
            self.decided_on,
            self.review_on,
            kept,
            self.because,
        )


class KeptIn(Schema):
    """What became of a commitment: keep, miss, doubt, lift."""

    event: str = Field(max_length=10)
    said: str = Field(max_length=500)
    version: int


def told(viewer: Viewer, request_id: int) -> dict[str, Any]:
    """A request as it stands."""
    return request_shape(queries.request(viewer=viewer, request_id=request_id))


@router.get("/council/requests", summary="Requests", operation_id="requests")
def all_requests(request: HttpRequest, after: int = 0) -> dict[str, Any]:
    """Fifty from ``after`` on, the newest first."""
    lines, many = queries.requests(viewer=viewer_of(request), offset=max(0, min(after, 1_000_000)))
    return {"items": [line_shape(each) for each in lines], "total": many}


@router.post(
    "/council/requests",
    summary="Begin a request",
    operation_id="begin_request",
    response={201: dict[str, Any]},
)
def begin_request(request: HttpRequest, said: RequestIn) -> Status[Any]:
    """It lies with nobody until it is sent."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        return 201, told(viewer, requests.begin(viewer=viewer, said=said.said(), now=timezone.now()))

    return once(request, viewer, act)


@router.get("/council/requests/{request_id}", summary="One request", operation_id="request")
def one_request(request: HttpRequest, request_id: int) -> dict[str, Any]:
    """With what is missing from it."""
    return told(viewer_of(request), request_id)


@router.put("/council/requests/{request_id}", summary="Edit a request", operation_id="edit_request")
def edit_request(request: HttpRequest, request_id: int, said: RequestIn) -> Status[Any]:
    """While it lies with nobody, over the version that was read."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        requests.edit(
            viewer=viewer, request_id=request_id, said=said.said(), version=said.version, now=timezone.now()
        )
        return 200, told(viewer, request_id)

    return once(request, viewer, act)


@router.post("/council/requests/{request_id}/lines", summary="Add a line", operation_id="add_request_line")
def add_request_line(request: HttpRequest, request_id: int, said: LineIn) -> Status[Any]:
    """An option, somebody consulted, or what it serves."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        at: dict[str, Any] = {
            "viewer": viewer, "request_id": request_id, "version": said.version, "now": timezone.now(),
        }  # fmt: skip
        requests.own(viewer, request_id)
        if said.option is not None:
            requests.add_option(said=OptionInput(**said.option.dict()), **at)
        elif said.consulted is not None:
            requests.add_consulted(said=ConsultedInput(**said.consulted.dict()), **at)
        elif said.serves is not None:
            requests.serve(priority_id=said.serves.priority, how=said.serves.how, **at)
        return 200, told(viewer, request_id)

    return once(request, viewer, act)


@router.delete(
    "/council/requests/{request_id}/lines/{kind}/{line_id}",
    summary="Take a line out",
    operation_id="take_line",
)
def take_line(
    request: HttpRequest, request_id: int, kind: str, line_id: int, version: int = 0
) -> dict[str, Any]:
    """``kind``: option, consulted or serves."""
    viewer = viewer_of(request)
    requests.take_out(
        viewer=viewer, request_id=request_id, kind=kind, line_id=line_id, version=version, now=timezone.now()
    )
    return told(viewer, request_id)


@router.post("/council/requests/{request_id}/turn", summary="Move a request on", operation_id="turn_request")
def turn_request(request: HttpRequest, request_id: int, said: TurnIn) -> Status[Any]:
    """Back for framing, on the agenda, off it, withdrawn."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        deciding.turn(viewer=viewer, request_id=request_id, now=timezone.now(), **said.dict())
        return 200, told(viewer, request_id)

    return once(request, viewer, act)


@router.post(
    "/council/requests/{request_id}/sign", summary="Sign for operations", operation_id="sign_request"
)
def sign_request(request: HttpRequest, request_id: int, said: VersionIn) -> Status[Any]:
    """By the co-owner that it names."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        requests.sign(viewer=viewer, request_id=request_id, version=said.version, now=timezone.now())
        return 200, told(viewer, request_id)

    return once(request, viewer, act)


@router.post("/council/requests/{request_id}/comments", summary="Comment", operation_id="comment_request")
def comment_request(request: HttpRequest, request_id: int, said: CommentIn) -> Status[Any]:
    """By name."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        requests.comment(viewer=viewer, request_id=request_id, text=said.text, now=timezone.now())
        return 200, told(viewer, request_id)

    return once(request, viewer, act)


@router.post(
    "/council/requests/{request_id}/decision", summary="Enter a decision", operation_id="decide",
    response={201: dict[str, Any]},
)  # fmt: skip
def decide(request: HttpRequest, request_id: int, said: DecisionIn) -> Status[Any]:
    """By whoever enters what the body decides; ``version`` is the request's."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        made = decisions.decide(
            viewer=viewer, request_id=request_id, said=said.said(), version=said.version, now=timezone.now()
        )
        return 201, decision_shape(decision_queries.decision(viewer=viewer, decision_id=made))

    return once(request, viewer, act)


@router.get("/council/decisions", summary="The register of decisions", operation_id="decisions")
def register(request: HttpRequest, after: int = 0) -> dict[str, Any]:
    """Fifty from ``after`` on, the newest first."""
    found, many = decision_queries.register(viewer=viewer_of(request), offset=max(0, min(after, 1_000_000)))
    return {"items": [decision_shape(each) for each in found], "total": many}


@router.get("/council/decisions/{decision_id}", summary="One decision", operation_id="decision")
def one_decision(request: HttpRequest, decision_id: int) -> dict[str, Any]:
    """With its versions, conditions and commitments."""
    return decision_shape(decision_queries.decision(viewer=viewer_of(request), decision_id=decision_id))


@router.post(
    "/council/decisions/{decision_id}/versions", summary="A new version", operation_id="change_decision"
)
def change_decision(request: HttpRequest, decision_id: int, said: DecisionIn) -> Status[Any]:
    """Over the version that was read, with the reason why."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        decisions.change(
            viewer=viewer, decision_id=decision_id, said=said.said(), version=said.version, now=timezone.now()
        )
        return 200, decision_shape(decision_queries.decision(viewer=viewer, decision_id=decision_id))

    return once(request, viewer, act)


@router.post(
    "/council/commitments/{commitment_id}/turn", summary="What became of it", operation_id="turn_commitment"
)
def turn_commitment(request: HttpRequest, commitment_id: int, said: KeptIn) -> Status[Any]:
    """Kept or not, by those who hold it; lifted by the body."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        after = commitments.turn(
            viewer=viewer, commitment_id=commitment_id, now=timezone.now(), **said.dict()
        )
        return 200, {"id": commitment_id, "state": after.value}

    return once(request, viewer, act)
