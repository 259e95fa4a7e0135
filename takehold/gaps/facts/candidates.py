"""What the system proposes to look at, each with what shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from takehold.gaps.facts.chains import Source
from takehold.gaps.facts.kinds import GapKind
from takehold.gaps.facts.widespread import SpreadTold


class Look(StrEnum):
    """Where it was looked for."""

    TEAMS = "teams"
    THEMES = "themes"
    WRITTEN = "written"
    SURVEY = "survey"
    REACH = "reach"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be a gap. ``origin`` finds it again; ``groups``: of which reporting groups, none: everybody.

    ``source``: what shows it. ``because``: why it is proposed, in a sentence. ``spread``: how widespread, where figures of a
    group show it.
    """

    origin: str
    title: str
    kind: GapKind
    source: Source
    because: str
    groups: frozenset[int] = field(default_factory=frozenset)
    spread: SpreadTold | None = None
