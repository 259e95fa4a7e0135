"""Forms of logs with one entry a line: how each is told apart, and the engine's SQL for time, who and where to."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from takehold.evidence.limits import Refused
from takehold.evidence.sql import literal

_START: Final = 65_536
_SQUID: Final = (
    r"^\s*(\d{9,11})(?:\.\d+)?\s+-?\d+\s+(\S+)\s+[A-Z_]+/\d+\s+-?\d+\s+[A-Za-z_]+\s+"
    r"(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[^/\s@]*@)?(\[[^\]\s]*\]|[^/:?#\s]*)\S*\s+(\S+)\s+\S+\s+\S+\s*$"
)
_HOSTS: Final = ("query", "server_name", "host")
_WEB_HOSTS: Final = ("cs-host", "r-host", "cs(host)", "x-host", "cs-uri")
_NOBODY: Final = "'-', '', '(empty)', 'anonymous'"


class Form(StrEnum):
    """A form of log. ``TABLE``: columns under a heading, or JSON Lines, with a mapping."""

    ZEEK = "zeek"
    ZEEK_JSON = "zeek json"
    SQUID = "squid"
    W3C = "w3c"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Lines:
    """How to read a log by its lines. SQL over the column ``line``.

    ``aside``: which lines are no entries. ``entry``: makes ``e`` of a line. ``at`` (seconds since 1970), ``who``, ``host``:
    over ``e``. ``persons``: whether it tells who.
    """

    form: Form
    aside: str
    entry: str
    at: str
    who: str
    host: str
    persons: bool = True


def recognise(path: Path) -> Lines | None:
    """What the first lines are; None for a table.

    Raises:
        Refused: a log of a known form that lacks what is needed.
    """
    with path.open(encoding="utf-8-sig", errors="replace") as handle:
        start = handle.read(_START)
    lines = [line for line in start.splitlines() if line.strip()]
    if not lines:
        raise Refused("There is no entry in the log.")
    heading = next((line for line in lines if line.startswith("#fields\t")), None)
    if heading is not None:
        return _zeek(heading.split("\t")[1:], start)
    web = next((line for line in lines if line.lower().startswith("#fields:")), None)
    if web is not None:
        return _w3c(web.split(":", 1)[1].lower().split())
    if lines[0].lstrip().startswith("{"):
        return _zeek_json(lines[0])
    if re.match(_SQUID, lines[0]) or (len(lines) > 1 and re.match(_SQUID, lines[1])):
        return Lines(
            Form.SQUID, "line = ''", f"regexp_extract(line, {literal(_SQUID)}, ['at', 'address', 'host', 'account'])",
            "try_cast(e['at'] as bigint)", _first("e['account']", "e['address']"), "e['host']",
        )  # fmt: skip
    return None


def _zeek(fields: Sequence[str], start: str) -> Lines:
    told = re.search(r"(?m)^#separator\s+(\S+)", start)
    if told is not None and told[1] != "\\x09":
        raise Refused(
            "The Zeek log separates its columns by something else than tabs. Write it with the ordinary settings."
        )
    host = _one_of(_HOSTS, fields, "Zeek")
    who = _place("id.orig_h", fields)
    return Lines(
        Form.ZEEK, "line = '' or line[1] = '#'",
        f"case when length(line) - length(replace(line, chr(9), '')) = {len(fields) - 1} then string_split(line, chr(9)) end",
        f"try_cast(split_part(e[{_place('ts', fields)}], '.', 1) as bigint)",
        _first(f"e[{who}]") if who else "null", f"e[{host}]", bool(who),
    )  # fmt: skip


def _zeek_json(first: str) -> Lines | None:
    try:
        found = json.loads(first)
    except (ValueError, RecursionError):
        return None
    host = next((name for name in _HOSTS if name in found), None)
    if "ts" not in found or "id.orig_h" not in found or host is None:
        return None
    paths = ", ".join(literal(f'$."{name}"') for name in ("ts", "id.orig_h", host))
    epoch = "try_cast(regexp_extract(e[1], '^([0-9]+)', 1) as bigint)"
    iso = "epoch(try_cast(e[1] as timestamptz))::bigint"
    return Lines(
        Form.ZEEK_JSON, "trim(line) = ''", f"case when json_valid(line) then json_extract_string(line, [{paths}]) end",
        f"case when e[1] like '%T%' then {iso} else {epoch} end", _first("e[2]"), "coalesce(e[3], '')",
    )  # fmt: skip


def _w3c(fields: Sequence[str]) -> Lines:
    host = _one_of(_WEB_HOSTS, fields, "W3C")
    day, clock = _place("date", fields), _place("time", fields)
    if not day or not clock:
        raise Refused(
            "The W3C log has no “date” and “time”. Switch both on where the log is written, or add them."
        )
    people = [f"e[{place}]" for name in ("cs-username", "c-ip") if (place := _place(name, fields))]
    return Lines(
        Form.W3C, "line = '' or line[1] = '#'",
        "list_transform(regexp_extract_all(line, '\"[^\"]*\"|\\S+'), x -> trim(x, '\"'))",
        f"case when len(e) = {len(fields)} then epoch(try_cast(e[{day}] || ' ' || e[{clock}] as timestamp))::bigint end",
        _first(*people) if people else "null", f"e[{host}]", bool(people),
    )  # fmt: skip


def _place(name: str, fields: Sequence[str]) -> int:
    """Where a column stands, from 1; 0 for nowhere."""
    return fields.index(name) + 1 if name in fields else 0


def _one_of(names: Sequence[str], fields: Sequence[str], form: str) -> int:
    for name in names:
        if name in fields:
            return _place(name, fields)
    raise Refused(
        "The {form} log has none of the columns {names}, so it does not tell where anybody went. It has {fields}.",
        form=form, names=", ".join(names), fields=", ".join(fields)[:300],
    )  # fmt: skip


def _first(*columns: str) -> str:
    """The first that says something, in small letters."""
    said = ", ".join(f"case when {column} not in ({_NOBODY}) then lower({column}) end" for column in columns)
    return f"coalesce({said})"
