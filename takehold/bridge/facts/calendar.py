"""The calendar of a change, and what it asks of each group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EntryKind(StrEnum):
    """What is due on a day. ``TELL`` and ``TRAIN``: from the impact sheet, at the latest then."""

    TELL = "tell"
    TRAIN = "train"
    BEGINS = "begins"
    LOOK = "look"
    ENDS = "ends"


ASKS = (EntryKind.TELL, EntryKind.TRAIN, EntryKind.BEGINS)
"""What asks something of a group; a look and an end do not."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a day. ``team_ids`` empty: everybody the change is for. ``action``: its number, None from the sheet."""

    on: date
    kind: EntryKind
    title: str
    where: tuple[str, ...]
    team_ids: frozenset[int]
    action: int | None = None
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Load:
    """What a group is asked in the coming weeks. ``fullest``: the Monday of its fullest week, and how many things are in it."""

    group: str
    things: int
    minutes: int
    fullest: date
    in_fullest: int

    @property
    def full(self) -> bool:
        """Whether one week asks three things or more."""
        return self.in_fullest >= 3


@dataclass(frozen=True, slots=True)
class Calendar:
    """``late``: what the sheet wanted done by a day that has passed within eight weeks."""

    slug: str
    change: str
    late: tuple[Entry, ...]
    coming: tuple[Entry, ...]
    loads: tuple[Load, ...]
