"""A column mapping proposed from names and contents: known exports first, then what a column looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from takehold.evidence import times
from takehold.evidence.facts import Caution, ColumnFound, Columns, Format, Question, Recipe, Shape, Source
from takehold.evidence.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Seen:
    """A column with what only a proposal needs. ``example``: a date that reads two ways."""

    column: ColumnFound
    iso: bool = False
    aware: bool = False
    markers: tuple[str, ...] = ()
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A recipe without behaviours, or None where a needed column was not recognised; then questions ask for it."""

    recipe: Recipe | None
    questions: tuple[Question, ...] = ()
    cautions: tuple[Caution, ...] = ()


NO_TABLE: Final = Sentence(
    "Is this a list at all? Only one column was found. A list export has several, with a comma, a semicolon or a tab "
    "between them; a letter, notes or a mail cannot be counted."
)
_CASE: Final = (
    "case_concept_name", "ocel_oid", "case_id", "caseid", "case", "number", "issue_key", "key", "sr_number", "ticket_id", "ticket_number",
    "ticket", "incident_id", "incident_number", "incident", "request_id", "request_number", "issue_id", "case_number", "task",
    "order_number", "patient_id", "vorgang", "fall", "id",
)  # fmt: skip
_ACTIVITY: Final = (
    "concept_name", "ocel_activity", "activity", "activity_name", "activityid", "activity_id", "incident_state", "event", "event_name",
    "event_type", "state", "status", "to_status", "new_status", "step", "action", "task_name",
)  # fmt: skip
_EVENT_TIME: Final = (
    "time_timestamp", "ocel_timestamp", "timestamp", "event_time", "complete_timestamp", "completetimestamp", "change_date_time",
    "sys_updated_at", "sys_updated_on", "updated", "updated_at", "occurred_at", "changed", "changed_at", "event_date",
    "start_timestamp", "time", "datetime", "date_time", "date", "created", "created_at", "zeitstempel", "datum",
)  # fmt: skip
_CASE_TIME: Final = (
    "opened_at", "opened", "created", "created_at", "sys_created_on", "sys_created_at", "open_date", "opened_date", "start_date",
    "reported", "closed_at", "closed", "resolved_at", "resolved", "resolution_date", "date",
)  # fmt: skip
_TEAM: Final = (
    "assignment_group", "org_group", "team", "team_name", "group", "group_name", "support_group", "assigned_group",
    "resolver_group", "involved_st", "department", "unit", "ward", "project_name", "project_key", "project", "component_s",
    "workgroup", "responsible_section", "org_role", "abteilung", "station",
)  # fmt: skip
_PERIOD: Final = ("period", "month", "week", "quarter", "date", "day", "monat", "woche")
_DONE: Final = ("done", "new_way", "numerator", "compliant", "hits", "yes", "correct", "count_done")
_OF: Final = ("of", "total", "chances", "opportunities", "denominator", "cases", "observed", "n")
_OLD: Final = ("old_way", "old", "not_done", "no")
_VALUE_REPEATS: Final = 0.95


def propose(
    kind: Format,
    seen: Sequence[Seen],
    rows: int,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Proposal:
    """Propose a mapping for a file of ``kind`` whose first ``rows`` rows gave ``seen``."""
    parts = _parts(kind, seen, rows)
    missing = _missing(parts, seen)
    if missing:
        return Proposal(None, missing)
    markers = {mark for one in seen for mark in one.markers}
    source = Source(
        kind,
        parts.shape,
        missing=(*sorted(markers, key=lambda mark: (mark != "?", mark)), ""),
        timestamps=_format(parts.at),
        encoding=None if encoding in (None, "utf-8", "utf-8-sig", "utf-16", "utf-32") else encoding,
        delimiter=delimiter if delimiter not in (",", None) and kind is Format.CSV else None,
        sheet=sheet,
    )
    return Proposal(
        Recipe(source, parts.columns), _doubts(parts.at), _cautions(parts.shape, parts.at, parts.team)
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """Which column plays which part, as far as that was recognised."""

    shape: Shape
    columns: Columns
    at: Seen | None
    team: Seen | None


def _parts(kind: Format, seen: Sequence[Seen], rows: int) -> _Parts:
    counts = _counts(seen)
    case = _named(seen, _CASE) or _like(
        seen, r"case|ticket|incident|number|issue|key$|_id$", ("text", "number")
    )
    activity = _named(seen, _ACTIVITY) or _like(seen, r"activity|event|status|state", ("text",))
    if counts is not None and (case is None or activity is None):
        columns = Columns(**{part: one.column.name for part, one in counts.items()})
        return _Parts(Shape.COUNTS, columns, counts["period"], counts["team"])
    repeated = case is not None and rows > 0 and case.column.distinct < rows * _VALUE_REPEATS
    shape = (
        Shape.EVENTS
        if activity is not None and (repeated or kind in (Format.XES, Format.OCEL))
        else Shape.CASES
    )
    at = _time(seen, shape)
    team = _named(seen, _TEAM) or _like(seen, r"group|team|department|ward|unit", ("text",))
    return _Parts(shape, _columns(shape, case, activity, at, team), at, team)


def _counts(seen: Sequence[Seen]) -> dict[str, Seen] | None:
    """The parts of ready-made counts, when all four are there and the figures are figures."""
    names = {"team": _TEAM, "period": _PERIOD, "done": _DONE, "of": _OF, "old_way": _OLD}
    found = {part: one for part, known in names.items() if (one := _named(seen, known)) is not None}
    if "old_way" in found and not _is(found["old_way"], "number"):
        del found["old_way"]
    if not {"team", "period", "done", "of"} <= found.keys():
        return None
    return found if _is(found["done"], "number") and _is(found["of"], "number") else None


def _columns(
    shape: Shape, case: Seen | None, activity: Seen | None, at: Seen | None, team: Seen | None
) -> Columns:
    def name(one: Seen | None) -> str | None:
        return one.column.name if one is not None else None

    return Columns(
        case=name(case),
        activity=name(activity) if shape is Shape.EVENTS else None,
        at=name(at),
        team=name(team),
    )


def _is(one: Seen | None, kind: str) -> bool:
    return one is not None and one.column.kinds[:1] == (kind,)


def _plain(name: str) -> str:
    """A name for comparing: small letters and single underscores."""
    return re.sub(r"[^0-9a-zäöüßéèà]+", "_", name.lower()).strip("_")


def _named(seen: Sequence[Seen], names: Sequence[str]) -> Seen | None:
    """The first of the names that the file has, with any value in it."""
    where = {_plain(one.column.name): one for one in reversed(seen)}
    return next((where[name] for name in names if name in where and where[name].column.distinct), None)


def _like(seen: Sequence[Seen], pattern: str, kinds: Sequence[str]) -> Seen | None:
    """The first column with such a name and mostly values of such a kind."""
    for one in seen:
        if (
            re.search(pattern, _plain(one.column.name))
            and one.column.kinds[:1]
            and one.column.kinds[0] in kinds
        ):
            return one
    return None


def _time(seen: Sequence[Seen], shape: Shape) -> Seen | None:
    """The time of an event, or the one date of a case that most rows have."""
    dated = [one for one in seen if _is(one, "time")]
    named = _named(dated, _EVENT_TIME if shape is Shape.EVENTS else _CASE_TIME + _EVENT_TIME)
    if named is not None:
        return named
    return min(dated, key=lambda one: one.column.missing, default=None)


def _format(at: Seen | None) -> str | None:
    if at is None or at.iso or len(at.column.formats) != 1:
        return None
    return at.column.formats[0]


def _missing(parts: _Parts, seen: Sequence[Seen]) -> tuple[Question, ...]:
    """What must be asked before there is a mapping at all."""
    names = tuple((one.column.name, ", ".join(one.column.samples[:3])) for one in seen)
    if len(seen) == 1:
        return (Question("table", NO_TABLE, None, names),)
    found = []
    if parts.columns.case is None and parts.shape is not Shape.COUNTS:
        found.append(
            Question(
                "case",
                Sentence("Which column tells one case (ticket, request, patient) from another?"),
                None,
                names,
            )
        )
    if parts.at is None:
        found.append(
            Question("at", Sentence("Which column holds the time? None looks like a date."), None, names)
        )
    return tuple(found)


def _doubts(at: Seen | None) -> tuple[Question, ...]:
    if at is None or len(at.column.formats) < 2 or at.example is None:
        return ()
    order = times.Order(at.column.formats, at.example)
    choices = tuple((form, times.reading_of(at.example, form)) for form in order.formats)
    return (Question("day_order", times.question(at.column.name, order), at.column.name, choices),)


def _cautions(shape: Shape, at: Seen | None, team: Seen | None) -> tuple[Caution, ...]:
    found = []
    if team is None:
        found.append(
            Caution("team", Sentence("No column looks like a team. Verdicts will speak of the whole only."))
        )
    if at is not None and not at.aware and shape is not Shape.COUNTS:
        found.append(
            Caution(
                "time_zone",
                Sentence(
                    "Times in “{column}” name no time zone; they are read as UTC until the column mapping names one.",
                    column=at.column.name,
                ),
            )
        )
    return tuple(found)
