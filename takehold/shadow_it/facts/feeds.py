"""Logs that are fed, and what reading each of them came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class FeedKind(StrEnum):
    """What kind of list a feed brings."""

    PROXY = "proxy"
    DNS = "dns"
    FIREWALL = "firewall"
    SIGN_ON = "sign-on"
    EXPENSES = "expenses"
    ENDPOINTS = "endpoints"


class LogState(StrEnum):
    """Where a log stands. ``BACK``: its figures were taken back."""

    WAITING = "waiting"
    READ = "read"
    REFUSED = "refused"
    BACK = "taken back"


class Place(StrEnum):
    """Where a cell of use belongs: a reporting group, groups of too few people each, no group known, the whole house."""

    GROUP = "group"
    FEW = "few"
    NOWHERE = "nowhere"
    HOUSE = "house"


@dataclass(frozen=True, slots=True)
class LogCounts:
    """Lines of a log by what they were. They add up: ``lines`` is the sum of all others but ``unplaced``.

    ``left_out``: no name of a service can stand there (an address, a broken name). ``unplaced``: lines of services by
    people of whom no group is known.
    """

    lines: int = 0
    services: int = 0
    infrastructure: int = 0
    noise: int = 0
    unknown: int = 0
    left_out: int = 0
    broken: int = 0
    unplaced: int = 0


@dataclass(frozen=True, slots=True)
class LogFact:
    """A log that was brought."""

    id: int
    feed_id: int
    feed: str
    filename: str
    state: LogState
    brought_at: datetime
    reason: str = ""
    form: str = ""
    counts: LogCounts = field(default_factory=LogCounts)
    first: date | None = None
    last: date | None = None
    groups_known: bool = False
    broken: tuple[tuple[int, str], ...] = ()
    unknown: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FeedFact:
    """A source of logs. ``columns``: what the columns of its tables mean, where they are no log of a known form."""

    id: int
    name: str
    kind: FeedKind
    columns: tuple[tuple[str, str], ...] = ()
    last: date | None = None
    logs: int = 0


@dataclass(frozen=True, slots=True)
class RangeFact:
    """Addresses of the network that belong to a team."""

    id: int
    addresses: str
    team_id: int
    team: str
