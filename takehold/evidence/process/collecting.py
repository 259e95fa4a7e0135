"""Running the process queries in parts that fit the memory, and counting the cases that hang on a tie."""

from __future__ import annotations

import re
from datetime import date
from itertools import groupby
from typing import Any

import pyarrow as pa

from takehold.analysis.facts import Coded
from takehold.analysis.process import hangs_on_tie
from takehold.evidence import engines
from takehold.evidence.facts import Behaviour
from takehold.evidence.process.cases import evidence

BYTES_PER_EVENT = 200
"""Measured on DuckDB 1.5 with four rules: 150 at two million events, more in small parts."""
TIES_LOOKED_AT = 50_000
_SIZES = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


def collect(
    backend: Any,
    events: Any,
    behaviour: Behaviour,
    *,
    people: bool = False,
    closed_before: date | None = None,
    size: int,
    memory: str = "400MB",
) -> tuple[pa.Table, tuple[Coded, ...]]:
    """Evidence rows of a behaviour with rules, counted part by part, and the caution ``ties`` where it applies."""
    parts = parts_needed(size, memory)
    tables = []
    for part in range(parts):
        some = events if parts == 1 else events.filter((events.case_id.hash() % parts).abs() == part)
        rows = evidence(some, behaviour, people=people, closed_before=closed_before)
        tables.append(engines.rows(backend, rows))
    tied, tied_cases = ties(backend, events, behaviour)
    cautions = (Coded("ties", {"n": tied, "looked_at": tied_cases}),) if tied else ()
    return pa.concat_tables(tables), cautions


def parts_needed(size: int, memory: str) -> int:
    """Into how many parts ``size`` events are divided by case, so that each is counted within ``memory``."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]B)\s*", memory, re.IGNORECASE)
    if match is None:
        raise ValueError(f'"{memory}" is not an amount of memory; write one such as 800MB.')
    room = float(match.group(1)) * _SIZES[match.group(2).upper()]
    return max(1, -int(-size * BYTES_PER_EVENT // room))


def ties(backend: Any, events: Any, behaviour: Behaviour) -> tuple[int, int]:
    """How many cases have an answer that hangs on the order of events at the same time, of how many looked at.

    Only cases with different activities at one moment can; they are looked at one by one with the automata of the
    analysis, the first 50,000 of them.
    """
    moments = events.group_by("case_id", "occurred_at").aggregate(
        least=events.activity.min(), most=events.activity.max()
    )
    moments = moments.filter(moments.least != moments.most)
    cases = moments.select("case_id").distinct().order_by("case_id").limit(TIES_LOOKED_AT)
    chosen = events.semi_join(cases, "case_id").select("case_id", "activity", "occurred_at", "ordinal")
    rows = engines.rows(backend, chosen.order_by("case_id", "occurred_at", "ordinal"))
    columns = (rows[name].to_pylist() for name in ("case_id", "activity", "occurred_at"))
    hanging = looked_at = 0
    for _, group in groupby(zip(*columns, strict=True), key=lambda row: row[0]):
        several = list(group)
        activities, times = [row[1] for row in several], [row[2].timestamp() for row in several]
        looked_at += 1
        hanging += any(
            hangs_on_tie(r.kind, r.a, r.b, activities, times, within=r.within, n=r.n) for r in behaviour.rules
        )
    return hanging, looked_at
