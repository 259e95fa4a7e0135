"""From text rows to canonical events: times, identity, corrections, and a reason for each record left out."""

# ruff: noqa: S608 - SQL of our own: columns by number, texts quoted by sql.literal

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from takehold.evidence import times
from takehold.evidence.facts import Caution, Shape, attribute
from takehold.evidence.limits import Limits, Refused
from takehold.evidence.plan import Plan
from takehold.evidence.sentences import Sentence, of_one_text, packed
from takehold.evidence.sql import literal, one
from takehold.evidence.staging import Report, Stage

_SHOWN = 60


def write_events(stage: Stage, plan: Plan, scratch: Path, limits: Limits, report: Report) -> dict[str, Any]:
    """Make ``events.parquet`` in ``scratch`` and tell what was read, rejected and seen twice."""
    engine = stage.engine
    times.set_zone(engine, plan.source.timezone)
    parts = plan.parts()
    pattern = time_format(stage, plan, parts["at"])
    offset = 0
    for number in range(len(stage.files)):
        engine.execute(f"create table kept_{number} as {_events_sql(stage, plan, number, offset, pattern)}")
        offset += one(engine, f"select count(*) from raw_{number}")
        engine.execute(f"drop table raw_{number}")
        if plan.source.shape is Shape.EVENTS and "id" not in parts:
            _number_equals(stage, number)
        report(0.7 + 0.2 * (number + 1) / len(stage.files))
    union = " union all ".join(f"select * from kept_{number}" for number in range(len(stage.files)))
    engine.execute(f"create view records as {union}")
    told = account(stage, limits)
    duplicates = _superseded(stage, plan)
    _copy(stage, plan, scratch)
    told |= _extent(stage)
    told["duplicates"] = duplicates
    told["cautions"] = [*_spoken(stage.cautions), *_spoken(_cautions(stage, plan, duplicates))]
    report(1.0)
    return told


def time_format(stage: Stage, plan: Plan, column: str) -> str | None:
    """The strptime format for the time column: the recipe's, or the only one that fits every value.

    Raises:
        Refused: two orders of day and month fit.
    """
    if plan.source.timestamps is not None:
        times.check_format(stage.engine, plan.source.timestamps)
        return plan.source.timestamps
    place = clean_sql(stage.column(column), plan)
    values = " union all ".join(
        f"select v from (select {place} as v from raw_{number}) where v is not null"
        for number in range(len(stage.files))
    )
    order = times.order_of(stage.engine, values)
    if order is None or not order.formats:
        return None
    if order.example is not None:
        raise Refused("{question} Say it in the column mapping.", question=times.question(column, order))
    stage.cautions.append(
        Caution(
            "time_format",
            Sentence(
                "The column mapping names no time format. Times in “{column}” were read as {order}: "
                "no other order fits as many of them.",
                column=column,
                order=order.formats[0],
            ),
        )
    )
    return order.formats[0]


def clean_sql(column: str, plan: Plan, renaming: Mapping[str, str] | None = None) -> str:
    """SQL for a cell: null where it is empty or a missing marker, renamed where the recipe says so."""
    markers = ", ".join(literal(marker) for marker in dict.fromkeys(("", *plan.source.missing)))
    cleaned = f"case when trim({column}) in ({markers}) then null else {column} end"
    if not renaming:
        return cleaned
    cases = " ".join(f"when {literal(old)} then {literal(new)}" for old, new in renaming.items())
    return f"case {cleaned} {cases} else {cleaned} end"


def _events_sql(stage: Stage, plan: Plan, number: int, offset: int, pattern: str | None) -> str:
    """One row per record: ordinal, line, canonical columns, identity, and why it is rejected (null: it is not)."""
    parts = plan.parts()
    fields = {
        part: clean_sql(stage.column(name), plan, plan.renaming(part, name)) for part, name in parts.items()
    }
    at, iso = fields.pop("at"), plan.source.timestamps is None or stage.typed[number]
    chosen = "".join(
        f", {fields.get(part, 'null::varchar')} as {part}"
        for part in ("case", "activity", "team", "actor", "id")
    )
    chosen = chosen.replace(" as case", " as case_id").replace(" as id", " as own_id")
    carried = "".join(
        f", {clean_sql(stage.column(name), plan, plan.values.get(name))} as {quoted(attribute(name))}"
        for name in plan.attributes
    )
    named = ", ".join(["ordinal", "line", "naive", "case_id", "activity", "team", "actor", "told"])
    carried_names = "".join(f", {quoted(attribute(name))}" for name in plan.attributes)
    return (
        f"select {named}{carried_names}, ts, {_reason_sql(plan, pattern)} as reason, "
        f"{_blamed_sql(plan)} as blamed, {_identity_sql(plan, '0')} as event_id "
        f"from (select *, coalesce(naive::timestamptz, aware) as ts from ("
        f"select rowid + {offset} as ordinal, coalesce(line, rowid + 2) as line, broken, told{chosen_names()}{carried_names}, "
        f"{times.naive_sql('told', pattern, iso=iso)} as naive, {times.aware_sql('told', pattern, iso=iso)} as aware from ("
        f"select rowid, line, broken, {at} as told{chosen}{carried} from raw_{number})))"
    )


def chosen_names() -> str:
    """The cells that become canonical columns, in the order in which they are selected."""
    return ", case_id, activity, team, actor, own_id"


def quoted(name: str) -> str:
    """A SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def rejection(template: str, *values: str) -> str:
    """SQL for the reason of a rejection, a sentence as one text: its template, and ``values`` as SQL in their order."""
    pieces = [literal(template), *(f"replace({value}, chr(31), ' ')" for value in values)]
    return " || chr(31) || ".join(pieces)


def _reason_sql(plan: Plan, pattern: str | None) -> str:
    parts = plan.parts()
    shown = f"left(told, {_SHOWN})"
    if pattern:
        unread = rejection("has the time “{told}”, which cannot be read as {order}", shown, literal(pattern))
    else:
        unread = rejection(
            "has the time “{told}”, which cannot be read as an ISO date such as 2016-02-29 01:16", shown
        )
    cases = ["when broken is not null then broken", "when case_id is null then " + rejection("names no case")]
    if "activity" in parts and plan.source.shape is Shape.EVENTS:
        cases.append("when activity is null then " + rejection("names no activity"))
    if "id" in parts:
        cases.append("when own_id is null then " + rejection("has no id"))
    cases += [
        "when told is null then " + rejection("has no time"),
        f"when ts is null then {unread}",
        f"when not {times.PLAUSIBLE} then "
        + rejection("has the time “{told}”, whose year cannot be right", shown),
    ]
    return f"case {' '.join(cases)} end"


def _blamed_sql(plan: Plan) -> str:
    parts = plan.parts()
    cases = [
        "when reason is null or broken is not null then null",
        f"when case_id is null then {literal(parts['case'])}",
    ]
    if "activity" in parts and plan.source.shape is Shape.EVENTS:
        cases.append(f"when activity is null then {literal(parts['activity'])}")
    if "id" in parts:
        cases.append(f"when own_id is null then {literal(parts['id'])}")
    cases.append(f"when ts is null or not {times.PLAUSIBLE} then {literal(parts['at'])}")
    return f"case {' '.join(cases)} end"


def _identity_sql(plan: Plan, ordinal: str) -> str:
    """First eight bytes of an MD5, as a signed number. Nothing of the row but what makes it this event is in it."""
    if "id" in plan.parts():
        text = "'id' || chr(31) || own_id"
    elif plan.source.shape is Shape.CASES:
        text = "'case' || chr(31) || case_id"
    else:
        text = (
            "'event' || chr(31) || strlen(case_id) || ':' || case_id || chr(31) || strlen(activity) || ':' || activity "
            f"|| chr(31) || epoch_us(ts) || chr(31) || {ordinal}"
        )
    return _signed(f"md5_number_upper({text})")


def _signed(number: str) -> str:
    return f"({number}::hugeint - case when {number} > 9223372036854775807 then 18446744073709551616 else 0 end)::bigint"


def _number_equals(stage: Stage, number: int) -> None:
    """Events of one file that agree in case, activity and time are told apart by their order in the file."""
    table = f"kept_{number}"
    stage.engine.execute(
        f"create temp table equals as select ordinal, "
        f"row_number() over (partition by case_id, activity, ts order by ordinal) - 1 as nth "
        f"from {table} where reason is null and event_id in "
        f"(select event_id from {table} where reason is null group by event_id having count(*) > 1)"
    )
    text = (
        "'event' || chr(31) || strlen(case_id) || ':' || case_id || chr(31) || strlen(activity) || ':' || activity "
        "|| chr(31) || epoch_us(ts) || chr(31) || nth"
    )
    stage.engine.execute(
        f"update {table} set event_id = {_signed(f'md5_number_upper({text})')} from equals "
        f"where {table}.ordinal = equals.ordinal and nth > 0"
    )
    stage.engine.execute("drop table equals")


def account(stage: Stage, limits: Limits) -> dict[str, Any]:
    """How many records were read and rejected, and the first rejections in file order.

    Raises:
        Refused: not one record could be read.
    """
    engine = stage.engine
    records, rejected = engine.execute("select count(*), count(reason) from records").fetchall()[0]
    found = engine.execute(
        f"select ordinal, line, left(reason, 1000), blamed from records where reason is not null order by ordinal limit {limits.rejections}"
    ).fetchall()
    if records == rejected:
        _, line, why, _ = found[0]
        raise Refused(
            "None of the {records} records could be read. The first, in line {line}, {reason}. "
            "Compare the column mapping with the file.",
            records=records,
            line=line,
            reason=of_one_text(why),
        )
    starts = _starts(stage)
    rejections = [
        [line, packed(of_one_text(why)), blamed, _file_of(starts, ordinal)]
        for ordinal, line, why, blamed in found
    ]
    return {"rows_read": records - rejected, "rows_rejected": rejected, "rejections": rejections}


def _starts(stage: Stage) -> list[tuple[int, str]]:
    starts = []
    for number, name in enumerate(stage.files):
        first = one(stage.engine, f"select min(ordinal) from kept_{number}")
        if first is not None:
            starts.append((first, name))
    return starts


def _file_of(starts: list[tuple[int, str]], ordinal: int) -> str:
    return next(name for first, name in reversed(starts) if first <= ordinal)


def _superseded(stage: Stage, plan: Plan) -> int:
    """Mark records whose event comes again later; the last one counts. Returns how many."""
    engine = stage.engine
    single = len(stage.files) == 1 and plan.source.shape is Shape.EVENTS and "id" not in plan.parts()
    condition = "reason is null"
    if not single:
        engine.execute(
            "create temp table older as select ordinal from (select ordinal, max(ordinal) over (partition by event_id) as last "
            "from records where reason is null and event_id in "
            "(select event_id from records where reason is null group by event_id having count(*) > 1)) where ordinal < last"
        )
        condition += " and ordinal not in (select ordinal from older)"
    engine.execute(f"create view events as select * from records where {condition}")
    return 0 if single else int(one(engine, "select count(*) from older"))


def _copy(stage: Stage, plan: Plan, scratch: Path) -> None:
    carried = "".join(f", {quoted(attribute(name))}" for name in plan.attributes)
    target = literal(str(scratch / "events.parquet"))
    stage.engine.execute(
        "copy (select event_id, case_id, activity, ts as occurred_at, ts::date as day, team, "
        f"{_actor_sql(plan)} as actor, ordinal{carried} from events order by ts, ordinal) "
        f"to {target} (format parquet, compression zstd, row_group_size 200000)"
    )


def _actor_sql(plan: Plan) -> str:
    """A keyed hash: nobody without the key can go from a person to it, nor back. Without a key given, one is drawn and
    thrown away."""
    if "actor" not in plan.parts():
        return "null::bigint"
    import os

    key = plan.actor_key or os.urandom(16).hex()
    return f"case when actor is not null then {_signed(f'md5_number_upper({literal(key)} || actor)')} end"


def _extent(stage: Stage) -> dict[str, Any]:
    events, cases, first, last = stage.engine.execute(
        "select count(*), count(distinct case_id), min(epoch_us(ts)), max(epoch_us(ts)) from events"
    ).fetchall()[0]
    return {"events": events, "cases": cases, "first": first, "last": last}


def _spoken(cautions: list[Caution]) -> list[list[str]]:
    return [[caution.code, packed(caution.text)] for caution in cautions]


def _cautions(stage: Stage, plan: Plan, duplicates: int) -> list[Caution]:
    engine, found = stage.engine, []
    total, nobody, skipped = engine.execute(
        "select count(*), count(*) filter (team is null), count(*) filter (naive is not null and ts::timestamp != naive) from events"
    ).fetchall()[0]
    if nobody and "team" in plan.parts():
        found.append(
            Caution(
                "no_team",
                Sentence(
                    "{some} of {records} records name no team. They count for the whole, for no team.",
                    some=nobody,
                    records=total,
                ),
            )
        )
    if skipped:
        found.append(
            Caution(
                "skipped_hour",
                Sentence(
                    "{records} records lie in an hour that the clocks of {zone} skipped. Is the time zone right?",
                    records=skipped,
                    zone=plan.source.timezone,
                ),
            )
        )
    if duplicates and plan.source.shape is Shape.CASES:
        found.append(
            Caution(
                "repeated_case",
                Sentence(
                    "{rows} rows repeat a case that stands further down. The last row of a case counts.",
                    rows=duplicates,
                ),
            )
        )
    return found
