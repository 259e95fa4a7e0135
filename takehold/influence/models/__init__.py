"""What is stored of persuading: who has a stake and what they said, what is planned and what was tried."""

from takehold.influence.models.advocacy import Attempt, Move
from takehold.influence.models.stakeholders import OwnPosition, Position, Stakeholder

__all__ = ["Attempt", "Move", "OwnPosition", "Position", "Stakeholder"]
