"""However the events came in, the evidence is what all of them together give."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from takehold.evidence.facts import EVIDENCE_SCHEMA
from takehold.ledger.models import Measure, Segment, Source
from takehold.ledger.operations import deriving
from takehold.ledger.operations.files import write_segment
from takehold.ledger.operations.folding import batch, fold
from takehold.ledger.queries import definitions
from takehold.ledger.queries.engine import opened

from .conftest import CONFIRM, EVENTS, LAST, LINES, Desk, export
from .test_operations_folding import after, table

pytestmark = pytest.mark.usefixtures("quick")

RESPONSE = """
[[behaviour]]
key = "response"
name = "Resolved within two days of being new"
per = "case"
[[behaviour.rule]]
kind = "response"
a = "New"
b = "Resolved"
within = "2d"
"""
RECIPE = EVENTS + CONFIRM + LAST + LINES + RESPONSE
STATES = st.sampled_from(["New", "Resolved"])
ROW = st.tuples(
    st.integers(1, 4),
    STATES,
    st.integers(1, 28),
    st.sampled_from("AB"),
    st.sampled_from(["true", "false", ""]),
)


def behaviours(desk: Desk) -> list[Any]:
    return [definitions.from_json(m.definition) for m in desk.measures.values()]


def rows(expression: Any) -> set[tuple[Any, ...]]:
    return {tuple(row.values()) for row in expression.to_pyarrow().to_pylist()}


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.lists(st.lists(ROW, min_size=1, max_size=4, unique_by=lambda r: r[:3]), min_size=2, max_size=2)
)
def test_pieces_add_up_to_the_whole(desk: Desk, data: list[list[Any]]) -> None:
    desk.learn(EVENTS + CONFIRM + LAST + RESPONSE)
    base: list[Any] = []
    pieces: dict[str, list[str]] = {b.key: [] for b in behaviours(desk)}
    last: date | None = None
    folder = desk.home / "segments"
    with opened(desk.home) as tables:
        for part in data:
            events = table(
                [
                    (case * 1000 + day * 10 + (s == "New"), day * 24, team, ok)
                    for case, s, day, team, ok in part
                ]
            )
            events = events.set_column(1, "case_id", pa.array([f"c{r[0]}" for r in part]))
            events = events.set_column(2, "activity", pa.array([r[1] for r in part]))
            events = events.rename_columns([*events.column_names[:-1], "x_confirmed"])
            pq.write_table(events, desk.home / "batch.parquet")
            fresh = batch(tables, desk.home / "batch.parquet", timeless=False)
            assert fresh is not None
            folded = fold(tables, fresh, base, folder=folder, source_id=desk.source_id)
            change = deriving.Change(base, folded, last, max(last or fresh.last, fresh.last))
            for behaviour in behaviours(desk):
                added = deriving.delta(tables, behaviour, change)
                written = (
                    write_segment(tables, added, folder=folder, source_id=9) if added is not None else None
                )
                pieces[behaviour.key] += [str(written.full)] if written else []
            base, last = after(base, folded), change.after_day
        for behaviour in behaviours(desk):
            assert last is not None
            whole = deriving.whole(tables, behaviour, base, last=last)
            assert rows(deriving.summed([tables.evidence(pieces[behaviour.key])], [])) == rows(whole)


def test_evidence_is_stored_in_whole_numbers(desk: Desk) -> None:
    desk.learn(RECIPE)
    desk.bring(export([("INC1", "Resolved", "2026-01-01 08:00", "A", "true")]), RECIPE)
    for segment in Segment.objects.filter(kind="evidence"):
        assert pq.read_schema(desk.home / "segments" / segment.path).equals(EVIDENCE_SCHEMA)


@pytest.mark.parametrize("key", ["confirm", "lines"])
def test_rebuilt_from_the_events_the_figures_are_the_same(desk: Desk, key: str) -> None:
    desk.learn(RECIPE)
    days = [
        (f"INC{n}", "Resolved", f"2026-01-{n + 1:02} 08:00", "AB"[n % 2], ["true", "false"][n % 3 == 0])
        for n in range(20)
    ]
    desk.bring(export(days[:12]), RECIPE)
    desk.bring(export([*days[8:], ("INC3", "New", "2026-01-01 07:00", "A", "")]), RECIPE)
    before = desk.counted(key)
    old = desk.measures[key]
    Measure.objects.filter(pk=old.id).update(sha256="set aside", version=99)
    desk.learn(RECIPE)
    assert desk.measures[key].id != old.id
    assert desk.counted(key) == before
    assert Source.objects.get().last_day == date(2026, 1, 20)
