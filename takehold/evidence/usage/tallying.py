"""Inside the sandbox: what a log shows of services, by week and group. Who did it is counted here and forgotten here.

A group is told only where at least ``floor`` different people of it used a service in a week; all smaller ones are told
together, without names. Nothing finer leaves the process.
"""

# ruff: noqa: S608 - SQL of our own

from __future__ import annotations

import ipaddress
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from takehold.evidence.limits import Limits, Refused
from takehold.evidence.sql import one
from takehold.evidence.usage.catalogue import plain
from takehold.evidence.usage.entries import see
from takehold.evidence.usage.names import HOST_SQL, LABEL, LONGEST, SECOND, in_ascii
from takehold.evidence.workbench import engine as new_engine

MOST_PEOPLE: Final = 2_000_000
MOST_FOREIGN: Final = 100_000
MOST_UNKNOWN: Final = 100
SHORTEST_NAME: Final = 5
ASIDE: Final = ("-infrastructure", "-noise")
FIRST_MONDAY: Final = date(1970, 1, 5)


def perform(
    files: Sequence[str],
    request: Mapping[str, Any],
    scratch: str,
    limits: Limits,
    report: Callable[[float], None],
) -> dict[str, Any]:
    """Tally ``files[0]``. ``request``: floor, columns, timestamps. The folder has ``known.json``: marked, words, people,
    ranges, labels (see ``reading.tally``). The sandbox calls this."""
    folder = Path(scratch)
    known = json.loads((folder / "known.json").read_text())
    engine = new_engine(folder, [Path(files[0])], limits)
    account = see(engine, Path(files[0]), request, folder, limits)
    report(0.7)
    _hosts(engine, known)
    _places(engine, known)
    report(0.8)
    engine.execute(_TOLD)
    floor = int(request["floor"])
    first, last = engine.execute("select min(lo), max(hi) from seen").fetchone() or (None, None)
    return {
        "form": account.form.value, "persons": account.persons, "first": first, "last": last,
        "counts": _counts(engine, account.lines, account.broken), "broken": account.first_broken,
        "cells": _cells(engine, floor, persons=account.persons), "unknown": _unknown(engine, floor),
    }  # fmt: skip


_TOLD: Final = """create table told as select wk, mark, shown, coalesce(people.cell, labels.cell) as cell, seen.who as who, n,
    seen.rows as lines from seen join hosts using (host) left join people on seen.who = people.who
    left join labels on seen.label = labels.label"""


def _rows(
    engine: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]
) -> None:
    """A table of texts from Python."""
    engine.execute(f"create table {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
    found = list(zip(*rows, strict=True))
    if found:
        arrays = [pa.array(column, pa.string()) for column in found]
        engine.register("brought", pa.table(arrays, names=list(columns)))
        engine.execute(f"insert into {table} select * from brought")
        engine.unregister("brought")


def _hosts(engine: duckdb.DuckDBPyConnection, known: Mapping[str, Any]) -> None:
    """``hosts``: host as it stands, mark (a service's key, an ASIDE, "-unknown" or "-left-out"), shown (what was registered)."""
    _rows(engine, "marked", {"domain": "varchar", "mark": "varchar"}, known["marked"].items())
    engine.execute(
        f"create table normal as select host, {HOST_SQL.format(v='host')} as name from (select distinct host from seen)"
    )
    foreign = engine.execute(
        f"select host, name from normal where name[1] != '?' and not regexp_full_match(name, '[\\x00-\\x7f]*') limit {MOST_FOREIGN}"
    ).fetchall()
    _rows(
        engine,
        "ascii",
        {"host": "varchar", "name": "varchar"},
        [(host, in_ascii(name) or "") for host, name in foreign],
    )
    engine.execute("update normal set name = ascii.name from ascii where ascii.host = normal.host")
    address = r"\d{1,3}([.]\d{1,3}){3}"
    second = ", ".join(f"'{each}'" for each in sorted(SECOND))
    engine.execute(
        "create table hosts as with sound as (select host, name, string_split(name, '.') as labels from normal "
        f"where length(name) <= {LONGEST} and regexp_full_match(name, '{LABEL}([.]{LABEL})+') "
        f"and not regexp_full_match(name, '{address}')), "
        "above as (select host, array_to_string(labels[place:], '.') as domain from "
        "(select host, labels, unnest(range(1, len(labels) + 1)) as place from sound)), "
        "best as (select host, arg_max(mark, length(domain)) as mark from above join marked using (domain) group by host) "
        "select normal.host as host, case when best.mark is not null then best.mark when sound.host is not null then '-unknown' "
        "else '-left-out' end as mark, case when sound.host is not null then array_to_string(labels[case when len(labels) > 2 "
        f"and length(labels[-1]) = 2 and labels[-2] in ({second}) then -3 else -2 end:], '.') end as shown "
        "from normal left join sound using (host) left join best using (host)"
    )
    _called(engine, known["words"])


def _called(engine: duckdb.DuckDBPyConnection, words: Mapping[str, str]) -> None:
    """Of lists that name services in words: the same name, or the longest that it begins with, as "DROPBOX*X7 DUBLIN"."""
    rows = engine.execute("select host from hosts where host[1] = '?'").fetchall()
    _rows(
        engine,
        "called",
        {"host": "varchar", "mark": "varchar"},
        [(text, by_name(text[1:], words) or "-unknown") for (text,) in rows],
    )
    engine.execute(
        "update hosts set mark = called.mark, shown = null from called where called.host = hosts.host"
    )


def by_name(text: str, words: Mapping[str, str]) -> str | None:
    """The service that a list calls so."""
    low = plain(text)
    if low in words:
        return words[low]
    return next(
        (words[low[:end]] for end in range(len(low), SHORTEST_NAME - 1, -1) if low[:end] in words), None
    )


def _places(engine: duckdb.DuckDBPyConnection, known: Mapping[str, Any]) -> None:
    """``people``: who -> cell. ``labels``: label -> cell. Cells are texts; who belongs to none is in neither."""
    if int(one(engine, "select count(distinct who) from seen")) > MOST_PEOPLE:
        raise Refused(
            "The log names more than {most} people. Choose the column that says who.", most=MOST_PEOPLE
        )
    place = Placing(known["people"], known["ranges"])
    rows = engine.execute("select distinct who from seen where who is not null").fetchall()
    placed = [(who, cell) for (who,) in rows if (cell := place.of(who)) is not None]
    _rows(engine, "people", {"who": "varchar", "cell": "varchar"}, placed)
    labels = {label.casefold(): cell for label, cell in known["labels"].items()}
    rows = engine.execute("select distinct label from seen where label is not null").fetchall()
    _rows(
        engine,
        "labels",
        {"label": "varchar", "cell": "varchar"},
        [(x, labels[x.casefold()]) for (x,) in rows if x.casefold() in labels],
    )


class Placing:
    """To which cell somebody belongs, whom a log names by account, mail address or network address."""

    def __init__(self, people: Mapping[str, str], ranges: Iterable[Sequence[str]]) -> None:
        """``people``: account or mail address in small letters -> cell. ``ranges``: (network, cell)."""
        self.people = people
        self.networks: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
        for text, cell in ranges:
            network = ipaddress.ip_network(text)
            self.networks[network.version, network.prefixlen][int(network.network_address)] = cell
        self.lengths = sorted(self.networks, reverse=True)

    def of(self, who: str) -> str | None:
        """The cell, or None. "HOUSE\\\\anna" and "anna@house" are anna where they are not known as they stand."""
        bare = who.rpartition("\\")[2]
        for way in (who, bare, bare.partition("@")[0]):
            if way in self.people:
                return self.people[way]
        try:
            address = ipaddress.ip_address(who.partition("%")[0])
        except ValueError:
            return None
        for version, length in self.lengths:
            if version == address.version:
                rest = address.max_prefixlen - length
                found = self.networks[version, length].get(int(address) >> rest << rest)
                if found is not None:
                    return found
        return None


def _counts(engine: duckdb.DuckDBPyConnection, lines: int, broken: int) -> dict[str, int]:
    found = dict(
        engine.execute(
            "select case when mark[1] = '-' then mark else 'service' end, sum(lines)::bigint from told group by 1"
        ).fetchall()
    )
    unplaced = one(engine, "select coalesce(sum(lines), 0) from told where mark[1] != '-' and cell is null")
    return {
        "lines": lines, "broken": broken, "services": found.get("service", 0), "infrastructure": found.get("-infrastructure", 0),
        "noise": found.get("-noise", 0), "unknown": found.get("-unknown", 0), "left_out": found.get("-left-out", 0),
        "unplaced": int(unplaced),
    }  # fmt: skip


def _cells(engine: duckdb.DuckDBPyConnection, floor: int, *, persons: bool) -> list[list[Any]]:
    """Week (Monday), service, place (group, few, nowhere, house), cell, people, hits."""
    rows = engine.execute(
        "select wk, mark, cell, count(distinct who), sum(n)::bigint from told where mark[1] != '-' group by all order by all"
    ).fetchall()
    found: list[list[Any]] = []
    few: dict[tuple[str, str], list[int]] = {}
    for week, service, cell, people, hits in rows:
        monday = (FIRST_MONDAY + timedelta(weeks=int(week))).isoformat()
        if not persons:
            found.append([monday, service, "house", None, 0, hits])
        elif cell is None:
            found.append([monday, service, "nowhere", None, people, hits])
        elif people >= floor:
            found.append([monday, service, "group", cell, people, hits])
        else:
            together = few.setdefault((monday, service), [0, 0])
            together[0] += people
            together[1] += hits
    return found + [[*key, "few", None, *sums] for key, sums in few.items()]


def _unknown(engine: duckdb.DuckDBPyConnection, floor: int) -> list[list[Any]]:
    """Names that no catalogue knows and that enough people used: name, people, hits. The most used first."""
    rows = engine.execute(
        "select shown, count(distinct who) as people, sum(n)::bigint from told where mark = '-unknown' and shown is not null "
        f"group by shown having people >= {floor} order by people desc, shown limit {MOST_UNKNOWN}"
    ).fetchall()
    return [list(row) for row in rows]
