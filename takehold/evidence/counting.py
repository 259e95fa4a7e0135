"""From text rows to ready-made counts: whole numbers that fit together, one row per team and period."""

# ruff: noqa: S608 - SQL of our own: columns by number, texts quoted by sql.literal

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from takehold.evidence import times
from takehold.evidence.canonical import account, clean_sql, rejection, time_format
from takehold.evidence.limits import Limits
from takehold.evidence.plan import Plan
from takehold.evidence.sentences import packed
from takehold.evidence.sql import literal, one
from takehold.evidence.staging import Report, Stage

_WEEK: Final = r"(\d{4})-?W(\d{2})"
_MONTH: Final = r"(\d{4})-(\d{2})"
_QUARTER: Final = r"(\d{4})[- ]?Q([1-4])"
_LARGEST: Final = 1_000_000_000


RowsSql = Callable[[Stage, Plan, int, int, "str | None", bool], str]


def write_counts(stage: Stage, plan: Plan, scratch: Path, limits: Limits, report: Report) -> dict[str, Any]:
    """Make ``counts.parquet`` in ``scratch`` and tell what was read, rejected and seen twice."""
    return write_places(stage, plan, limits, report, _counts_sql, lambda: _copy(stage, plan, scratch))


def write_places(
    stage: Stage, plan: Plan, limits: Limits, report: Report, rows_sql: RowsSql, copy: Callable[[], None]
) -> dict[str, Any]:
    """Rows of a team and a period: the last of each counts. ``rows_sql`` reads one file's rows; ``copy`` writes the view
    ``counts``."""
    engine = stage.engine
    times.set_zone(engine, "UTC")
    mend_periods(stage, plan)
    pattern = time_format(stage, plan, plan.parts()["period"])
    offset = 0
    for number in range(len(stage.files)):
        iso = plan.source.timestamps is None or stage.typed[number]
        engine.execute(f"create table kept_{number} as {rows_sql(stage, plan, number, offset, pattern, iso)}")
        offset += one(engine, f"select count(*) from raw_{number}")
        report(0.7 + 0.2 * (number + 1) / len(stage.files))
    union = " union all ".join(f"select * from kept_{number}" for number in range(len(stage.files)))
    engine.execute(f"create view records as {union}")
    told = account(stage, limits)
    engine.execute(
        "create view counts as select * from records where reason is null "
        "qualify row_number() over (partition by team, day order by ordinal desc) = 1"
    )
    copy()
    rows, first, last = engine.execute(
        "select count(*), min(epoch_us(day::timestamp)), max(epoch_us(day::timestamp)) from counts"
    ).fetchall()[0]
    report(1.0)
    cautions = [[caution.code, packed(caution.text)] for caution in stage.cautions]
    return told | {
        "events": rows, "cases": 0, "first": first, "last": last,
        "duplicates": told["rows_read"] - rows, "cautions": cautions,
    }  # fmt: skip


def mend_periods(stage: Stage, plan: Plan) -> None:
    """Weeks, months and quarters become their first day, so that only dates are left to understand."""
    column = stage.column(plan.parts()["period"])
    for number in range(len(stage.files)):
        text = f"trim({column})"
        stage.engine.execute(
            f"update raw_{number} set {column} = case "
            f"when regexp_full_match({text}, '{_MONTH}') then {text} || '-01' "
            f"when regexp_full_match({text}, '{_WEEK}') then coalesce(strftime(try_strptime("
            f"replace(replace({text}, '-', ''), 'W', '-') || '-1', '%G-%V-%u'), '%Y-%m-%d'), {text}) "
            f"when regexp_full_match({text}, '{_QUARTER}') then left({text}, 4) || '-' || "
            f"lpad((right({text}, 1)::int * 3 - 2)::varchar, 2, '0') || '-01' "
            f"else {column} end "
            f"where regexp_full_match({text}, '{_MONTH}|{_WEEK}|{_QUARTER}')"
        )


def _counts_sql(stage: Stage, plan: Plan, number: int, offset: int, pattern: str | None, iso: bool) -> str:
    parts = plan.parts()
    cells = {
        part: clean_sql(stage.column(name), plan, plan.renaming(part, name)) for part, name in parts.items()
    }
    old = cells.get("old_way", "null::varchar")
    return (
        f"select ordinal, line, team, done, tried, old, day, {reason_sql(_reasons(plan))} as reason, {blamed_sql(_reasons(plan))} as blamed "
        "from (select *, row_number() over (partition by team, day order by ordinal) as nth, "
        "min(line) over (partition by team, day) as earlier from ("
        f"select rowid + {offset} as ordinal, coalesce(line, rowid + 2) as line, broken, team, period, done_text, of_text, old_text, "
        f"{whole_sql('done_text')} as done, {whole_sql('of_text')} as tried, {whole_sql('old_text')} as old, "
        f"{day_sql(pattern, iso=iso)} as day "
        f"from (select rowid, line, broken, {cells['team']} as team, {cells['period']} as period, "
        f"{cells['done']} as done_text, {cells['of']} as of_text, {old} as old_text from raw_{number})))"
    )


def day_sql(pattern: str | None, *, iso: bool) -> str:
    """SQL for the first day of the period in the column ``period``."""
    return f"coalesce({times.naive_sql('period', pattern, iso=iso)}::date, {times.aware_sql('period', pattern, iso=iso)}::date)"


def whole_sql(column: str) -> str:
    """SQL for a whole number, also as "12.0" (spreadsheets) and with blanks around; null for all else."""
    return rf"case when regexp_full_match(trim({column}), '\d{{1,9}}(\.0+)?') then try_cast(split_part(trim({column}), '.', 1) as bigint) end"


def places_checked(parts: Mapping[str, str]) -> list[tuple[str, str, str | None]]:
    """What has to be right of a row's team and period, whatever stands there for them."""
    return [
        ("broken is not null", "broken", None),
        ("team is null", rejection("names no team"), parts["team"]),
        ("period is null", rejection("has no period"), parts["period"]),
        (
            f"day is null or not year(day) between {times.FIRST_YEAR} and {times.LAST_YEAR}",
            rejection(
                "has the period “{told}”, which cannot be read as a date, a month such as 2016-03, a week such as "
                "2016-W09 or a quarter such as 2016-Q1",
                "left(period, 60)",
            ),
            parts["period"],
        ),
    ]


def _reasons(plan: Plan) -> list[tuple[str, str, str | None]]:
    """Condition, words (SQL) and blamed column, in the order in which they are tried."""
    parts = plan.parts()
    checks = places_checked(parts)
    for part, text, value in (
        ("of", "of_text", "tried"),
        ("done", "done_text", "done"),
        ("old_way", "old_text", "old"),
    ):
        if part in parts:
            wrong = (
                f"{text} is null or {value} is null"
                if part != "old_way"
                else f"{text} is not null and {value} is null"
            )
            words = rejection(
                "has “{told}” in the column “{column}”, where a whole number from 0 on belongs",
                f"coalesce(left({text}, 40), '')",
                literal(parts[part]),
            )
            checks.append((wrong, words, parts[part]))
    checks += [
        ("done > tried", rejection("says that {done} of {all} were done the new way: more than there were", "done::varchar", "tried::varchar"), parts["done"]),
        ("done + coalesce(old, 0) > tried", rejection("counts {done} new and {old} old, more than the {all} there were", "done::varchar", "old::varchar", "tried::varchar"), parts.get("old_way")),
        ("nth > 1", rejection("repeats the team and period of line {line}; add the two up, or remove one", "earlier::varchar"), parts["team"]),
    ]  # fmt: skip
    return checks


def reason_sql(checks: Sequence[tuple[str, str, str | None]]) -> str:
    """SQL for the first thing that is wrong with a row, in words; null where nothing is."""
    return "case " + " ".join(f"when {wrong} then {words}" for wrong, words, _ in checks) + " end"


def blamed_sql(checks: Sequence[tuple[str, str, str | None]]) -> str:
    """SQL for the column that is to blame for it."""
    found = " ".join(
        f"when {wrong} then {literal(column) if column is not None else 'null'}"
        for wrong, _, column in checks
    )
    return f"case {found} end"


def _copy(stage: Stage, plan: Plan, scratch: Path) -> None:
    stage.engine.execute(
        f"copy (select {literal(plan.behaviour)} as behaviour, team, day, null::bigint as actor, tried as chances, "
        "done as new_way, old as old_way, 0::bigint as pending, 0::bigint as vacuous from counts order by day, team) "
        f"to {literal(str(scratch / 'counts.parquet'))} (format parquet, compression zstd)"
    )
