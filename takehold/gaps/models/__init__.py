"""What is stored of gaps. No table here points to a person: causes are of the system, concerns belong to an issue."""

from takehold.gaps.models.chains import Citation, Root, Step
from takehold.gaps.models.codebook import Code, Coder, CodeTheme, Coding, Wording
from takehold.gaps.models.concerns import Concern, ConcernSource
from takehold.gaps.models.gaps import Gap, GapTeam, Turn
from takehold.gaps.models.processes import CaseKind, SourceProcess

__all__ = [
    "CaseKind",
    "Citation",
    "Code",
    "CodeTheme",
    "Coder",
    "Coding",
    "Concern",
    "ConcernSource",
    "Gap",
    "GapTeam",
    "Root",
    "SourceProcess",
    "Step",
    "Turn",
    "Wording",
]
