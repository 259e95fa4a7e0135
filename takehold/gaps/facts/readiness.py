"""Whether a process is the same everywhere, before technology is put on top of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from takehold.analysis.facts import Coded
from takehold.analysis.standardisation import Standard
from takehold.evidence.variants import Course


@dataclass(frozen=True, slots=True)
class SourceCourse:
    """How the cases of one source of a change run. ``course`` is None where no case is over; ``behind``: more data came since."""

    source_id: int
    name: str
    behind: bool
    course: Course | None


@dataclass(frozen=True, slots=True)
class RuleTold:
    """One behaviour that is a rule over whole cases, group by group in the last 8 weeks; None: nobody has such cases yet.

    ``kinds``: the column by which cases were told apart; empty where all were taken as of one kind. ``waits``: such a column
    is named, and its cases are still to be counted. ``cautions``: what keeps the comparison from saying more.
    """

    key: str
    name: str
    standard: Standard | None
    first: date | None
    last: date | None
    kinds: str = ""
    waits: bool = False
    cautions: tuple[Coded, ...] = ()


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is told of a change: ``rules`` is empty where none of its behaviours is a rule over whole cases."""

    rules: tuple[RuleTold, ...]
    courses: tuple[SourceCourse, ...]
    connected: bool
