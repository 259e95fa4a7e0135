"""What leaves the room: a change, its behaviours, where they stand, its alerts. For pages, API and command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from takehold.analysis.facts import BehaviourVerdict, UnitVerdict
from takehold.initiatives.facts.rhythm import Beat, FreshFact
from takehold.ledger.facts import MarkFact
from takehold.people.facts import Invalid as Invalid


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person in a function of the change (lead, sponsor, co-owner): those consented to be named by taking it."""

    id: int
    name: str
    job: str = ""


@dataclass(frozen=True, slots=True)
class BehaviourFact:
    """A desired behaviour of a change. ``measure_id`` is None until data is connected."""

    id: int
    key: str
    name: str
    question: str
    caution: str
    target: float | None
    safety_grade: bool
    measure_id: int | None
    source_id: int | None


@dataclass(frozen=True, slots=True)
class AlertFact:
    """A slip (or a watch) of one unit. ``visible_above_on`` is when those above the team may read of it."""

    id: int
    behaviour_id: int
    behaviour: str
    initiative_slug: str
    unit: str
    team_ids: frozenset[int]
    tier: str
    opened_on: date
    since: date
    visible_above_on: date
    line: str
    line_by: str
    line_at: datetime | None
    resolution: str
    resolved_at: datetime | None
    may_write: bool
    state: str = "alert"
    initiative: str = ""
    closed_on: date | None = None
    verdict: UnitVerdict | None = None


@dataclass(frozen=True, slots=True)
class AlertRecord:
    """Of alerts answered so far: real, not real, data fault. Precision = real / (real + not real)."""

    real: int
    not_real: int
    data_fault: int
    unanswered: int

    @property
    def precision(self) -> float | None:
        """Share of the alerts that were real, of those that data did not spoil; None until one was answered."""
        judged = self.real + self.not_real
        return self.real / judged if judged else None


@dataclass(frozen=True, slots=True)
class Budget:
    """How many false alerts a year are accepted, over how many streams (units x behaviours and pooled levels)."""

    start: date
    per_year: float
    streams: int


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """What this viewer reads of one unit. ``held_back``: a newer verdict is still the team's own, and this viewer, who
    is not of it, reads the one before and is not told so.

    ``people`` is a band ("5-9", "10-19", ...).
    """

    unit: str
    team_ids: frozenset[int]
    people: str
    folded: tuple[str, ...]
    verdict: UnitVerdict
    as_of: date
    held_back: bool
    alert: AlertFact | None
    own: bool


@dataclass(frozen=True, slots=True)
class BehaviourStanding:
    """Where one behaviour stands for this viewer. ``verdict`` is None until there is data.

    ``with_data``: the teams of all units that had a chance in the data, whoever looks. ``stays_before``: figures before
    that day stay as they were told, because they could not be told otherwise without parting a small group.
    """

    behaviour: BehaviourFact
    verdict: BehaviourVerdict | None
    units: tuple[UnitStanding, ...]
    as_of: date | None
    evidence_sha256: str
    unmatched_share: float
    feed_stopped_on: date | None
    with_data: frozenset[int] = frozenset()
    stays_before: date | None = None


@dataclass(frozen=True, slots=True)
class Initiative:
    """A change. ``co_owner`` may be empty while trying; the page's first line then says so.

    ``team_ids`` are the teams it is for, empty: everybody. ``version`` grows with each edit. ``fresh``: what told its
    reasons anew last.
    """

    id: int
    slug: str
    name: str
    reasons: tuple[str, ...]
    lead: PersonName | None
    sponsor: PersonName | None
    co_owner: PersonName | None
    go_live: date | None
    ended_on: date | None
    audience_teams: int
    audience_people: int
    marks: tuple[MarkFact, ...] = ()
    team_ids: frozenset[int] = frozenset()
    team_go_lives: tuple[tuple[int, date], ...] = ()
    version: int = 1
    may_edit: bool = False
    with_reports: bool = False
    fresh: FreshFact | None = None
    beat: Beat | None = None


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """One change in the list: enough for its card, in one query's worth of rows.

    ``tally`` counts the units by verdict word, as this viewer may read them.
    """

    initiative: Initiative
    behaviour: BehaviourFact | None
    whole: UnitVerdict | None
    tally: tuple[tuple[str, int], ...]
    slipping: tuple[str, ...]
    as_of: date | None
    behaviours: tuple[BehaviourFact, ...] = ()


@dataclass(frozen=True, slots=True)
class InitiativeInput:
    """What a person says of a change when making or editing it. Persons and teams by id."""

    name: str
    reasons: tuple[str, ...]
    lead_id: int | None = None
    sponsor_id: int | None = None
    co_owner_id: int | None = None
    team_ids: frozenset[int] = frozenset()
    go_live: date | None = None
    team_go_lives: tuple[tuple[int, date], ...] = ()


@dataclass(frozen=True, slots=True)
class BehaviourInput:
    """What a person says of a desired behaviour."""

    key: str
    name: str
    question: str = ""
    caution: str = ""
    target: float | None = None
    safety_grade: bool = False


class Conflict(Exception):
    """Somebody else changed it meanwhile. ``str()`` is a sentence; nothing was overwritten."""
