"""What leaves the ledger: the scope it asks for, and frozen values about imports, measures, figures and verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from takehold.analysis.facts import DailyCounts, PeopleCount
from takehold.analysis.values import Reported


class OutOfScope(PermissionError):
    """A figure was asked for that lies outside the scope. Pages answer as if it did not exist."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a viewer may see, frozen. Made only by ``people.queries.scope``; there is no default.

    Attributes:
        teams: ids of the teams whose figures may be read.
        measures: ids of the measures that may be read.
        floor: the smallest group (people) for which anything may be shown, at least 5.
    """

    teams: frozenset[int]
    measures: frozenset[int]
    floor: int


class ImportState(StrEnum):
    """An import's life: waiting -> reading -> done | refused | already imported."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    REFUSED = "refused"
    REPEATED = "already imported"


@dataclass(frozen=True, slots=True)
class SourceFact:
    """Where data comes from: one export, one connector, one pair of eyes."""

    id: int
    key: str
    name: str
    kind: str
    last_day: date | None
    last_import_at: datetime | None
    stopped_on: date | None
    unmatched_share: float | None = None


@dataclass(frozen=True, slots=True)
class ImportFact:
    """One file on its way in. ``reason`` says in a sentence why it was refused."""

    id: UUID
    source_id: int
    filename: str
    state: ImportState
    created_at: datetime
    finished_at: datetime | None
    rows_read: int
    rows_rejected: int
    duplicates: int
    events_new: int
    events_corrected: int
    first_day: date | None
    last_day: date | None
    reason: str
    progress: float


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A record that was not read."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class MeasureFact:
    """An immutable version of how a behaviour is counted.

    ``uncovered``: stored events that do not carry a column it tests, and are therefore not counted at all.
    """

    id: int
    source_id: int
    behaviour_key: str
    version: int
    definition: Mapping[str, object]
    sha256: str
    created_at: datetime
    uncovered: int = 0


@dataclass(frozen=True, slots=True)
class LabelSpan:
    """Figures found under ``label`` from ``start`` to ``end`` (exclusive, None = open) belong to ``unit``.

    ``teams`` are the ids of the teams in the unit; the ledger refuses a span outside the scope.
    """

    label: str
    unit: str
    teams: frozenset[int]
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """What was counted for one unit."""

    unit: str
    daily: DailyCounts
    people: PeopleCount | None
    pending: int
    vacuous: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of one measure, over the units asked for.

    ``sha256`` is of the evidence rows; ``unmatched_share`` is the share of chances whose label belongs to no unit.
    """

    measure_id: int
    units: tuple[UnitCounts, ...]
    sha256: str
    unmatched_share: float
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """What a performance report says of a label for the period that begins on ``day``."""

    label: str
    day: date
    value: Reported


@dataclass(frozen=True, slots=True)
class ReportedFigures:
    """What was reported, by unit; ``labels`` are all names in the report, also those that belong to no unit."""

    units: Mapping[str, tuple[ReportedRow, ...]]
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event behind a figure: the ticket, when, its label and the tested attributes. Never a person."""

    case_id: str
    activity: str
    occurred_at: datetime
    label: str
    attributes: Mapping[str, str]
    outcome: str


@dataclass(frozen=True, slots=True)
class SavedVerdict:
    """A verdict as it was shown: its payload, and the hash of the evidence rows it rests on."""

    id: int
    measure_id: int
    unit: str
    team_ids: frozenset[int]
    as_of: date
    saved_at: datetime
    evidence_sha256: str
    code_version: str
    payload: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class MarkFact:
    """Something that happened on a day, drawn on charts: go-live, a form changed, coaching began, an outage.

    ``subject`` is the slug of the change that it concerns alone; empty: all of them.
    """

    id: int
    on: date
    kind: str
    text: str
    team_ids: frozenset[int]
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How current a source is. ``usual_gap`` is in days; ``stopped_on`` is its last day once it is far overdue."""

    last_day: date | None
    last_import_at: datetime | None
    usual_gap: int
    stopped_on: date | None


@dataclass(frozen=True, slots=True)
class StoredSegment:
    """One live file of the manifest. ``columns``: the attributes that an events file carries."""

    id: int
    path: Path
    rows: int
    columns: tuple[str, ...]
    day_min: date
    day_max: date
    batch_id: UUID | None


@dataclass(frozen=True, slots=True)
class Due:
    """Something the ledger has to do: ``import`` one file, ``compact`` one source, or ``expire`` what is old."""

    what: str
    subject: str
