"""The week of whoever asks, for programs: the page's twin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.bridge.facts.weeks import ActKind, Said
from takehold.bridge.operations import weeks as operations
from takehold.initiatives.api.routes import once
from takehold.overview.queries import coaching as own
from takehold.overview.queries import week as queries
from takehold.people.api import viewer_of
from takehold.people.facts import NotYours, Viewer

router = Router(tags=["week"])


class SaidIn(Schema):
    """What became of a move: done, not now, not right with its reason; or that it was said by mistake."""

    key: str = Field(max_length=120)
    said: Said | Literal["taken back"]
    reason: str = Field(default="", max_length=300)


class ActIn(Schema):
    """A visible act of a sponsor. ``team_ids``: of whole reporting groups; none: everybody the change is for."""

    change: str = Field(max_length=80)
    kind: ActKind
    what: str = Field(max_length=300)
    team_ids: list[int] = Field(default_factory=list, max_length=5000)


@router.get("/week", summary="This week", operation_id="week")
def week(request: HttpRequest) -> dict[str, Any]:
    """At most three moves, what is owed, what waits to be praised, what the last actions did."""
    found = queries.week(viewer=_theirs(request))
    return {
        "monday": found.monday.isoformat(),
        "answer": found.answer,
        "moves": [
            {
                "key": each.key, "verb": each.verb, "where": each.where, "because": each.because, "say": each.say,
                "minutes": each.minutes, "url": each.url, "guide": each.guide.key if each.guide is not None else "",
            }
            for each in found.moves
        ],
        "more": found.more,
        "owed": [
            {"what": each.what, "due_on": each.due_on.isoformat(), "late": each.late, "url": each.url}
            for each in found.owed
        ],
        "praise": [{"text": text, "url": url} for text, url in found.praise],
        "worked": [{"action": title, "answer": answer, "url": url} for title, answer, url in found.worked],
    }  # fmt: skip


@router.get("/week/coaching", summary="My own coaching", operation_id="coaching")
def coaching(request: HttpRequest, change: str = "") -> dict[str, Any]:
    """Your promises of the last quarter, and what was released on trust of your own groups."""
    found = own.coaching(viewer=_theirs(request), slug=change)
    return {
        "answer": own.answer(found),
        "since": found.since.isoformat(),
        "actions": asdict(found.actions),
        "answers": asdict(found.answers) if found.answers is not None else None,
        "change": found.chosen,
        "trust": [
            {
                "group": each.group,
                "survey": str(each.survey),
                "closed_on": each.closed_on.isoformat(),
                **asdict(each.figure),
            }
            for each in found.trust
        ],
    }


@router.post("/week/moves", summary="Say what became of a move", operation_id="say_of_move", response={201: dict[str, Any]})  # fmt: skip
def say_of_move(request: HttpRequest, said: SaidIn) -> Status[Any]:
    """Done, not now, or not right because; the last word of a week stands, until it is taken back."""
    viewer = _theirs(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        if isinstance(said.said, Said):
            operations.say_of_move(
                viewer=viewer, key=said.key, said=said.said, reason=said.reason, now=timezone.now()
            )
        else:
            operations.take_back(viewer=viewer, key=said.key, now=timezone.now())
        return 201, {"key": said.key, "said": str(said.said)}

    return once(request, viewer, act)


@router.post("/week/acts", summary="A sponsor's visible act", operation_id="act_visibly", response={201: dict[str, Any]})  # fmt: skip
def act_visibly(request: HttpRequest, said: ActIn) -> Status[Any]:
    """Note something that people saw their sponsor do."""
    viewer = _theirs(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.act_visibly(
            viewer=viewer, slug=said.change, kind=said.kind, what=said.what, team_ids=said.team_ids,
            now=timezone.now(),
        )  # fmt: skip
        return 201, {"change": said.change, "kind": said.kind.value}

    return once(request, viewer, act)


def _theirs(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not queries.has_one(viewer):
        raise NotYours
    return viewer
