"""What logs show: services in use, how widely by departments, since when, growing or fading. Nobody in person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Trend(StrEnum):
    """How use goes. ``GONE``: seen before, and not in the last weeks that were fed. ``UNSURE``: too few weeks."""

    GROWING = "growing"
    STEADY = "steady"
    FADING = "fading"
    GONE = "gone"
    UNSURE = "cannot tell"


@dataclass(frozen=True, slots=True)
class ServiceFact:
    """A service of the catalogue. ``category`` and ``kind`` are keys; ``domains``: its names on the network."""

    key: str
    name: str
    category: str
    kind: str
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekUse:
    """A service in a week that begins on a Monday.

    ``people``: at least so many, the lower end of a band of five; 0: fewer than five. ``hits``: lines of the logs.
    """

    week: date
    people: int
    hits: int


@dataclass(frozen=True, slots=True)
class FindFact:
    """A service that logs show.

    Attributes:
        groups: names of the reporting groups in which enough people use it for the group to be named.
        elsewhere: there is use beside those groups, by too few in each to name it, or from nowhere known.
        people: as in ``WeekUse``, of the widest of the last four weeks that were fed.
        because: the trend in a sentence.
    """

    service: ServiceFact
    first_seen: date
    last_seen: date
    trend: Trend
    because: str
    groups: tuple[str, ...]
    elsewhere: bool
    people: int
    weeks: tuple[WeekUse, ...]

    @property
    def key(self) -> str:
        """Of the service."""
        return self.service.key

    @property
    def name(self) -> str:
        """Of the service."""
        return self.service.name

    @property
    def category(self) -> str:
        """Key of what it is for."""
        return self.service.category
