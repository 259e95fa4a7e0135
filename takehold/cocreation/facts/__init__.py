"""What leaves the room, for pages, programs and the rooms above."""

from takehold.cocreation.facts.contributions import ContributionFact, Kind, Origin, State
from takehold.cocreation.facts.rounds import GroupFact, RoundFact, RoundInput, RoundLine, Rounds, RoundState
from takehold.cocreation.facts.votes import Asked, Ballot, Choice, OwnVote, Way

__all__ = [
    "Asked",
    "Ballot",
    "Choice",
    "ContributionFact",
    "GroupFact",
    "Kind",
    "Origin",
    "OwnVote",
    "RoundFact",
    "RoundInput",
    "RoundLine",
    "RoundState",
    "Rounds",
    "State",
    "Way",
]
