"""Bodies that decide, and who answers for something: a body or a role, never a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BodyKind(StrEnum):
    """What kind of body it is."""

    COUNCIL = "council"
    BOARD = "board"
    WORKS_COUNCIL = "works council"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who answers for something: a body by its id and name, or a role. Exactly one of the two."""

    body_id: int | None = None
    body: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class SeatInput:
    """A seat: a person, or whoever holds a role. ``secretary``: enters what the body decides."""

    person_id: int | None = None
    role: str = ""
    secretary: bool = False


@dataclass(frozen=True, slots=True)
class SeatFact:
    """A seat. ``name``: of the person, empty for a role. ``mine``: whether the viewer sits on it."""

    id: int
    person_id: int | None
    name: str
    role: str
    secretary: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body by name alone, for choosing one."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class BodyInput:
    """What a person says of a body. ``decides``: what it decides about, in a sentence."""

    name: str
    kind: BodyKind
    decides: str = ""


@dataclass(frozen=True, slots=True)
class BodyFact:
    """A body with its seats. ``sits``, ``writes``: whether the viewer is a member, enters its decisions."""

    id: int
    said: BodyInput
    version: int
    seats: tuple[SeatFact, ...]
    sits: bool
    writes: bool

    @property
    def name(self) -> str:
        """What it is called."""
        return self.said.name
