"""Inside the sandbox: from a log to ``seen``: how many lines, by week, who, group label and where to.

``seen`` has the columns wk (weeks since Monday 5 January 1970), who, label, host, n, lo, hi (seconds since 1970).
"""

# ruff: noqa: S608 - SQL of our own: columns by number, texts quoted by sql.literal

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import duckdb

from takehold.evidence.facts import Format
from takehold.evidence.limits import Limits, Refused
from takehold.evidence.readers.opening import open_table
from takehold.evidence.readers.packing import unpack
from takehold.evidence.readers.text import open_text
from takehold.evidence.sentences import Sentence, of_one_text, packed
from takehold.evidence.sql import literal, one
from takehold.evidence.staging import load
from takehold.evidence.times import aware_sql, naive_sql, order_of, question
from takehold.evidence.usage.columns import mapped
from takehold.evidence.usage.forms import Form, Lines, recognise

WEEK: Final = "((sec - 345600) // 604800)"
FIRST, LAST = 631_152_000, 4_102_444_800  # the years 1990 to 2099
SHOWN: Final = 20
_NO_LINE: Final = chr(31)


@dataclass(slots=True)
class Account:
    """What became of each line: ``lines`` = counted + ``broken``. ``first_broken``: line and reason, ready for JSON."""

    form: Form
    lines: int
    broken: int
    persons: bool
    first_broken: list[list[Any]] = field(default_factory=list)


def see(
    engine: duckdb.DuckDBPyConnection, path: Path, request: Mapping[str, Any], scratch: Path, limits: Limits
) -> Account:
    """Make the table ``seen`` of a log.

    Raises:
        Refused: no log, a table whose columns do not tell enough, or nothing in it that can be read.
    """
    inner = unpack(path, scratch, limits)
    with inner.path.open("rb") as handle:
        table = handle.read(4) in (b"PAR1", b"PK\x03\x04")
    lines = None
    if not table:
        text = open_text(inner.path, None, scratch, limits)
        lines = recognise(text.path)
    account = (
        _table(engine, inner.path, request, scratch, limits)
        if lines is None
        else _lines(engine, text.path, lines)
    )
    if account.lines == 0:
        raise Refused("There is no entry in the log.")
    if account.broken == account.lines:
        line, reason = account.first_broken[0] if account.first_broken else (1, "")
        raise Refused("No line of the log can be read; line {line}: {why}", line=line, why=_again(reason))
    return account


def _again(reason: Any) -> str:
    return Sentence(reason[0], **reason[1]) if isinstance(reason, list) else str(reason)


def _scan(path: Path) -> str:
    return (
        f"read_csv({literal(str(path))}, auto_detect=false, header=false, columns={{'line': 'VARCHAR'}}, delim={literal(_NO_LINE)}, "
        "quote='', escape='', strict_mode=false, ignore_errors=true, max_line_size=1000000)"
    )


def _lines(engine: duckdb.DuckDBPyConnection, path: Path, form: Lines) -> Account:
    scan = f"(select rtrim(line, chr(13)) as line from {_scan(path)} where line is not null)"
    entries = f"(select {form.entry} as e from {scan} where not ({form.aside}))"
    told = f"(select {form.at} as sec, {form.who} as who, {form.host} as host from {entries})"
    _count(engine, f"(select sec, who, null::varchar as label, host, 1 as times from {told})")
    found = engine.execute(
        "select coalesce(sum(rows), 0), coalesce(sum(rows) filter (wk is null), 0) from seen"
    ).fetchone()
    lines, broken = found or (0, 0)
    account = Account(form.form, int(lines), int(broken), form.persons)
    if broken:
        numbered = f"(select row_number() over () as nr, rtrim(line, chr(13)) as line from {_scan(path)})"
        rows = engine.execute(
            f"select nr from (select nr, {form.at} as sec from (select nr, {form.entry} as e from {numbered} "
            f"where line is not null and not ({form.aside}))) where {_WRONG} order by nr limit {SHOWN}"
        ).fetchall()
        why = packed(Sentence("is not as the others, or has no time that can be read"))
        account.first_broken = [[int(line), why] for (line,) in rows]
    engine.execute("delete from seen where wk is null")
    return account


_WRONG: Final = f"(sec is null or sec < {FIRST} or sec >= {LAST})"


def _count(engine: duckdb.DuckDBPyConnection, rows: str) -> None:
    """``rows`` has at, who, label, host, times (lines that one row stands for)."""
    engine.execute(
        f"create table seen as select case when not {_WRONG} then {WEEK} end as wk, who, label, coalesce(host, '') as host, "
        f"sum(times)::bigint as n, count(*) as rows, min(sec) as lo, max(sec) as hi from {rows} group by 1, 2, 3, 4"
    )


def _table(
    engine: duckdb.DuckDBPyConnection, path: Path, request: Mapping[str, Any], scratch: Path, limits: Limits
) -> Account:
    opened = open_table(path, None, scratch, limits)
    columns = mapped(opened.table.columns, request.get("columns") or {})
    names = list(dict.fromkeys(columns.values()))
    load(engine, opened, names, "raw", limits)
    place = {part: f"c{names.index(column)}" for part, column in columns.items()}
    at = _moment(
        engine, columns["at"], place["at"], request.get("timestamps"), typed=opened.format is Format.PARQUET
    )
    where = f"coalesce({place['host']}, '')" if "host" in place else f"'?' || coalesce({place['name']}, '')"
    people = [
        f"nullif(nullif(trim({place[part]}), ''), '-')" for part in ("user", "address") if part in place
    ]
    who = f"lower(coalesce({', '.join(people)}))" if people else "null::varchar"
    label = f"nullif(trim({place['team']}), '')" if "team" in place else "null::varchar"
    times = f"greatest(coalesce(try_cast({place['hits']} as bigint), 1), 0)" if "hits" in place else "1"
    _count(
        engine,
        f"(select {at} as sec, {who} as who, {label} as label, {where} as host, {times} as times from raw where broken is null)",
    )
    lines = int(one(engine, "select count(*) from raw"))
    good = int(one(engine, "select coalesce(sum(rows) filter (wk is not null), 0) from seen"))
    account = Account(Form.TABLE, lines, lines - good, bool(people))
    if account.broken:
        account.first_broken = _broken(engine, at)
    engine.execute("delete from seen where wk is null")
    return account


def _broken(engine: duckdb.DuckDBPyConnection, at: str) -> list[list[Any]]:
    rows = engine.execute(
        f"select coalesce(line, nr + 1), broken from (select *, {at} as sec, row_number() over () as nr from raw) "
        f"where broken is not null or {_WRONG} order by nr limit {SHOWN}"
    ).fetchall()
    plain = packed(Sentence("has no time that can be read"))
    return [[int(line), packed(of_one_text(why)) if why else plain] for line, why in rows]


def _moment(
    engine: duckdb.DuckDBPyConnection, column: str, place: str, pattern: str | None, *, typed: bool
) -> str:
    """SQL for the seconds since 1970: ISO 8601, seconds or thousandths since 1970, or the format that fits."""
    number = f"regexp_full_match(trim({place}), '[0-9]{{9,11}}([.][0-9]+)?|[0-9]{{12,14}}')"
    seconds = f"try_cast({place} as double)"
    epoch = f"case when {number} then (case when {seconds} > 100000000000 then {seconds} / 1000 else {seconds} end)::bigint end"
    if pattern is None and not typed:
        order = order_of(
            engine,
            f"select {place} as v from raw where {place} is not null and trim({place}) != '' and not {number}",
        )
        if order is not None and len(order.formats) == 2:
            raise Refused(question(column, order))
        pattern = order.formats[0] if order is not None and order.formats else None
    local = f"epoch({naive_sql(place, pattern, iso=True)})::bigint"
    exact = f"epoch({aware_sql(place, pattern, iso=True)})::bigint"
    return f"coalesce({exact}, {local}, {epoch})"
