"""Times as they stand in files: ISO 8601, strptime formats, and the question of which number is the day."""

# ruff: noqa: S608 - SQL of our own: columns by number, texts quoted by sql.literal

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import duckdb

from takehold.evidence.limits import Refused
from takehold.evidence.sentences import Sentence
from takehold.evidence.sql import literal, one

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
PLAUSIBLE: Final = f"(ts >= timestamptz '{FIRST_YEAR}-01-01 00:00:00+00' and ts < timestamptz '{LAST_YEAR + 1}-01-01 00:00:00+00')"
"""SQL over the moment ``ts``: 3/4/16 read with a four-digit year would be the year 16."""

_DAY: Final = r"\d{4}-\d{2}-\d{2}"
_CLOCK: Final = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d{1,9})?)?"
_OFFSET: Final = r"(Z|[+-]\d{2}(:?\d{2})?)"
NAIVE: Final = rf"{_DAY}([T ]{_CLOCK})?"
AWARE: Final = rf"{_DAY}[T ]{_CLOCK} ?{_OFFSET}"

_DATES: Final = (
    *(form.replace("/", mark) for mark in "/-." for form in ("%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d/%m/%y", "%m/%d/%y")),
    "%d-%b-%Y", "%d %b %Y", "%d/%b/%Y", "%d-%b-%y", "%d/%b/%y", "%b %d, %Y", "%d %B %Y", "%B %d, %Y", "%Y%m%d",
)  # fmt: skip
_CLOCKS: Final = (
    "", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p", "T%H:%M:%S", ", %H:%M", ", %I:%M %p",
    ", %H:%M:%S", ", %I:%M:%S %p",
)  # fmt: skip
_ISO: Final = re.compile(rf"{AWARE}|{NAIVE}")
_TRIED: Final = 200


@dataclass(frozen=True, slots=True)
class Order:
    """Formats that fit the values of a column. Two when day and month cannot be told apart; then ``example``."""

    formats: tuple[str, ...]
    example: str | None = None


def is_iso(text: str) -> bool:
    """Whether a value is ISO 8601 as it is read here: a date, or a date with a time of day, with or without offset."""
    return _ISO.fullmatch(text.strip()) is not None


def naive_sql(column: str, pattern: str | None, *, iso: bool) -> str:
    """SQL for the local time without an offset, null where the text is none."""
    parts = []
    if iso:
        fixed = f"replace(trim({column}), ',', '.')"
        parts.append(
            f"case when regexp_full_match(trim({column}), {literal(NAIVE)}) then try_cast({fixed} as timestamp) end"
        )
    if pattern is not None and "%z" not in pattern.lower():
        parts.append(f"try_strptime({column}, {literal(pattern)})")
    return f"coalesce({', '.join(parts)}, null)" if parts else "null::timestamp"


def aware_sql(column: str, pattern: str | None, *, iso: bool) -> str:
    """SQL for the moment where the text has its own offset, else null."""
    parts = []
    if iso:
        tidy = rf"regexp_replace(replace(trim({column}), ',', '.'), ' ?([+-]\d{{2}}):?(\d{{2}})$', '\1:\2')"
        parts.append(
            f"case when regexp_full_match(trim({column}), {literal(AWARE)}) then try_cast({tidy} as timestamptz) end"
        )
    if pattern is not None and "%z" in pattern.lower():
        parts.append(f"try_strptime({column}, {literal(pattern)})::timestamptz")
    return f"coalesce({', '.join(parts)}, null)" if parts else "null::timestamptz"


def check_format(engine: duckdb.DuckDBPyConnection, pattern: str) -> None:
    """Refuse a format that is none."""
    try:
        engine.execute(f"select try_strptime('', {literal(pattern)})").fetchone()
    except duckdb.Error:
        raise Refused(
            "The time format “{pattern}” in the column mapping is not one that can be read. "
            "An example that works: %d/%m/%Y %H:%M for 29/2/2016 01:16.",
            pattern=pattern[:60],
        ) from None


def set_zone(engine: duckdb.DuckDBPyConnection, zone: str) -> None:
    """Times without an offset are local times of ``zone`` from now on."""
    try:
        engine.execute(f"set TimeZone = {literal(zone)}")
    except duckdb.Error:
        raise Refused(
            "The time zone “{zone}” in the column mapping is not known. Use a name such as Europe/Brussels or UTC.",
            zone=zone[:60],
        ) from None


def order_of(engine: duckdb.DuckDBPyConnection, values: str) -> Order | None:
    """Which format fits the values of the query ``values`` (one text column ``v``, no nulls).

    The format that fits most of them wins, if that is at least nine in ten; what it does not fit cannot be read.
    None: every value is ISO 8601, or there is none. No formats: none fits enough of them.
    """
    engine.execute(
        f"create or replace temp table odd as select v, count(*) as n from ({values}) "
        f"where not regexp_full_match(trim(v), {literal(f'{AWARE}|{NAIVE}')}) group by v"
    )
    tried = engine.execute(f"select v from odd order by n desc, v limit {_TRIED}").fetchall()
    if not tried:
        return None
    counted = [(_fitted(engine, form), form) for form in candidates([row[0] for row in tried])]
    most = max((count for count, _ in counted), default=0)
    if most * 10 < 9 * int(one(engine, "select sum(n) from odd")):
        return Order(())
    return _told_apart(engine, [form for count, form in counted if count == most])


def _told_apart(engine: duckdb.DuckDBPyConnection, fitting: Sequence[str]) -> Order:
    """One format, or the two that read some value differently, with such a value."""
    first = fitting[0]
    for other in fitting[1:]:
        differing = engine.execute(
            f"select v from odd where try_strptime(v, {literal(first)}) != try_strptime(v, {literal(other)}) "
            "order by v limit 1"
        ).fetchone()
        if differing is not None:
            return Order((first, other), str(differing[0]).strip())
    return Order((first,))


def candidates(values: Sequence[str]) -> list[str]:
    """Formats that fit nine in ten of the values."""
    found = []
    for form in (day + clock for day in _DATES for clock in _CLOCKS):
        if any(_parses(value, form) for value in values[:5]):
            fitted = sum(_parses(value, form) for value in values)
            if fitted * 10 >= 9 * len(values):
                found.append(form)
    return found


def _parses(value: str, form: str) -> bool:
    try:
        return FIRST_YEAR <= datetime.strptime(value.strip(), form).year <= LAST_YEAR  # noqa: DTZ007 - only whether it fits
    except ValueError:
        return False


def _fitted(engine: duckdb.DuckDBPyConnection, form: str) -> int:
    year = f"year(try_strptime(v, {literal(form)}))"
    query = f"select coalesce(sum(n) filter ({year} between {FIRST_YEAR} and {LAST_YEAR}), 0) from odd"
    return int(one(engine, query))


def reading_of(example: str, form: str) -> Sentence:
    """What a value means in a format, as "3 April 2016"."""
    return Sentence("{day}", day=_day(example, form))


def question(column: str, order: Order) -> Sentence:
    """What to ask when two orders fit."""
    example = order.example or ""
    first, second = order.formats
    return Sentence(
        'Is “{example}” in the column “{column}” {day_1} (timestamps = "{form_1}") or {day_2} '
        '(timestamps = "{form_2}")? Both fit every row, so the file cannot tell.',
        example=example,
        column=column,
        day_1=_day(example, first),
        form_1=first,
        day_2=_day(example, second),
        form_2=second,
    )


def _day(example: str, form: str) -> str:
    return datetime.strptime(example, form).date().isoformat()  # noqa: DTZ007 - only its date is shown
