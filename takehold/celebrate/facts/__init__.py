"""What leaves the room: wins, and people's own plans."""

from takehold.celebrate.facts.plans import LineState, OwnPlan, PlanInput, Proposed, SharedPlan
from takehold.celebrate.facts.wins import (
    Candidate,
    NamingFact,
    NamingState,
    ScreenFact,
    Shown,
    StoryFact,
    StoryInput,
    WinFact,
    WinInput,
    WinKind,
    WinState,
)

__all__ = [
    "Candidate",
    "LineState",
    "NamingFact",
    "NamingState",
    "OwnPlan",
    "PlanInput",
    "Proposed",
    "ScreenFact",
    "SharedPlan",
    "Shown",
    "StoryFact",
    "StoryInput",
    "WinFact",
    "WinInput",
    "WinKind",
    "WinState",
]
