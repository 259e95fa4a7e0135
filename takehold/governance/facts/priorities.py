"""Priorities and core values of the organisation, how a change serves them, and its charter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from takehold.analysis.facts import Verdict
from takehold.governance.facts.bodies import Holder


class PriorityKind(StrEnum):
    """A priority holds for a period; a core value stays."""

    PRIORITY = "priority"
    VALUE = "value"


class EvidenceKind(StrEnum):
    """What can show that a change serves something."""

    MEASURE = "measure"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class PriorityInput:
    """What a person says of a priority or a value. ``last`` None: no end yet."""

    kind: PriorityKind
    name: str
    why: str
    holder: Holder
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class EvidenceInput:
    """``ref``: the key of a behaviour, or an https address; ``label``: what a document is called."""

    kind: EvidenceKind
    ref: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceFact:
    """What is shown for it. ``verdict``: of a measure as this viewer reads it today, None where there is no data yet."""

    id: int
    kind: EvidenceKind
    label: str
    ref: str
    cited_on: date
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class ServiceFact:
    """How one change serves one priority or value."""

    id: int
    priority_id: int
    priority: str
    kind: PriorityKind
    slug: str
    change: str
    how: str
    evidence: tuple[EvidenceFact, ...] = ()

    @property
    def claim(self) -> bool:
        """Whether nothing shows it yet."""
        return not self.evidence


@dataclass(frozen=True, slots=True)
class PriorityFact:
    """A priority or value. ``holds``: on the day of the viewer."""

    id: int
    said: PriorityInput
    version: int
    holds: bool
    services: tuple[ServiceFact, ...] = ()


@dataclass(frozen=True, slots=True)
class CharterInput:
    """What of a change is fixed by safety and by law, what is open to be shaped, and who shaped it (groups, no names).

    ``because``: why this version differs from the one before.
    """

    fixed_by_safety: str = ""
    fixed_by_law: str = ""
    open_to_shape: str = ""
    co_authors: str = ""
    because: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says, without what is left out."""
        every = (self.fixed_by_safety, self.fixed_by_law, self.open_to_shape, self.co_authors)
        return tuple(each for each in every if each)


@dataclass(frozen=True, slots=True)
class CharterVersionFact:
    """One version of a charter, as it was kept on a day."""

    number: int
    on: date
    said: CharterInput


@dataclass(frozen=True, slots=True)
class Charter:
    """A change's charter. ``owners``: (function, name), the business first. ``versions``: the newest first."""

    slug: str
    change: str
    reasons: tuple[str, ...]
    owners: tuple[tuple[str, str], ...]
    services: tuple[ServiceFact, ...]
    versions: tuple[CharterVersionFact, ...]
    may_edit: bool

    @property
    def number(self) -> int:
        """Of the newest version, 0 before the first."""
        return self.versions[0].number if self.versions else 0
