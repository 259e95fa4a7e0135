"""What is stored: shaping a change together."""

from takehold.cocreation.models.answers import Authorship, IdeaAnswer, ToldLive
from takehold.cocreation.models.canvasses import Canvass, Canvassed, Named, Nomination
from takehold.cocreation.models.contributions import Contribution
from takehold.cocreation.models.offers import Offer
from takehold.cocreation.models.results import RoundResult
from takehold.cocreation.models.rounds import Facilitator, Round, RoundGroup, RoundTeam
from takehold.cocreation.models.votes import Vote, Voter

__all__ = [
    "Authorship",
    "Canvass",
    "Canvassed",
    "Contribution",
    "Facilitator",
    "IdeaAnswer",
    "Named",
    "Nomination",
    "Offer",
    "Round",
    "RoundGroup",
    "RoundResult",
    "RoundTeam",
    "ToldLive",
    "Vote",
    "Voter",
]
