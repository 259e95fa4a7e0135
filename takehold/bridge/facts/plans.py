"""A person's own plan as it leaves the room: to the person whole, to the coach only what was agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LineState(StrEnum):
    """What the person said to something that was proposed."""

    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class PlanInput:
    """What a person says of themselves, in the codes of ``analysis.fit``. ``coach_id``: who may read what is agreed to."""

    hard: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    recognition: tuple[str, ...] = ()
    easier: str = ""
    coach_id: int | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """Something that could be done, with what speaks for it and against it, in sentences."""

    key: str
    name: str
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    needs_yes: bool


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """The reader's own plan. ``agreed`` and ``declined``: keys and names; ``coach`` is empty where nobody reads it."""

    said: PlanInput
    written_on: date
    coach: str
    proposed: tuple[Proposed, ...]
    agreed: tuple[tuple[str, str], ...]
    declined: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SharedPlan:
    """What a coach reads of somebody: the name, and what that person agreed to. Nothing else of the plan leaves it."""

    person: str
    agreed: tuple[str, ...]
