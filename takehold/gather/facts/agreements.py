"""What the works council agreed to, and the sheet that it reads: made from what is really set, nothing typed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from takehold.gather.facts.retention import Clock


@dataclass(frozen=True, slots=True)
class Agreement:
    """That data about persons may be loaded. ``how``: yes or waived. ``withdrawn_on``: from that day on no more."""

    how: str
    given_by: str
    on: date
    words: str
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class SourceKept:
    """One source: since when nothing new, and for how many persons a number is kept. ``persons``: loaded with persons."""

    name: str
    kind: str
    last_day: date | None
    persons: bool
    numbers: int


@dataclass(frozen=True, slots=True)
class Proof:
    """The last run of ``takehold verify-privacy`` here."""

    on: date
    holds: bool
    organisations: int


@dataclass(frozen=True, slots=True)
class PrivacySheet:
    """What is kept, who sees it, how long, as it is set today.

    ``holders``: each role that reads beyond one team, and who holds it; ``counted``: roles of single teams, how many.
    ``promises``: how many surveys so far by what they promised.
    """

    on: date
    organisation: str
    floor: int
    k_scores: int
    k_comments: int
    clocks: tuple[Clock, ...]
    session_hours: int
    key_days: int
    backup_days: int
    sources: tuple[SourceKept, ...]
    holders: tuple[tuple[str, tuple[str, ...]], ...]
    counted: tuple[tuple[str, int], ...]
    promises: tuple[tuple[str, int], ...]
    agreement: Agreement | None
    earlier: tuple[Agreement, ...]
    proof: Proof | None
    may_agree: bool = False
    may_waive: bool = False
    may_withdraw: bool = False
    may_set: bool = False
    may_watch: bool = False
