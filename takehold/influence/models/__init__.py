"""What is stored of persuading: who has a stake and what they said, what is planned and what was tried, conversations held early."""

from takehold.influence.models.advocacy import Attempt, Move
from takehold.influence.models.early import Conversation, ConversationTurn
from takehold.influence.models.soundings import Sounding, SoundingAsked, SoundingNote, SoundingTally
from takehold.influence.models.stakeholders import OwnPosition, Position, Stakeholder

__all__ = [
    "Attempt",
    "Conversation",
    "ConversationTurn",
    "Move",
    "OwnPosition",
    "Position",
    "Sounding",
    "SoundingAsked",
    "SoundingNote",
    "SoundingTally",
    "Stakeholder",
]
