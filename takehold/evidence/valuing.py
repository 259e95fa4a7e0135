"""From text rows to values of performance reports: one number of a team and a period, with n and spread where said."""

# ruff: noqa: S608 - SQL of our own: columns by number, texts quoted by sql.literal

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from takehold.evidence.canonical import clean_sql, rejection
from takehold.evidence.counting import (
    blamed_sql,
    day_sql,
    places_checked,
    reason_sql,
    whole_sql,
    write_places,
)
from takehold.evidence.limits import Limits
from takehold.evidence.plan import Plan
from takehold.evidence.sql import literal
from takehold.evidence.staging import Report, Stage

LARGEST: Final = "1e15"


def write_values(stage: Stage, plan: Plan, scratch: Path, limits: Limits, report: Report) -> dict[str, Any]:
    """Make ``values.parquet`` in ``scratch`` and tell what was read, rejected and seen twice."""
    return write_places(stage, plan, limits, report, _values_sql, lambda: _copy(stage, plan, scratch))


def _values_sql(stage: Stage, plan: Plan, number: int, offset: int, pattern: str | None, iso: bool) -> str:
    parts = plan.parts()
    cells = {
        part: clean_sql(stage.column(name), plan, plan.renaming(part, name)) for part, name in parts.items()
    }
    texts = {part: cells.get(part, "null::varchar") for part in ("mean", "n", "sd")}
    checks = _reasons(plan)
    return (
        f"select ordinal, line, team, mean, n, sd, day, {reason_sql(checks)} as reason, {blamed_sql(checks)} as blamed "
        "from (select *, row_number() over (partition by team, day order by ordinal) as nth, "
        "min(line) over (partition by team, day) as earlier from ("
        f"select rowid + {offset} as ordinal, coalesce(line, rowid + 2) as line, broken, team, period, mean_text, n_text, sd_text, "
        f"{_number('mean_text')} as mean, {whole_sql('n_text')} as n, {_number('sd_text')} as sd, "
        f"{day_sql(pattern, iso=iso)} as day "
        f"from (select rowid, line, broken, {cells['team']} as team, {cells['period']} as period, "
        f"{texts['mean']} as mean_text, {texts['n']} as n_text, {texts['sd']} as sd_text from raw_{number})))"
    )


def _number(column: str) -> str:
    """SQL for a number with a decimal point, or with a comma that cannot be one between thousands; null for all else."""
    point = rf"regexp_full_match(trim({column}), '[+-]?\d{{1,15}}(\.\d+)?([eE][+-]?\d{{1,2}})?')"
    comma = rf"regexp_full_match(trim({column}), '[+-]?\d{{1,15}},(\d{{1,2}}|\d{{4,}})')"
    return (
        f"case when {point} then try_cast(trim({column}) as double) "
        f"when {comma} then try_cast(replace(trim({column}), ',', '.') as double) end"
    )


def _reasons(plan: Plan) -> list[tuple[str, str, str | None]]:
    parts = plan.parts()
    wrong = "has “{told}” in the column “{column}”, where a number such as 12.5 belongs"
    checks = [
        *places_checked(parts),
        (
            f"mean is null or abs(mean) > {LARGEST}",
            rejection(wrong, "coalesce(left(mean_text, 40), '')", literal(parts["mean"])),
            parts["mean"],
        ),
    ]
    if "n" in parts:
        words = rejection(
            "has “{told}” in the column “{column}”, where it should say of how many: a whole number from 1 on, or nothing",
            "left(n_text, 40)",
            literal(parts["n"]),
        )
        checks.append(("n_text is not null and (n is null or n < 1)", words, parts["n"]))
    if "sd" in parts:
        words = rejection(
            "has “{told}” in the column “{column}”, where a standard deviation belongs: a number from 0 on, or nothing",
            "left(sd_text, 40)",
            literal(parts["sd"]),
        )
        bad = f"sd_text is not null and (sd is null or sd < 0 or sd > {LARGEST})"
        checks.append((bad, words, parts["sd"]))
    again = rejection("repeats the team and period of line {line}; remove one of the two", "earlier::varchar")
    return [*checks, ("nth > 1", again, parts["team"])]


def _copy(stage: Stage, plan: Plan, scratch: Path) -> None:
    stage.engine.execute(
        f"copy (select {literal(plan.behaviour)} as behaviour, team, day, mean, n, sd from counts order by day, team) "
        f"to {literal(str(scratch / 'values.parquet'))} (format parquet, compression zstd)"
    )
