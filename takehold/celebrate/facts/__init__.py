"""What leaves the room: wins."""

from takehold.celebrate.facts.wins import (
    Candidate,
    Hung,
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
    "Hung",
    "NamingFact",
    "NamingState",
    "ScreenFact",
    "Shown",
    "StoryFact",
    "StoryInput",
    "WinFact",
    "WinInput",
    "WinKind",
    "WinState",
]
