"""What leaves the room, for pages, programs and the rooms above."""

from takehold.influence.facts.advocacy import (
    Advocacy,
    Approach,
    AttemptFact,
    AttemptInput,
    Landed,
    Landing,
    MoveFact,
    MoveInput,
    MoveState,
)
from takehold.influence.facts.stakeholders import (
    Agreement,
    Influence,
    Kind,
    OwnPositionFact,
    PositionFact,
    PositionInput,
    StakeholderFact,
    StakeholderInput,
    Support,
    SupportMap,
    Together,
)

__all__ = [
    "Advocacy",
    "Agreement",
    "Approach",
    "AttemptFact",
    "AttemptInput",
    "Influence",
    "Kind",
    "Landed",
    "Landing",
    "MoveFact",
    "MoveInput",
    "MoveState",
    "OwnPositionFact",
    "PositionFact",
    "PositionInput",
    "StakeholderFact",
    "StakeholderInput",
    "Support",
    "SupportMap",
    "Together",
]
