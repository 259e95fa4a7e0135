"""Channels that listen openly, and what was heard in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

LARGEST_EXPORT: Final = 200 * 1024**2


@dataclass(frozen=True, slots=True)
class ChannelInput:
    """A channel as it is announced. ``kind``: slack, teams, viva or csv."""

    name: str
    kind: str
    announced_on: date
    announced_where: str
    slug: str = ""
    team_id: int | None = None


@dataclass(frozen=True, slots=True)
class HearingFact:
    """One export that was listened to: how many messages, how many were left out, words that many used."""

    filename: str
    first: date
    last: date
    messages: int
    left_out: int
    heard_at: datetime
    proposed: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ChannelFact:
    """A channel that was announced as listened to."""

    id: int
    name: str
    kind: str
    slug: str
    change: str
    team: str
    announced_on: date
    announced_where: str
    announced_by: str
    hearings: tuple[HearingFact, ...] = ()

    @property
    def last(self) -> date | None:
        """The newest day listened to."""
        return max((each.last for each in self.hearings), default=None)


@dataclass(frozen=True, slots=True)
class Listened:
    """What came of an export. ``again``: it was here before. ``columns``: choose first what a table's columns mean."""

    messages: int = 0
    left_out: int = 0
    kept: int = 0
    again: bool = False
    columns: tuple[str, ...] = ()
