"""Champions for programs: the page's twin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.bridge.facts.champions import Shift, StepInput
from takehold.bridge.operations import champions as operations
from takehold.bridge.queries.champions import champions as found_of
from takehold.bridge.queries.champions_words import answer
from takehold.gaps.api.routes import once
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["bridge"])


class StepIn(Schema):
    """Stepping forward. ``team``: the id of an own team; ``version``: as it was read, 0 before the first word."""

    team: int
    shifts: list[Shift] = Field(max_length=4)
    until: date | None = None
    version: int = 0


class AnswerIn(Schema):
    """``decline`` an invitation, or ``end``: step back."""

    event: str = Field(max_length=10)


class HoursIn(Schema):
    """Half hours of one day; none takes the day away."""

    on: date
    half_hours: int = Field(ge=0, le=48)


class InviteIn(Schema):
    """The number of a person."""

    person: int


class ThanksIn(Schema):
    """To a champion, by the number that the page of the change tells."""

    champion: int
    text: str = Field(max_length=300)


class ShiftIn(Schema):
    """Whether it is worked, and by which groups (numbers as in actions; none: by all)."""

    worked: bool
    groups: list[int] = Field(default=[], max_length=5000)


def shape(viewer: Viewer, slug: str) -> dict[str, Any]:
    """The page of a change as it is now."""
    found = found_of(viewer=viewer, slug=slug)
    return {"answer": answer(found), **asdict(found), "holes": found.holes}


@router.get("/changes/{slug}/champions", summary="Champions", operation_id="champions")
def champions(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Who can be asked in which group, where nobody can, and your own part."""
    return shape(viewer_of(request), slug)


@router.put("/changes/{slug}/champions/me", summary="Step forward", operation_id="step_forward")
def step_forward(request: HttpRequest, slug: str, said: StepIn) -> Status[Any]:
    """Become a champion, say yes, or change what you said."""
    told = StepInput(said.team, tuple(said.shifts), said.until)
    return _done(
        request, slug, lambda viewer: operations.step_forward(
            viewer=viewer, slug=slug, said=told, version=said.version, now=timezone.now()
        ),
    )  # fmt: skip


@router.post(
    "/changes/{slug}/champions/me/answer", summary="No, or no longer", operation_id="answer_champion"
)
def answer_champion(request: HttpRequest, slug: str, said: AnswerIn) -> Status[Any]:
    """Say no to an invitation, or step back."""
    return _done(
        request, slug, lambda viewer: operations.answer(
            viewer=viewer, slug=slug, event=said.event, now=timezone.now()
        ),
    )  # fmt: skip


@router.put("/changes/{slug}/champions/me/hours", summary="Note my hours", operation_id="note_champion_hours")
def note_champion_hours(request: HttpRequest, slug: str, said: HoursIn) -> Status[Any]:
    """Half hours of one day; the last word stands."""
    return _done(
        request, slug, lambda viewer: operations.note_hours(
            viewer=viewer, slug=slug, on=said.on, halves=said.half_hours, now=timezone.now()
        ),
    )  # fmt: skip


@router.post("/changes/{slug}/champions/invitations", summary="Ask somebody", operation_id="invite_champion")
def invite_champion(request: HttpRequest, slug: str, said: InviteIn) -> Status[Any]:
    """By those who lead the change; the answer is the person's own."""
    return _done(
        request, slug, lambda viewer: operations.invite(
            viewer=viewer, slug=slug, person_id=said.person, now=timezone.now()
        ),
    )  # fmt: skip


@router.post("/changes/{slug}/champions/thanks", summary="Thank a champion", operation_id="thank_champion")
def thank_champion(request: HttpRequest, slug: str, said: ThanksIn) -> Status[Any]:
    """Only that person reads it."""
    return _done(
        request, slug, lambda viewer: operations.thank(
            viewer=viewer, slug=slug, champion_id=said.champion, text=said.text, now=timezone.now()
        ),
    )  # fmt: skip


@router.put(
    "/changes/{slug}/champions/shifts/{shift}", summary="Is a shift worked?", operation_id="work_shift"
)
def work_shift(request: HttpRequest, slug: str, shift: Shift, said: ShiftIn) -> Status[Any]:
    """By those who lead the change."""
    return _done(
        request, slug, lambda viewer: operations.work_shift(
            viewer=viewer, slug=slug, shift=shift, worked=said.worked, numbers=said.groups, now=timezone.now()
        ),
    )  # fmt: skip


def _done(request: HttpRequest, slug: str, doing: Callable[[Viewer], None]) -> Status[Any]:
    """Do it once, and tell the page as it is then, to whoever did it."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        doing(viewer)
        return 200, shape(viewer, slug)

    return once(request, viewer, act)
