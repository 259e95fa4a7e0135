"""Strategic conversations: what is being thought about, how far it is, and when IT came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """How far a conversation is, in this order; dropped ends it."""

    IDEA = "idea"
    OPTIONS = "options"
    BUDGET = "budget"
    DECIDED = "decided"
    CONTRACTED = "contracted"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class TopicInput:
    """What is talked about. ``owner``: a body or a role. ``expected``: when it is to be decided."""

    topic: str
    owner: str
    expected: date | None
    matters: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation.

    Attributes:
        stage: how far it is; turns: on which day it came to which stage, the first first.
        it_in_on: since when IT is part of it, None: it is not; it_stage: how far it was then.
        passed: whether it went past the options without IT and is not over.
        lead_days: days between IT coming in and the decision; negative where IT came after it; None without either.
    """

    id: int
    said: TopicInput
    stage: Stage
    turns: tuple[tuple[date, Stage], ...]
    it_in_on: date | None
    it_stage: Stage | None
    passed: bool
    lead_days: int | None
    version: int

    @property
    def over(self) -> bool:
        """Whether nothing is left to be talked over."""
        return self.stage in (Stage.DECIDED, Stage.CONTRACTED, Stage.DROPPED)


@dataclass(frozen=True, slots=True)
class Lead:
    """How early IT was in the conversations decided in one quarter. ``without``: decided while IT was not part of it.

    ``median``, ``low``, ``high``: days; None where fewer than ``least`` had IT.
    """

    begins: date
    n: int
    without: int
    least: int
    median: float | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Early:
    """All conversations, the next to be decided first; at which stage IT came in; and how early, quarter by quarter."""

    talks: tuple[Talk, ...]
    stages: tuple[tuple[Stage, int], ...]
    never: int
    leads: tuple[Lead, ...]
    may_edit: bool

    @property
    def passed(self) -> tuple[Talk, ...]:
        """Those that went past the options without IT."""
        return tuple(each for each in self.talks if each.passed)
