"""Answers to contributions for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.cocreation.facts.answers import AnswerInput, Fate, Wish
from takehold.cocreation.operations import answering, authorship
from takehold.cocreation.queries.answers import answers, own
from takehold.cocreation.queries.answers_words import answer
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["cocreation"])


class AnswerIn(Schema):
    """An answer. ``version``: as it was read, 0 before the first; ``live_on``: since when it is in use."""

    outcome: Fate
    reason: str = Field(max_length=answering.LONGEST_REASON)
    behaviour: int | None = None
    decided: str = Field("", max_length=answering.LONGEST_DECIDED)
    live_on: date | None = None
    version: int = 0


class WishIn(Schema):
    """``named``, ``group`` or ``unnamed``."""

    wish: Wish


def shape(viewer: Viewer, round_id: int) -> dict[str, Any]:
    """The page as it is now."""
    found = answers(viewer=viewer, round_id=round_id)
    return {"answer": answer(found), **asdict(found), "owed": len(found.waiting)}


@router.get(
    "/rounds/{round_id}/answers", summary="What became of contributions", operation_id="round_answers"
)
def round_answers(request: HttpRequest, round_id: int) -> dict[str, Any]:
    """Each contribution with its answer; who wrote it only as they wish."""
    return shape(viewer_of(request), round_id)


@router.get("/me/ideas", summary="What became of my ideas", operation_id="own_ideas")
def own_ideas(request: HttpRequest) -> dict[str, Any]:
    """Your own contributions to rounds that are over; nobody else reads this."""
    return {"items": [asdict(each) for each in own(viewer=viewer_of(request))]}


@router.put(
    "/rounds/{round_id}/answers/{contribution_id}",
    summary="Answer a contribution",
    operation_id="answer_idea",
)
def answer_idea(request: HttpRequest, round_id: int, contribution_id: int, said: AnswerIn) -> Status[Any]:
    """By those who lead the change, once the round is closed."""
    viewer = viewer_of(request)
    told = AnswerInput(said.outcome, said.reason, said.behaviour, said.decided, said.live_on)

    def act() -> tuple[int, Mapping[str, Any]]:
        answering.answer(
            viewer=viewer, round_id=round_id, contribution_id=contribution_id, said=told, version=said.version,
            now=timezone.now(),
        )  # fmt: skip
        return 200, shape(viewer, round_id)

    return once(request, viewer, act)


@router.put(
    "/rounds/{round_id}/answers/{contribution_id}/wish",
    summary="Stand beside my idea",
    operation_id="wish_credit",
)
def wish_credit(request: HttpRequest, round_id: int, contribution_id: int, said: WishIn) -> Status[Any]:
    """By its author alone; otherwise at any time."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        authorship.wish(
            viewer=viewer,
            round_id=round_id,
            contribution_id=contribution_id,
            wish=said.wish,
            now=timezone.now(),
        )
        return 200, shape(viewer, round_id)

    return once(request, viewer, act)
