"""Concerns as they leave the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ConcernKind(StrEnum):
    """What a concern turned out to be."""

    QUESTION = "question"
    MISUNDERSTANDING = "misunderstanding"
    OBSTACLE = "obstacle"
    RIGHT = "right"
    DECLINED = "declined"


class ConcernState(StrEnum):
    """Where a concern stands."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ConcernInput:
    """What a person says of a concern. ``due_on`` None: as is usual for its kind. ``said``, ``theme``, ``note``: what it
    arises from (``source``: kind and reference), where it does; ``also``: references of more of the same kind."""

    kind: ConcernKind
    text: str
    due_on: date | None = None
    unsafe: bool = False
    gap_id: int | None = None
    source: tuple[str, str] | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerInput:
    """An answer. ``kind``: what the concern turned out to be; ``told``: who was told of a correction."""

    kind: ConcernKind
    answer: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class ConcernFact:
    """One concern. ``late``: days past the day by which it was to be answered, 0 while there is time.

    ``raised_by``: from how many things said it arises, ``untold`` how many of their senders have no answer yet.
    """

    id: int
    kind: ConcernKind
    state: ConcernState
    unsafe: bool
    text: str
    answer: str
    told: str
    raised_on: date
    due_on: date
    late: int
    answered_on: date | None
    closed_on: date | None
    council_on: date | None
    gap: tuple[int, str] | None
    raised_by: int
    untold: int
    may_edit: bool

    @property
    def urgent(self) -> bool:
        """Whether it is the lead's before anything else: unsafe, or an objection that is right, and waiting."""
        return self.state is ConcernState.WAITING and (self.unsafe or self.kind is ConcernKind.RIGHT)
