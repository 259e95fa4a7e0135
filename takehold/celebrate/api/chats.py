"""Chats that are told, for programs: the page's twin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.celebrate.facts.chats import ChatInput, ChatKind
from takehold.celebrate.operations import chats as operations
from takehold.celebrate.queries import chats as queries
from takehold.people.api import viewer_of

router = Router(tags=["wins"])


class ChatIn(Schema):
    """``change``: its address, none for all; ``room`` and ``token``: of Matrix alone."""

    name: str = Field(max_length=100)
    kind: ChatKind
    address: str = Field(max_length=1000)
    room: str = Field(default="", max_length=255)
    token: str = Field(default="", max_length=500)
    change: str = Field(default="", max_length=80)
    wins: bool = False
    states: bool = True
    week: bool = True


@router.get("/chats", summary="Chats", operation_id="chats")
def chats(request: HttpRequest) -> dict[str, Any]:
    """Those that are told, how many posts went out and wait, and what is in the way."""
    found = queries.chats(viewer=viewer_of(request))
    return {
        "items": [
            {
                "id": each.id, "name": each.name, "kind": each.kind.value, "change": each.change, "wins": each.wins,
                "states": each.states, "week": each.week, "made_on": each.made_on.isoformat(), "sent": each.sent,
                "waiting": each.waiting, "lost": each.lost, "trouble": each.trouble,
            }
            for each in found
        ]
    }  # fmt: skip


@router.post("/chats", summary="Connect a chat", operation_id="connect_chat", response={201: dict[str, Any]})
def connect_chat(request: HttpRequest, said: ChatIn) -> Status[Any]:
    """Its address is kept sealed and never told again."""
    told = said.model_dump(exclude={"change"})
    made = operations.connect(
        viewer=viewer_of(request), said=ChatInput(slug=said.change, **told), now=timezone.now()
    )
    return Status(201, {"id": made})


@router.post("/chats/{chat_id}/end", summary="End a chat", operation_id="end_chat")
def end_chat(request: HttpRequest, chat_id: int) -> dict[str, Any]:
    """It is told nothing any more."""
    operations.end(viewer=viewer_of(request), chat_id=chat_id, now=timezone.now())
    return {"ended": chat_id}
