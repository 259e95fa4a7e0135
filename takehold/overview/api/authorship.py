"""Who shaped a change, for programs: the page's twin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from takehold.cocreation.queries.answers_words import credit
from takehold.initiatives.api.routes import once
from takehold.overview.operations import tracing
from takehold.overview.queries import traces as queries
from takehold.overview.views.authorship import answer
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["overview"])


class NamedDecision(Schema):
    """The number of a decision about the change; null takes it back."""

    decision: int | None = None


def shape(viewer: Viewer, slug: str) -> dict[str, Any]:
    """The page as it is now."""
    found = queries.authorship(viewer=viewer, slug=slug)
    return {
        "answer": answer(found), "credit": credit(found.credit), "traces": [asdict(each) for each in found.traces],
        "decisions": [{"id": number, "title": title} for number, title in found.decisions],
        "shaping": asdict(found.shaping) if found.shaping is not None else None,
    }  # fmt: skip


@router.get("/changes/{slug}/authorship", summary="Who shaped a change", operation_id="authorship")
def authorship(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Each contribution from the idea to its measured use; for those who lead also which groups took part."""
    return shape(viewer_of(request), slug)


@router.put(
    "/changes/{slug}/authorship/{round_id}/{contribution_id}/decision",
    summary="Name the decision behind an idea",
    operation_id="name_decision",
)
def name_decision(
    request: HttpRequest, slug: str, round_id: int, contribution_id: int, said: NamedDecision
) -> Status[Any]:
    """By those who lead the change."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        tracing.name_decision(
            viewer=viewer, slug=slug, round_id=round_id, contribution_id=contribution_id, decision_id=said.decision,
            now=timezone.now(),
        )  # fmt: skip
        return 200, shape(viewer, slug)

    return once(request, viewer, act)
