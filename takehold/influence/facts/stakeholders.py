"""Stakeholders of a change as they leave the room: what each has at stake, and where it said it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What a stakeholder is. A person is none: people state their own position themselves."""

    GROUP = "group"
    BODY = "body"
    ROLE = "role"


class Influence(IntEnum):
    """How much a group, a body or a role has to say on the change."""

    LITTLE = 1
    HEARD = 2
    DECIDES = 3


class Support(IntEnum):
    """Where somebody says they stand, from against to for."""

    AGAINST = 1
    RATHER_AGAINST = 2
    UNDECIDED = 3
    RATHER_FOR = 4
    FOR = 5


class Together(StrEnum):
    """How far stated positions agree, in a word."""

    ALIKE = "alike"
    LEANING = "leaning"
    SPREAD = "spread"
    CAMPS = "two camps"


@dataclass(frozen=True, slots=True)
class StakeholderInput:
    """What is said of a stakeholder."""

    name: str
    kind: Kind
    influence: Influence
    stake: str = ""


@dataclass(frozen=True, slots=True)
class PositionInput:
    """Where a stakeholder said it stands. ``source``: where and by whom it was said, in words without names of people."""

    support: Support
    source: str
    on: date | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class PositionFact:
    """A position as it was stated."""

    on: date
    support: Support
    source: str
    words: str


@dataclass(frozen=True, slots=True)
class StakeholderFact:
    """A stakeholder; positions the newest first. ``reached_on``: when it was last tried to win it over; None: never."""

    id: int
    said: StakeholderInput
    positions: tuple[PositionFact, ...]
    reached_on: date | None
    attempts: int
    version: int

    @property
    def now(self) -> PositionFact | None:
        """The last stated position."""
        return self.positions[0] if self.positions else None


@dataclass(frozen=True, slots=True)
class OwnPositionFact:
    """What somebody said with the own name. ``own``: it is the reader's."""

    person: str
    support: Support
    words: str
    on: date
    own: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the stated positions agree.

    Attributes:
        counts: how many stand at each of the five points, from against to for; n: their sum; least: from so many on
            anything is said of agreement.
        a: van der Eijk's A of these positions, -1 to 1; None under ``least``.
        low, high: its range where there are enough to give one.
    """

    counts: tuple[int, ...]
    n: int
    least: int
    a: float | None = None
    together: Together | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class SupportMap:
    """The stakeholders of a change, those with most influence first, and how far they agree."""

    slug: str
    change: str
    stakeholders: tuple[StakeholderFact, ...]
    own: tuple[OwnPositionFact, ...]
    agreement: Agreement
    may_edit: bool
    may_state: bool

    @property
    def unreached(self) -> tuple[StakeholderFact, ...]:
        """Those whom nobody has tried to win over yet."""
        return tuple(each for each in self.stakeholders if each.reached_on is None)
