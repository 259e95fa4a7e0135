"""What leaves the room, for pages, programs and the rooms above."""

from takehold.bridge.facts.kinds import ActionKind, Aim, Barrier, Phase, Setting, Suit
from takehold.bridge.facts.playbook import Evidence, Practice, Wanted

__all__ = [
    "ActionKind",
    "Aim",
    "Barrier",
    "Evidence",
    "Phase",
    "Practice",
    "Setting",
    "Suit",
    "Wanted",
]
