"""What leaves the room: gaps, chains of whys, evidence. For pages and programs."""

from takehold.gaps.facts.chains import CitationFact, Opened, Source, StepFact
from takehold.gaps.facts.concerns import AnswerInput, ConcernFact, ConcernInput, ConcernKind, ConcernState
from takehold.gaps.facts.gaps import Gap, GapInput, GapLine, Group, TurnFact
from takehold.gaps.facts.kinds import Cause, GapKind, GapState, SourceKind, Spread, Sureness

__all__ = [
    "AnswerInput",
    "Cause",
    "CitationFact",
    "ConcernFact",
    "ConcernInput",
    "ConcernKind",
    "ConcernState",
    "Gap",
    "GapInput",
    "GapKind",
    "GapLine",
    "GapState",
    "Group",
    "Opened",
    "Source",
    "SourceKind",
    "Spread",
    "StepFact",
    "Sureness",
    "TurnFact",
]
