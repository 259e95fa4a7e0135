"""What the evidence room speaks of: recipes, what a reading found, and the columns of events and evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

import pyarrow as pa


class Format(StrEnum):
    """What a file is. Each may be packed as gz or zip."""

    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    JSONL = "jsonl"
    XES = "xes"
    OCEL = "ocel"


class Shape(StrEnum):
    """What a row means."""

    EVENTS = "events"
    CASES = "cases"
    COUNTS = "counts"
    VALUES = "values"


READY_MADE: Final = (Shape.COUNTS, Shape.VALUES)
"""Shapes in which a row is of a team and a period, counted or measured elsewhere."""


RULE_KINDS: Final = (
    "init", "end", "existence", "absence", "response", "precedence", "succession",
    "chain-response", "chain-precedence", "chain-succession",
    "alternate-response", "alternate-precedence", "alternate-succession",
    "not-succession", "not-coexistence", "exclusive-choice",
)  # fmt: skip
ORDERED_KINDS: Final = tuple(k for k in RULE_KINDS if k.endswith(("response", "precedence", "succession")))


@dataclass(frozen=True, slots=True)
class Source:
    """How the file is to be read. ``timestamps`` is a strptime format or None (ISO 8601)."""

    format: Format
    shape: Shape
    missing: tuple[str, ...] = ("",)
    timestamps: str | None = None
    timezone: str = "UTC"
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of the file plays which part. Names as they stand in the file.

    events: case, activity, at, team [actor, id]. cases: case, at, team [actor, id].
    counts: team, period, done, of [old_way]. values: team, period, mean [n, sd].
    """

    case: str | None = None
    activity: str | None = None
    at: str | None = None
    team: str | None = None
    actor: str | None = None
    id: str | None = None
    period: str | None = None
    done: str | None = None
    of: str | None = None
    old_way: str | None = None
    mean: str | None = None
    n: str | None = None
    sd: str | None = None


Scalar = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of one column. ``op``: is, in, not, not_in, at_most, at_least, present, missing, matches."""

    column: str
    op: str
    value: Scalar | tuple[Scalar, ...] | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """All tests must hold. No tests: always true."""

    tests: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A Declare template. ``within`` in seconds; ``n`` for existence and absence."""

    kind: str
    a: str
    b: str | None = None
    within: int | None = None
    n: int = 1


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A desired behaviour as it is measured.

    ``per`` is "event" (opportunity and new_way speak of an event) or "case" (rules, or conditions on the case's
    last event). ``once_per`` = "case" keeps the last matching event of a case. ``team_of`` and ``period_of``
    are "first" or "last" (event of the case). ``per`` is "report" for a figure that was measured elsewhere: ``unit`` is
    what it is measured in, ``better`` "lower", "higher" or empty. ``closing`` are activities after which a case is over;
    ``closed_after`` is how many days without an event end a case (None: ``measures.CLOSED_AFTER_DAYS``). ``kinds``: the
    column that tells kinds of cases apart, so that teams are compared at an equal mix; it decides no count.
    """

    key: str
    name: str
    per: str = "event"
    opportunity: Condition = field(default_factory=Condition)
    new_way: Condition | None = None
    old_way: Condition | None = None
    rules: tuple[Rule, ...] = ()
    once_per: str | None = None
    team_of: str = "first"
    period_of: str = "first"
    target: float | None = None
    go_live: date | None = None
    question: str = ""
    caution: str = ""
    origin: str = ""
    closing: tuple[str, ...] = ()
    closed_after: int | None = None
    unit: str = ""
    better: str = ""
    kinds: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A column mapping with its behaviours. ``sha256`` is of the canonical text."""

    source: Source
    columns: Columns
    behaviours: tuple[Behaviour, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sha256: str = ""

    def attributes(self) -> tuple[str, ...]:
        """Names of the file's columns that some condition tests, or that tell kinds of cases apart, and that no part of
        ``columns`` covers.

        In a condition ``case``, ``activity`` and ``team`` speak of the column that plays that part.
        """
        roles = {"case": self.columns.case, "activity": self.columns.activity, "team": self.columns.team}
        parts = {*roles.values(), *(role for role, column in roles.items() if column)}
        named = {
            test.column
            for behaviour in self.behaviours
            for condition in (behaviour.opportunity, behaviour.new_way, behaviour.old_way)
            if condition is not None
            for test in condition.tests
        }
        kinds = {behaviour.kinds for behaviour in self.behaviours if behaviour.kinds}
        return tuple(sorted((named | kinds) - parts))


@dataclass(frozen=True, slots=True)
class Rejection:
    """A record that was not read, with its line (1-based, header = 1) and why, in words."""

    line: int
    reason: str
    column: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to know beside a figure. ``text`` is a finished sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of reading one or more files. ``rows_read + rows_rejected`` = records in the files.

    ``rejections`` holds the first 1,000; ``rows_rejected`` counts all.
    """

    files: tuple[str, ...]
    sha256: str
    rows_read: int
    rows_rejected: int
    duplicates: int
    rejections: tuple[Rejection, ...]
    events: int
    cases: int
    first: datetime | None
    last: datetime | None
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnFound:
    """A column of a file as its first rows show it.

    ``kinds``: of "time", "number", "yes/no", "text", the most frequent first; empty when no cell has a value.
    ``missing``: share of cells without a value, 0 to 1. ``formats``: time formats that fit all values, when more
    than one does, day and month cannot be told apart. ``distinct``: different values among the rows looked at.
    """

    name: str
    samples: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    missing: float = 0.0
    distinct: int = 0
    formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What the file alone cannot tell. ``choices``: value for the recipe, and what it means, in words."""

    code: str
    text: str
    column: str | None = None
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is in a file. ``records`` is exact where ``exact``; ``rows`` are the first ones, in the order of ``columns``.

    ``sheets`` are those of a workbook that hold cells, each with its ``sheet_records``; ``sheet`` is the one that was
    looked at, None where there is no choice.
    """

    file: str
    format: Format
    packing: str
    encoding: str | None
    delimiter: str | None
    sheets: tuple[str, ...]
    columns: tuple[ColumnFound, ...]
    records: int
    exact: bool
    rows: tuple[tuple[str | None, ...], ...]
    proposed: Recipe | None = None
    questions: tuple[Question, ...] = ()
    cautions: tuple[Caution, ...] = ()
    sheet_records: tuple[int, ...] = ()
    sheet: str | None = None


def attribute(column: str) -> str:
    """The name that a file's column carries in an events segment."""
    return f"x_{column}"


EVENT_SCHEMA: Final = pa.schema(
    [
        (
            "event_id",
            pa.int64(),
        ),  # 64-bit hash of (case, activity, occurred_at, ordinal among equals) or of the id column
        ("case_id", pa.string()),
        ("activity", pa.string()),
        ("occurred_at", pa.timestamp("us", tz="UTC")),
        ("day", pa.date32()),  # local day, in the recipe's time zone
        ("team", pa.string()),  # the source's own label
        ("actor", pa.int64()),  # a random surrogate, null by default
        ("ordinal", pa.int64()),  # position in the file, breaks ties
    ]
)
"""Columns of every events segment; after them one string column ``attribute(name)`` per attribute of the recipe."""

EVIDENCE_SCHEMA: Final = pa.schema(
    [
        ("behaviour", pa.string()),
        ("team", pa.string()),
        ("day", pa.date32()),
        ("actor", pa.int64()),
        ("chances", pa.int64()),
        ("new_way", pa.int64()),
        ("old_way", pa.int64()),  # null where the old way cannot be seen
        ("pending", pa.int64()),
        ("vacuous", pa.int64()),
    ]
)
"""Evidence rows. Additive: rows with the same key are summed, a correction is a negative row."""

VALUE_SCHEMA: Final = pa.schema(
    [
        ("behaviour", pa.string()),
        ("team", pa.string()),
        ("day", pa.date32()),
        ("mean", pa.float64()),
        ("n", pa.int64()),  # null where it is not said of how many
        ("sd", pa.float64()),  # null where it is not said
    ]
)
"""Rows of performance reports: one value of a team and the period that begins on that day."""
