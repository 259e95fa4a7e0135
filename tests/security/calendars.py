"""An address for a calendar outside and a chat that is told, for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from typing import Any

from conftest import NOW, House
from takehold.celebrate.facts.chats import ChatInput, ChatKind
from takehold.celebrate.operations import chats
from takehold.initiatives.models import CalendarAddress
from takehold.initiatives.operations import calendars


def build(house: House, slug: str) -> dict[str, Any]:
    """``{dates}`` is the member's address for the dates of the change for everybody, ``{dates-key}`` its key. ``{chat}`` is told."""
    key = calendars.make(viewer=house.viewer("member"), slug=slug, language="en", now=NOW)
    said = ChatInput("Ward chat", ChatKind.SLACK, "https://hooks.example/x")
    chat = chats.connect(viewer=house.viewer("admin"), said=said, now=NOW)
    return {"dates": CalendarAddress.objects.get().pk, "dates-key": key, "chat": chat}
