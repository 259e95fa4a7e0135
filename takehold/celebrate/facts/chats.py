"""Chats that are told of wins, changes of state, and once a week how it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ChatKind(StrEnum):
    """Where it is told. ``MAIL``: an address that many read."""

    SLACK = "slack"
    TEAMS = "teams"
    MATRIX = "matrix"
    MAIL = "mail"


class PostState(StrEnum):
    """``TRYING``: on its way at this moment. ``LOST``: it broke off on the way and may have arrived, so that it is not sent
    again. ``LATE``: it could not be sent while it was news. ``DROPPED``: what it told was taken back."""

    WAITING = "waiting"
    TRYING = "trying"
    SENT = "sent"
    LOST = "lost"
    LATE = "late"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class ChatInput:
    """What an administrator says of a chat. ``address`` and ``token`` are kept sealed; ``room`` and ``token``: of Matrix alone.
    ``slug``: one change, empty: all."""

    name: str
    kind: ChatKind
    address: str = field(repr=False)
    room: str = ""
    token: str = field(default="", repr=False)
    slug: str = ""
    wins: bool = False
    states: bool = True
    week: bool = True


@dataclass(frozen=True, slots=True)
class ChatFact:
    """A chat that is told. ``trouble``: why the last post did not go out, empty where it did. ``lost``: how many may not have
    arrived."""

    id: int
    name: str
    kind: ChatKind
    change: str
    wins: bool
    states: bool
    week: bool
    made_on: date
    sent: int
    waiting: int
    lost: int
    trouble: str
