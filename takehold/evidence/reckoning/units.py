"""Evidence rows as units: one series of days per team, and the people where they are known."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from takehold.analysis.facts import DailyCounts, IntArray, PeopleCount, Period, UnitEvidence
from takehold.evidence.facts import EVIDENCE_SCHEMA

LONGEST_DAYS = 3_653
RECENT_DAYS = 56
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Grid:
    """Evidence rows as arrays: entry i is a row; days count from 1970-01-01; ``old_way`` -1 where not seen."""

    team: IntArray
    names: tuple[str, ...]
    day: IntArray
    actor: IntArray | None
    chances: IntArray
    new_way: IntArray
    old_way: IntArray | None


def left_out(rows: pa.Table, as_of: date) -> int:
    """Chances of days that ``grid`` leaves out because they are too old."""
    first = pa.scalar(as_of - timedelta(days=LONGEST_DAYS))
    return int(pc.sum(rows.filter(pc.less_equal(rows["day"], first))["chances"]).as_py() or 0)


def canonical(rows: pa.Table) -> pa.Table:
    """The rows summed by key and sorted: equal evidence gives equal tables whatever the engine or the order."""
    keys = ["behaviour", "team", "day", "actor"]
    sums = ["chances", "new_way", "old_way", "pending", "vacuous"]
    summed = rows.group_by(keys).aggregate([(name, "sum") for name in sums])
    summed = summed.rename_columns([*keys, *sums]).select(EVIDENCE_SCHEMA.names).cast(EVIDENCE_SCHEMA)
    return summed.sort_by([(name, "ascending") for name in keys])


def grid(rows: pa.Table, as_of: date) -> Grid:
    """Rows up to ``as_of`` as arrays; days more than ten years before it are left out.

    The team without a name is "": it counts for the whole and is no unit.
    """
    last = (as_of - EPOCH).days
    day = rows["day"].cast(pa.int32()).to_numpy().astype(np.int64)
    kept = (day <= last) & (day > last - LONGEST_DAYS)
    encoded = rows["team"].combine_chunks().dictionary_encode()
    encoded = encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
    names = tuple(str(n) for n in encoded.dictionary.to_pylist())
    known = rows["actor"].null_count < rows.num_rows
    seen = rows["old_way"].null_count < rows.num_rows
    return Grid(
        team=encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)[kept],
        names=names,
        day=day[kept],
        actor=_numbers(rows["actor"])[kept] if known else None,
        chances=_numbers(rows["chances"])[kept],
        new_way=_numbers(rows["new_way"])[kept],
        old_way=_numbers(rows["old_way"])[kept] if seen else None,
    )


def grain(rows: pa.Table) -> Period:
    """The period that ready-made counts speak of, told from the spacing of their first days."""
    days = sorted(set(rows["day"].to_pylist()))
    if len(days) > 1 and all(d.day == 1 for d in days):
        return Period.MONTH
    if len(days) > 1 and all((d - days[0]).days % 7 == 0 for d in days):
        return Period.WEEK
    return Period.DAY


def last_day(first: date, period: Period) -> date:
    """The last day of the period that begins on ``first``."""
    if period is Period.MONTH:
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first + timedelta(days=6 if period is Period.WEEK else 0)


def unit(
    cells: Grid, name: str, teams: Sequence[int], as_of: date, period: Period, go_live: date | None
) -> UnitEvidence:
    """The evidence of the teams with these numbers, together, up to ``as_of``."""
    mine = (
        np.isin(cells.team, np.asarray(teams, dtype=np.int64)) if len(teams) != 1 else cells.team == teams[0]
    )
    day = cells.day[mine]
    start = int(day.min()) if day.size else (as_of - EPOCH).days
    length = (as_of - EPOCH).days - start + 1
    place = day - start
    daily = DailyCounts(
        start=EPOCH + timedelta(days=start),
        chances=_summed(place, cells.chances[mine], length),
        new_way=_summed(place, cells.new_way[mine], length),
        old_way=None if cells.old_way is None else _summed(place, cells.old_way[mine], length),
        grain=period,
    )
    return UnitEvidence(unit=name, daily=daily, people=_people(cells, mine, as_of), go_live=go_live)


def people_of(cells: Grid, as_of: date, days: int) -> Mapping[int, int]:
    """How many people each team had a chance of in the last ``days`` days; empty where persons are not known."""
    if cells.actor is None:
        return {}
    recent = (cells.day > (as_of - EPOCH).days - days) & (cells.actor != 0)
    pairs = np.unique(np.stack([cells.team[recent], cells.actor[recent]]), axis=1)
    counts = np.bincount(pairs[0], minlength=len(cells.names))
    return {number: int(count) for number, count in enumerate(counts)}


def _people(cells: Grid, mine: Any, as_of: date) -> PeopleCount | None:
    if cells.actor is None:
        return None
    recent = mine & (cells.day > (as_of - EPOCH).days - RECENT_DAYS) & (cells.actor != 0)
    _, place = np.unique(cells.actor[recent], return_inverse=True)
    chances = np.bincount(place, weights=cells.chances[recent])
    new_way = np.bincount(place, weights=cells.new_way[recent])
    had = chances > 0
    return PeopleCount(people=int(had.sum()), above_half=int((2 * new_way[had] > chances[had]).sum()))


def _numbers(column: pa.ChunkedArray) -> IntArray:
    values: IntArray = pc.fill_null(column, 0).to_numpy().astype(np.int64)
    return values


def _summed(place: IntArray, values: IntArray, length: int) -> IntArray:
    return np.bincount(place, weights=values, minlength=length).astype(np.int64)
