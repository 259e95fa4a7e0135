"""What waits for the council, and one request with its check, for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.gaps.queries.concerns import for_council
from takehold.governance.api.council import told
from takehold.governance.api.shapes import commitment_shape, line_shape
from takehold.governance.operations import deciding, requests
from takehold.governance.queries import requests as queries
from takehold.governance.queries.commitments import open_ones
from takehold.governance.queries.decisions import reviews
from takehold.initiatives.api.routes import once
from takehold.overview.operations.checking import look
from takehold.people.api import viewer_of
from takehold.people.facts import NotYours

router = Router(tags=["governance"])


class SendIn(Schema):
    """``despite``: why it is sent although something is missing."""

    despite: str = Field(default="", max_length=1000)
    version: int


@router.get("/council", summary="What waits for the council", operation_id="council")
def council(request: HttpRequest) -> dict[str, Any]:
    """Requests that lie with bodies, concerns they were asked to look at, reviews, open conditions and commitments."""
    viewer = viewer_of(request)
    if not viewer.roles:
        raise NotYours
    return {
        "waiting": [line_shape(each) for each in queries.waiting(viewer=viewer)],
        "concerns": [
            {"id": each.id, "change": each.slug, "text": each.text, "asked_on": each.asked_on.isoformat()}
            for each in for_council(viewer=viewer)
        ],
        "reviews": [
            {"decision": number, "title": title, "body": body, "on": on.isoformat()}
            for number, title, body, on in reviews(on=viewer.on)
        ],
        "commitments": [commitment_shape(each) for each in open_ones(viewer=viewer)],
    }


@router.post(
    "/council/requests/{request_id}/check", summary="Look up what is on record", operation_id="check_request"
)
def check_request(request: HttpRequest, request_id: int) -> Status[Any]:
    """Load, support and process, kept with the request."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        requests.own(viewer, request_id)
        look(viewer, request_id, timezone.now())
        return 200, told(viewer, request_id)

    return once(request, viewer, act)


@router.post("/council/requests/{request_id}/send", summary="Send a request", operation_id="send_request")
def send_request(request: HttpRequest, request_id: int, said: SendIn) -> Status[Any]:
    """What is missing is looked up once more before."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        requests.own(viewer, request_id)
        found = look(viewer, request_id, timezone.now())
        deciding.send(
            viewer=viewer, request_id=request_id, checked=found, despite=said.despite, version=said.version,
            now=timezone.now(),
        )  # fmt: skip
        return 200, told(viewer, request_id)

    return once(request, viewer, act)
