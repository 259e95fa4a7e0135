"""Days that are told to calendars outside: what every room may add to them, and the addresses they are read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Dated:
    """One entry of a calendar outside. It leaves the house: ``title`` holds no name of a person, no text of a note and no
    figure.

    ``key``: the same for as long as it is the same thing, whatever its day, for instance "action-12-begins". ``version``
    grows when its day or words change. ``path``: its page here. ``at``: when it has an hour, with its time zone; else it
    takes the whole day ``on``. ``minutes``: how long, with an hour alone.
    """

    key: str
    on: date
    title: str
    path: str
    change: str = ""
    version: int = 0
    at: datetime | None = None
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class CalendarAddressFact:
    """An address that runs. ``change``: its name; empty for one's own dates."""

    id: int
    change: str
    made_on: date


@dataclass(frozen=True, slots=True)
class OpenedCalendar:
    """What an address opens: for which account, which change (None: the person's own dates), in which language."""

    user_id: int
    slug: str | None
    change: str
    language: str
