"""A short guide on a conversation that lies ahead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from takehold.bridge.facts.kinds import Barrier
from takehold.bridge.facts.playbook import Evidence
from takehold.gaps.facts import Cause


class Occasion(StrEnum):
    """What leads to the conversation: the own team slides back, teams of a change one leads do, an action, a question that
    waits for its answer, a part of the loop that is due, or an act that people see."""

    SLIP = "slip"
    SLIPS = "slips"
    ACTION = "action"
    QUESTION = "question"
    RHYTHM = "rhythm"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide. All texts are msgids of the catalogue.

    Attributes:
        minutes: that the conversation takes.
        when: what one finds. ``say``: how to begin. ``avoid``: what does harm. ``after``: what one does then.
        evidence: elsewhere; None: practice knowledge without a study that we know.
    """

    key: str
    occasions: tuple[Occasion, ...]
    barriers: tuple[Barrier, ...]
    causes: tuple[Cause, ...]
    minutes: int
    name: str
    when: str
    say: str
    avoid: str
    after: str
    evidence: Evidence | None = None
