"""What became of a contribution, and whose work it is said to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from takehold.cocreation.facts.contributions import Kind, State


class Fate(StrEnum):
    """Where an idea stands: no answer yet; taken as it is, or changed; not taken; in use."""

    OPEN = "open"
    ADOPTED = "adopted"
    ADAPTED = "adapted"
    DECLINED = "declined"
    LIVE = "live"


OUTCOMES = (Fate.ADOPTED, Fate.ADAPTED, Fate.DECLINED)
TAKEN = (Fate.ADOPTED, Fate.ADAPTED, Fate.LIVE)


class Wish(StrEnum):
    """Whether somebody wants to stand beside their idea. Before an answer nobody is shown."""

    ASKED = "asked"
    NAMED = "named"
    GROUP = "group"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class AnswerInput:
    """An answer. ``behaviour_id``: the behaviour of the change by which it is seen; ``decided``: the decision in words;
    ``live_on``: since when it is in use."""

    outcome: Fate
    reason: str
    behaviour_id: int | None = None
    decided: str = ""
    live_on: date | None = None


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """The answer to a contribution. ``decision_id``: the decision's number in the register, where it is named there."""

    fate: Fate
    outcome: Fate
    reason: str
    behaviour_id: int | None
    behaviour: str
    decided: str
    decision_id: int | None
    live_on: date | None
    answered_on: date
    version: int


@dataclass(frozen=True, slots=True)
class Idea:
    """A contribution with its answer, or that of what it was merged into; removed, with the reason, where that was.
    ``seed``: those who ask began with it. ``mine``: the reader added it. ``with_whom``: who wants to stand beside it, as they wish."""

    id: int
    round_id: int
    kind: Kind
    text: str
    state: State
    reason: str
    seed: bool
    into: str
    answer: AnswerFact | None
    mine: bool = False
    wish: Wish | None = None
    signed: str = ""
    with_whom: tuple[str, ...] = ()

    @property
    def fate(self) -> Fate:
        """Where it stands."""
        return self.answer.fate if self.answer is not None else Fate.OPEN

    @property
    def waits(self) -> bool:
        """Whether it needs an answer of its own and has none."""
        return self.answer is None and not self.seed and self.state in (State.OPEN, State.WAITING)


@dataclass(frozen=True, slots=True)
class Answers:
    """All contributions of a round with their answers. ``may_answer``: the reader leads the change."""

    round_id: int
    slug: str
    change: str
    question: str
    closed: bool
    may_answer: bool
    ideas: tuple[Idea, ...]

    @property
    def waiting(self) -> tuple[Idea, ...]:
        """Those that need an answer still."""
        return tuple(each for each in self.ideas if each.waits)

    @property
    def own(self) -> tuple[Idea, ...]:
        """Those of the reader."""
        return tuple(each for each in self.ideas if each.mine)

    def counted(self, *fates: Fate) -> int:
        """How many stand at one of these."""
        return sum(each.fate in fates for each in self.ideas)


@dataclass(frozen=True, slots=True)
class OwnIdea:
    """A contribution of the reader's own, wherever it was written, for one's own page."""

    idea: Idea
    question: str
    slug: str
    change: str


@dataclass(frozen=True, slots=True)
class InUse:
    """An idea of those who took part that is in use, and the behaviour by which it is seen."""

    id: int
    text: str
    live_on: date
    behaviour_id: int | None


@dataclass(frozen=True, slots=True)
class Credit:
    """With whom a change was written: groups and persons, each only as they said yes to. ``ideas``: in it."""

    groups: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    ideas: int = 0
    unnamed: int = 0
