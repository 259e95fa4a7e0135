"""Decisions with their versions, and the conditions and commitments that hang on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from takehold.governance.facts.bodies import Holder


class Outcome(StrEnum):
    """What a body decided."""

    APPROVED = "approved"
    CONDITIONS = "conditions"
    DECLINED = "declined"
    DISCUSSED = "discussed"
    NOTED = "noted"


class CommitmentKind(StrEnum):
    """A condition must hold before the change goes on; a commitment is what somebody took on."""

    CONDITION = "condition"
    COMMITMENT = "commitment"


class CommitmentState(StrEnum):
    """Where a condition or commitment stands."""

    OPEN = "open"
    KEPT = "kept"
    NOT_KEPT = "not kept"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class CommitmentInput:
    """A condition or commitment: what, who answers for it (a body or a role), by when."""

    kind: CommitmentKind
    text: str
    holder: Holder
    due_on: date | None


@dataclass(frozen=True, slots=True)
class DecisionInput:
    """What a secretary enters. ``because``: why a later version differs; asked from the second on."""

    outcome: Outcome
    reason: str
    holder: Holder
    decided_on: date | None
    review_on: date | None
    commitments: tuple[CommitmentInput, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class DecisionVersionFact:
    """One version of a decision, as it was entered."""

    number: int
    outcome: Outcome
    reason: str
    holder: Holder
    decided_on: date
    review_on: date | None
    entered_on: date
    because: str


@dataclass(frozen=True, slots=True)
class CommitmentTurnFact:
    """What became of it on a day, and what was said."""

    on: date
    before: CommitmentState
    after: CommitmentState
    said: str


@dataclass(frozen=True, slots=True)
class CommitmentFact:
    """A condition or commitment. ``late``: open past its day; ``may_say``: the viewer holds it; ``may_lift``: enters
    the decisions of the body that asked for it."""

    id: int
    kind: CommitmentKind
    text: str
    holder: Holder
    due_on: date
    state: CommitmentState
    version: int
    decision_id: int
    decision: str
    slug: str
    late: bool
    may_say: bool
    may_lift: bool
    turns: tuple[CommitmentTurnFact, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """A decision with its versions (the newest first), conditions and commitments."""

    id: int
    title: str
    body_id: int
    body: str
    request_id: int | None
    slug: str
    change: str
    versions: tuple[DecisionVersionFact, ...]
    commitments: tuple[CommitmentFact, ...]
    may_enter: bool
    review_due: bool
    may_read_request: bool = False

    @property
    def now(self) -> DecisionVersionFact:
        """As it stands."""
        return self.versions[0]
