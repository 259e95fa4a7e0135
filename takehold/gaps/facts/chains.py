"""The chain of whys and its evidence as they leave the room."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from takehold.gaps.facts.kinds import Cause, SourceKind


@dataclass(frozen=True, slots=True)
class CitationFact:
    """One piece of evidence, without its content: that is read by opening it. ``told_of``: the day of which it tells."""

    id: UUID
    kind: SourceKind
    label: str
    against: bool
    seen_on: date
    sha256: str
    ref: str
    withdrawn_on: date | None = None
    told_of: date | None = None


@dataclass(frozen=True, slots=True)
class StepFact:
    """One answer to "why?" with all that explain it in turn. ``ends_at``: what somebody can change, else empty."""

    id: int
    parent_id: int | None
    cause: Cause
    text: str
    ends_at: str
    citations: tuple[CitationFact, ...]
    children: tuple[StepFact, ...] = ()

    @property
    def standing(self) -> tuple[CitationFact, ...]:
        """Evidence for it that was not withdrawn."""
        return tuple(each for each in self.citations if not each.against and each.withdrawn_on is None)

    @property
    def disputed(self) -> tuple[CitationFact, ...]:
        """Evidence against it."""
        return tuple(each for each in self.citations if each.against and each.withdrawn_on is None)

    @property
    def guess(self) -> bool:
        """Whether nothing is cited for it."""
        return not self.standing


@dataclass(frozen=True, slots=True)
class Source:
    """Something that can be cited: where it is, what is seen of it today, and of which teams it speaks.

    ``copied``: whether what was seen is kept with the citation, since it changes with time.
    """

    kind: SourceKind
    ref: str
    label: str
    text: str
    on: date
    team_ids: frozenset[int] = field(default_factory=frozenset)
    copied: bool = True


@dataclass(frozen=True, slots=True)
class Opened:
    """A citation as it was opened by somebody who may read its source. ``text``: what was seen when it was cited.

    ``today``: what the source reads today, where that differs. ``intact``: whether the text is still what was hashed.
    ``may_take``: whether it may be taken away from its step.
    """

    citation: CitationFact
    text: str
    today: str
    intact: bool
    step: str
    gap: str
    may_take: bool
