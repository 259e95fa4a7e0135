"""Rounds for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import SystemRandom
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.cocreation.facts import RoundFact, RoundInput, RoundLine
from takehold.cocreation.operations import bringing, closing, contributing
from takehold.cocreation.operations import rounds as operations
from takehold.cocreation.queries import contributions
from takehold.cocreation.queries import rounds as queries
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["cocreation"])


class RoundIn(Schema):
    """What is asked. ``teams``: ids, none: the change's audience. ``version``: as it was read."""

    question: str = Field(max_length=300)
    background: str = Field(default="", max_length=4000)
    fixed: str = Field(default="", max_length=2000)
    ground: str = Field(default="", max_length=300)
    open: str = Field(max_length=2000)
    closes_on: date
    decides: str = Field(max_length=200)
    how: str = Field(max_length=500)
    pseudonyms: bool = True
    at_once: bool = True
    drawn: bool = False
    lots: int | None = None
    shared: bool = False
    teams: list[int] = Field(default_factory=list, max_length=500)
    version: int = 0

    def told(self) -> RoundInput:
        """As the room takes it."""
        return RoundInput(**{**self.dict(exclude={"version", "teams", "change"}), "teams": tuple(self.teams)})


class BeginIn(RoundIn):
    """A new one, for a change."""

    change: str = Field(max_length=80)


class BringIn(Schema):
    """A round held with Polis: the texts of its two files."""

    change: str = Field(max_length=80)
    question: str = Field(max_length=300)
    decides: str = Field(max_length=200)
    how: str = Field(max_length=500)
    ended_on: date
    comments: str
    votes: str


class TurnIn(Schema):
    """What happens to it. ``version``: as it was read."""

    event: Literal["open", "close", "drop"]
    version: int


class LinesIn(Schema):
    """Statements to begin with."""

    lines: list[str] = Field(max_length=20_000)


class WhoIn(Schema):
    """Who moderates beside those who lead: keys or mail addresses."""

    who: list[str] = Field(max_length=50)


def line(each: RoundLine) -> dict[str, Any]:
    """One in a list."""
    return {
        "id": each.id, "change": each.change_slug, "question": each.question, "state": each.state.value,
        "closes_on": each.closes_on.isoformat(), "statements": each.statements, "asks_me": each.mine,
    }  # fmt: skip


def shape(found: RoundFact) -> dict[str, Any]:
    """One of them."""
    said = found.said
    texts = ("question", "background", "fixed", "ground", "open", "decides", "how", "pseudonyms", "at_once",
             "drawn", "lots", "shared")  # fmt: skip
    return {
        "id": found.id, "change": found.change_slug, "state": found.state.value, "version": found.version,
        **{name: getattr(said, name) for name in texts},
        "closes_on": said.closes_on.isoformat() if said.closes_on else None,
        "opened_on": found.opened_on.isoformat() if found.opened_on else None,
        "closed_on": found.closed_on.isoformat() if found.closed_on else None,
        "invited": list(found.invited), "drawn_from": found.drawn_from,
        "facilitators": [name for _id, name in found.facilitators], "may_vote": found.may_vote,
    }  # fmt: skip


def read(viewer: Viewer, round_id: int) -> dict[str, Any]:
    """One, as it is now."""
    return shape(queries.one(viewer=viewer, round_id=round_id))


@router.get("/rounds", summary="Rounds", operation_id="rounds")
def rounds(request: HttpRequest) -> dict[str, Any]:
    """Those that are open, being written, and over."""
    found = queries.rounds(viewer=viewer_of(request))
    return {name: [line(each) for each in getattr(found, name)] for name in ("going", "drafts", "over")}


@router.get("/rounds/{int:round_id}", summary="One round", operation_id="one_round")
def one_round(request: HttpRequest, round_id: int) -> dict[str, Any]:
    """What is asked, what is fixed and open, until when, who decides and how."""
    return read(viewer_of(request), round_id)


@router.post("/rounds", summary="Write a round down", operation_id="begin_round")
def begin_round(request: HttpRequest, said: BeginIn) -> Status[Any]:
    """By those who lead the change."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        made = operations.begin(viewer=viewer, slug=said.change, said=said.told(), now=timezone.now())
        return 200, read(viewer, made)

    return once(request, viewer, act)


@router.post("/rounds/bring", summary="Bring in a round of Polis", operation_id="bring_round")
def bring_round(request: HttpRequest, said: BringIn) -> Status[Any]:
    """Whole or not at all, closed at once."""
    viewer = viewer_of(request)
    told = bringing.BroughtInput(said.question, said.decides, said.how, said.ended_on)

    def act() -> tuple[int, Mapping[str, Any]]:
        made = bringing.bring(
            viewer=viewer, slug=said.change, said=told, comments=said.comments.encode(),
            votes=said.votes.encode(), now=timezone.now(),
        )  # fmt: skip
        return 200, read(viewer, made)

    return once(request, viewer, act)


@router.put("/rounds/{int:round_id}", summary="Say it anew until it is open", operation_id="edit_round")
def edit_round(request: HttpRequest, round_id: int, said: RoundIn) -> Status[Any]:
    """Over the version that was read."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.edit(
            viewer=viewer, round_id=round_id, said=said.told(), version=said.version, now=timezone.now()
        )
        return 200, read(viewer, round_id)

    return once(request, viewer, act)


@router.post("/rounds/{int:round_id}/turn", summary="Open, close or drop it", operation_id="turn_round")
def turn_round(request: HttpRequest, round_id: int, said: TurnIn) -> Status[Any]:
    """By those who lead. What is closed stays closed."""
    viewer = viewer_of(request)
    asked: dict[str, Any] = {
        "viewer": viewer, "round_id": round_id, "version": said.version, "now": timezone.now()
    }  # fmt: skip

    def act() -> tuple[int, Mapping[str, Any]]:
        if said.event == "drop":
            operations.drop(**asked)
            return 200, {"id": round_id, "state": "dropped"}
        if said.event == "close":
            closing.close(**asked)
        else:
            operations.open_it(rng=SystemRandom(), **asked)
        return 200, read(viewer, round_id)

    return once(request, viewer, act)


@router.post(
    "/rounds/{int:round_id}/statements", summary="Statements to begin with", operation_id="seed_round"
)
def seed_round(request: HttpRequest, round_id: int, said: LinesIn) -> Status[Any]:
    """By those who facilitate."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        n = contributing.seed(viewer=viewer, round_id=round_id, lines=said.lines, now=timezone.now())
        return 200, {"new": n}

    return once(request, viewer, act)


@router.put("/rounds/{int:round_id}/facilitators", summary="Who moderates", operation_id="name_facilitators")
def name_facilitators(request: HttpRequest, round_id: int, said: WhoIn) -> Status[Any]:
    """They take the place of those named before."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.name_facilitators(
            viewer=viewer, round_id=round_id, who="\n".join(said.who), now=timezone.now()
        )
        return 200, read(viewer, round_id)

    return once(request, viewer, act)


@router.get(
    "/rounds/{int:round_id}/moderation",
    summary="What waits, and who stepped forward",
    operation_id="moderation",
)
def moderation(request: HttpRequest, round_id: int) -> dict[str, Any]:
    """For those who facilitate. Voters in steps, so that nobody can be told apart."""
    viewer = viewer_of(request)
    ways = queries.ways(viewer=viewer, round_id=round_id)
    return {
        "signed_in_at_least": ways.account, "by_link_at_least": ways.shared, "step": ways.step,
        "waiting": [{"id": each.id, "kind": each.kind.value, "text": each.text}
                    for each in contributions.waiting(viewer=viewer, round_id=round_id)],
        "offers": [{"kind": each.kind.value, "person": each.person, "note": each.note, "about": each.about}
                   for each in contributions.offers(viewer=viewer, round_id=round_id)],
    }  # fmt: skip
