"""What leaves the room: a file on its way in, how it would be read, what could be measured, what was tallied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from takehold.evidence.facts import Behaviour, Recipe
from takehold.initiatives.facts import BehaviourFact
from takehold.ledger.facts import ImportFact, RejectedRow, SourceFact


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One column of the file. ``missing_share`` is of the records looked at, 0..1.

    ``kinds``: time, number, yes/no, text. ``formats``: ways of writing dates that fit all values; more than one:
    day and month cannot be told apart.
    """

    name: str
    samples: tuple[str, ...]
    kinds: tuple[str, ...]
    missing_share: float
    distinct: int = 0
    formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """What was found in the file when it arrived. ``rows`` are the first records as text, in column order.

    ``proposed`` is the column mapping the system suggests, None when it could not make one. ``sheets`` are those of a
    workbook with their ``sheet_records``; ``sheet`` is the one that was looked at, empty where there is no choice.
    """

    format: str
    packing: str
    encoding: str
    delimiter: str
    sheets: tuple[str, ...]
    records: int
    exact: bool
    columns: tuple[ColumnSeen, ...]
    rows: tuple[tuple[str, ...], ...]
    proposed: Recipe | None
    cautions: tuple[str, ...]
    sheet_records: tuple[int, ...] = ()
    sheet: str = ""

    def column(self, name: str) -> ColumnSeen | None:
        """The column of this name."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in the file's order."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Draft:
    """A file between upload and import. ``recipe`` is what was decided so far, None before the mapping is saved."""

    id: UUID
    initiative_slug: str
    filename: str
    size: int
    created_at: datetime
    state: str
    sample: Sample
    recipe: Recipe | None
    counts_for: Mapping[str, str]
    source_id: int | None
    import_id: UUID | None


@dataclass(frozen=True, slots=True)
class SameColumns:
    """An earlier file of this change with the same columns, whose mapping can be used again; the ``source`` it fed."""

    draft_id: UUID
    filename: str
    on: date
    behaviours: tuple[str, ...]
    already_imported: bool
    source: str = ""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One record as it would be read. ``reason`` is set when it would be rejected."""

    line: int
    case: str = ""
    activity: str = ""
    at: str = ""
    team: str = ""
    reason: str = ""
    chances: int = 0
    new_way: int = 0
    mean: float | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class ValueCount:
    """A value of a column and how often it stands in the records looked at; what it is renamed to, if so."""

    value: str
    rows: int
    renamed: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The first records as they would be read; ``problem`` is the sentence when the mapping does not fit."""

    rows: tuple[PreviewRow, ...]
    read: int
    rejected: int
    has_case: bool
    has_activity: bool
    has_counts: bool
    problem: str = ""
    has_values: bool = False


@dataclass(frozen=True, slots=True)
class BehaviourOffer:
    """A behaviour that could be counted in this file. Counts are of the whole file; None: not counted yet.

    ``own``: described by hand; ``asked``: the change has a behaviour of this key;
    ``counted_from``: the other source that it is counted from so far, whose series would end.
    """

    behaviour: Behaviour
    chances: int | None
    new_way: int | None
    chosen: bool
    own: bool
    asked: bool = False
    counted_from: str = ""

    @property
    def rate(self) -> float | None:
        """Share of the new way, 0..1."""
        return (self.new_way or 0) / self.chances if self.chances else None


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps that stand in a file. Not ``whole``: of its first records only; ``problem``: why it was not read."""

    values: tuple[ValueCount, ...]
    whole: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RuleCount:
    """``kept`` of ``cases`` keep the rules. Beside them cases that are not over, and cases that no rule speaks of."""

    cases: int
    kept: int
    open: int
    untouched: int

    @property
    def rate(self) -> float | None:
        """Share of the cases that keep them, 0..1."""
        return self.kept / self.cases if self.cases else None


@dataclass(frozen=True, slots=True)
class RuleTrial:
    """All rules together, and each by itself where there are several."""

    whole: RuleCount
    rules: tuple[RuleCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Offers:
    """What could be counted, own behaviours and those asked for first.

    ``rows``: records each was tried on; ``waiting``: behaviours of the change that have no data yet.
    """

    all: tuple[BehaviourOffer, ...]
    rows: int
    whole: bool
    problem: str = ""
    waiting: tuple[BehaviourFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Watching:
    """An import as its page shows it. Of its ``labels``, ``unmatched`` wait for a person."""

    fact: ImportFact
    source: SourceFact
    initiative_slug: str
    labels: int
    unmatched: int
    draft_id: UUID | None
    rejected: tuple[RejectedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in the list: how fresh it is and what came in last. ``initiative_slug`` may be empty."""

    source: SourceFact
    imports: tuple[ImportFact, ...]
    days_old: int | None
    initiative_slug: str
    initiative_name: str


@dataclass(frozen=True, slots=True)
class TeamMade:
    """A team that ``by`` made from a name in a file, said to have so many people."""

    team_id: int
    name: str
    people: int
    source: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class ChangeChoice:
    """A change to choose."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class SourceRoom:
    """All sources of a viewer, and the changes that files can be brought for; to stewards ``made``, whose size they check."""

    lines: tuple[SourceLine, ...]
    changes: tuple[ChangeChoice, ...]
    made: tuple[TeamMade, ...] = ()


@dataclass(frozen=True, slots=True)
class TallyChoice:
    """A team and a behaviour that this viewer may count."""

    team_id: int
    team: str
    team_key: str
    initiative_slug: str
    behaviour_id: int
    behaviour_key: str
    behaviour: str
    question: str
    measure_id: int | None


@dataclass(frozen=True, slots=True)
class TallyCount:
    """Counted today for one team and behaviour: saved tallies only."""

    chances: int
    new_way: int
