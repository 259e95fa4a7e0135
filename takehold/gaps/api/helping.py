"""What would help, for programs: the page's twin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from takehold.gaps.api.routes import once
from takehold.gaps.operations import helping as operations
from takehold.gaps.queries import helping
from takehold.gather.facts.disclosure import FigureFact
from takehold.gather.facts.helping import HelpOffer
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["gaps"])


def shape(viewer: Viewer, slug: str, gap_id: int) -> dict[str, Any]:
    """The newest offer, what may be told of it, and those before."""
    told = helping.told(viewer=viewer, slug=slug, gap_id=gap_id)
    group = told.group
    return {
        "answer": list(told.sentences),
        "offer": _offer(told.offer) if told.offer else None,
        "earlier": [_offer(each) for each in told.earlier],
        "group": None
        if group is None
        else {"name": group.name, "n": group.n, "figures": [_figure(each) for each in group.figures]},
    }


def _offer(each: HelpOffer) -> dict[str, Any]:
    return {
        "survey": str(each.wave_id),
        "open": each.is_open,
        "answered": each.answered,
        "opened_on": each.opened_on.isoformat(),
        "closes_on": each.closes_on.isoformat(),
    }


def _figure(each: FigureFact) -> dict[str, Any]:
    return {
        "question": each.question, "title": each.title, "n": each.n, "of": each.group or None,
        "shares": [asdict(share) for share in each.shares],
    }  # fmt: skip


@router.get("/changes/{slug}/gaps/{gap_id}/help", summary="What would help?", operation_id="help_for_gap")
def help_for_gap(request: HttpRequest, slug: str, gap_id: int) -> dict[str, Any]:
    """Where the newest offer stands, and what came of it, in groups of at least five."""
    return shape(viewer_of(request), slug, gap_id)


@router.post(
    "/changes/{slug}/gaps/{gap_id}/help", summary="Offer it to everybody there", operation_id="offer_help",
    response={201: dict[str, Any]},
)  # fmt: skip
def offer_help(request: HttpRequest, slug: str, gap_id: int) -> Status[Any]:
    """Two minutes on what stands in the way and what would help; nobody is picked."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.offer(viewer=viewer, slug=slug, gap_id=gap_id, now=timezone.now())
        return 201, shape(viewer, slug, gap_id)

    return once(request, viewer, act)
