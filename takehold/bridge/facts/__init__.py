"""What leaves the room, for pages, programs and the rooms above."""

from takehold.bridge.facts.actions import (
    OVER,
    ActionFact,
    ActionInput,
    ActionLine,
    ActionState,
    ActionTurnFact,
    Balance,
    Owner,
    Quadrant,
)
from takehold.bridge.facts.checks import CheckFact, WorkedHere
from takehold.bridge.facts.kinds import ActionKind, Aim, Barrier, Phase, Setting, Suit
from takehold.bridge.facts.playbook import Evidence, Practice, Wanted

__all__ = [
    "OVER",
    "ActionFact",
    "ActionInput",
    "ActionKind",
    "ActionLine",
    "ActionState",
    "ActionTurnFact",
    "Aim",
    "Balance",
    "Barrier",
    "CheckFact",
    "Evidence",
    "Owner",
    "Phase",
    "Practice",
    "Quadrant",
    "Setting",
    "Suit",
    "Wanted",
    "WorkedHere",
]
