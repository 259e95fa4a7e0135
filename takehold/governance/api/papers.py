"""The Word templates of a body, and a request as Word, for programs: the pages' twin."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Router, UploadedFile
from ninja.decorators import decorate_view

from takehold.gather.views.receiving import RightFirst, SizeLimitHandler, View
from takehold.governance.facts.papers import PaperFact, PaperKind
from takehold.governance.forms.papers import READ
from takehold.governance.operations import papers as operations
from takehold.governance.queries import papers as queries
from takehold.governance.queries.paper_fields import FIELDS
from takehold.people.api import viewer_of
from takehold.people.facts import NotYours, Viewer

router = Router(tags=["governance"])
LONGEST_ID = 18


def shape(each: PaperFact) -> dict[str, Any]:
    """A template."""
    return {
        "kind": each.kind.value, "filename": each.filename, "size": each.size, "sha256": each.sha256,
        "brought_on": each.put_on.isoformat(), "version": each.version,
    }  # fmt: skip


def told(viewer: Viewer, body_id: int) -> dict[str, Any]:
    """The templates of a body, and the names that one may and must hold."""
    return {
        "items": [shape(each) for each in queries.papers_of(viewer=viewer, body_id=body_id)],
        "fields": {
            kind.value: [
                {"name": each.name, "means": str(each.means), "needed": each.needed, "columns": list(each.columns)}
                for each in every
            ]
            for kind, every in FIELDS.items()
        },
    }  # fmt: skip


@router.get("/council/bodies/{body_id}/papers", summary="Word templates of a body", operation_id="papers")
def papers(request: HttpRequest, body_id: int) -> dict[str, Any]:
    """With the names that one may hold."""
    return told(viewer_of(request), body_id)


def guarded(view: View) -> View:
    """The right is asked for before the body is read, and no more of it than a template may have."""

    @wraps(view)
    def listen(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        number = str(more["body_id"])
        if not number.isdecimal() or len(number) > LONGEST_ID:
            raise NotYours
        right = RightFirst(lambda: operations.entering(viewer_of(request), int(number)))
        request.upload_handlers = [right, SizeLimitHandler(READ), *request.upload_handlers]
        return view(request, *args, **more)

    return listen


@router.post("/council/bodies/{body_id}/papers", summary="Bring a Word template", operation_id="bring_paper")
@decorate_view(guarded)
def bring_paper(
    request: HttpRequest,
    body_id: int,
    kind: Form[PaperKind],
    file: File[UploadedFile],
    version: Form[int] = 0,
) -> dict[str, Any]:
    """By whoever enters what the body decides, over the version that was read."""
    viewer = viewer_of(request)
    operations.bring(
        viewer=viewer, body_id=body_id, kind=kind, filename=file.name or "", content=file.read(READ),
        version=version, now=timezone.now(),
    )  # fmt: skip
    return told(viewer, body_id)


@router.delete(
    "/council/bodies/{body_id}/papers/{kind}", summary="Take a Word template away", operation_id="take_paper"
)
def take_paper(request: HttpRequest, body_id: int, kind: PaperKind, version: int) -> dict[str, Any]:
    """Papers leave in the plain template again."""
    viewer = viewer_of(request)
    operations.take_away(viewer=viewer, body_id=body_id, kind=kind, version=version, now=timezone.now())
    return told(viewer, body_id)


@router.get("/council/requests/{request_id}/paper", summary="A request as Word", operation_id="request_paper")
def request_paper(request: HttpRequest, request_id: int) -> HttpResponse:
    """In the template of the body that is asked."""
    content = queries.paper(viewer=viewer_of(request), request_id=request_id)
    return HttpResponse(content, content_type=queries.TYPE)
