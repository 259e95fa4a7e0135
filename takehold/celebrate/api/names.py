"""Whether somebody may be named beside a win, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.celebrate.api.wins import read
from takehold.celebrate.facts import NamingFact, NamingState
from takehold.celebrate.operations import names as operations
from takehold.celebrate.operations import thanking
from takehold.celebrate.queries import names as queries
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["wins"])


class AskIn(Schema):
    """Who is asked, by number, and what that person did."""

    person: int
    deed: str = Field(max_length=300)


class AnswerIn(Schema):
    """The answer: named, unnamed or declined."""

    state: NamingState


def shape(each: NamingFact) -> dict[str, Any]:
    """One question to the reader."""
    return {
        "id": each.id, "state": each.state.value, "change": each.slug, "win": each.win, "named": each.named,
        "unnamed": each.unnamed, "published": each.published, "asked_on": each.asked_on.isoformat(),
    }  # fmt: skip


def own(viewer: Viewer) -> dict[str, Any]:
    """The questions to the reader."""
    return {"items": [shape(each) for each in queries.asked_of(viewer=viewer)]}


@router.get("/me/names", summary="May I be named?", operation_id="my_names")
def my_names(request: HttpRequest) -> dict[str, Any]:
    """What you were asked, with the lines exactly as others would read them, and what you answered."""
    return own(viewer_of(request))


@router.post("/me/names/{naming_id}", summary="Answer it", operation_id="answer_name")
def answer_name(request: HttpRequest, naming_id: int, said: AnswerIn) -> Status[Any]:
    """The last answer holds, everywhere and at once."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.answer(viewer=viewer, naming_id=naming_id, state=said.state, now=timezone.now())
        return 200, own(viewer)

    return once(request, viewer, act)


class ThanksIn(Schema):
    """Which champion, by number, and what for."""

    champion: int
    text: str = Field(max_length=300)


@router.post(
    "/changes/{slug}/champions/praise", summary="Thank a champion in public", operation_id="praise_champion"
)
def praise_champion(request: HttpRequest, slug: str, said: ThanksIn) -> Status[Any]:
    """By those who lead the change and by the group's manager: the group's win is published without a name, and the person
    is asked whether these words may stand beside it."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        win = thanking.thank_champion(
            viewer=viewer, slug=slug, champion_id=said.champion, text=said.text, now=timezone.now()
        )
        return 200, read(viewer, slug, win)

    return once(request, viewer, act)


@router.post("/changes/{slug}/wins/{win_id}/names", summary="Ask to name somebody", operation_id="ask_name")
def ask_name(request: HttpRequest, slug: str, win_id: int, said: AskIn) -> Status[Any]:
    """By those who may publish the win. Nothing of it is told before the answer."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.ask(
            viewer=viewer, slug=slug, win_id=win_id, person_id=said.person, deed=said.deed, now=timezone.now()
        )
        return 200, read(viewer, slug, win_id)

    return once(request, viewer, act)
