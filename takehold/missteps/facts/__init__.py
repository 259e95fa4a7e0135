"""What leaves the room: what we got wrong ourselves, what is done about it, and what became of that."""

from takehold.missteps.facts.afterwards import Afterwards, Sign
from takehold.missteps.facts.missteps import (
    OPEN_NOW,
    TOLD_OF,
    Measured,
    MendedFact,
    MisstepFact,
    MisstepInput,
    MisstepLine,
    MisstepState,
    MitigationFact,
    MitigationInput,
    OwedFact,
    SeenFact,
    TellingFact,
    TurnFact,
)

__all__ = [
    "OPEN_NOW",
    "TOLD_OF",
    "Afterwards",
    "Measured",
    "MendedFact",
    "MisstepFact",
    "MisstepInput",
    "MisstepLine",
    "MisstepState",
    "MitigationFact",
    "MitigationInput",
    "OwedFact",
    "SeenFact",
    "Sign",
    "TellingFact",
    "TurnFact",
]
