"""Counts by unit: as it was then, within the scope, the same as counting by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from takehold.analysis.facts import PeopleCount, Period
from takehold.evidence import facts as evidence
from takehold.evidence.facts import EVIDENCE_SCHEMA, Behaviour, Condition
from takehold.ledger import operations, queries
from takehold.ledger.facts import Figures, LabelSpan, OutOfScope, Scope
from takehold.ledger.models import Segment, Source

from .conftest import COUNTS, NOW, Desk, export

D = date(2026, 1, 1)
SEEN = Behaviour(
    "seen", "Seen", opportunity=Condition((evidence.Test("activity", "is", "x"),)), new_way=Condition()
)


def span(
    label: str, unit: str, start: date | None = None, end: date | None = None, team: int = 1
) -> LabelSpan:
    return LabelSpan(label, unit, frozenset({team}), start, end)


def keep(desk: Desk, rows: Sequence[tuple[str, date, int | None, int, int, int | None]]) -> int:
    """Evidence rows as an import would leave them: label, day, person, chances, new way, old way."""
    fact = operations.register_measure(source_id=desk.source_id, behaviour=SEEN, recipe_sha256="", now=NOW)
    desk.measures["seen"] = fact
    columns: list[list[Any]] = [list(c) for c in zip(*rows, strict=True)]
    zeros = [0] * len(rows)
    table = pa.table([["seen"] * len(rows), *columns, zeros, zeros], schema=EVIDENCE_SCHEMA)
    folder = desk.home / "segments" / str(desk.source_id)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{desk.source_id}/{uuid4().hex}.parquet"
    pq.write_table(table, desk.home / "segments" / name)
    source = Source.objects.get(pk=desk.source_id)
    source.manifest_version += 1
    source.save()
    Segment.objects.create(
        source=source, measure_id=fact.id, kind="evidence", path=name, rows=len(rows), bytes=1,
        day_min=min(columns[1]), day_max=max(columns[1]), added=source.manifest_version,
    )  # fmt: skip
    return fact.id


def ask(desk: Desk, spans: Sequence[LabelSpan], as_of: date = date(2026, 12, 31)) -> Figures:
    return queries.figures(scope=desk.scope, measure_id=desk.measures["seen"].id, spans=spans, as_of=as_of)


def test_a_label_belongs_to_the_unit_of_its_day(desk: Desk) -> None:
    keep(desk, [("A", D, None, 4, 1, None), ("A", D + timedelta(5), None, 6, 3, None)])
    moved = D + timedelta(3)
    found = ask(desk, [span("A", "North", end=moved), span("A", "South", start=moved)])
    north, south = found.units
    assert (north.unit, north.daily.chances.tolist()) == ("North", [4, 0, 0, 0, 0, 0])
    assert (south.unit, south.daily.chances.tolist()) == ("South", [0, 0, 0, 0, 0, 6])
    assert (found.first_day, found.last_day, found.unmatched_share) == (D, D + timedelta(5), 0.0)


def test_what_comes_after_the_day_is_not_looked_at(desk: Desk) -> None:
    keep(desk, [("A", D, None, 4, 1, None), ("A", D + timedelta(5), None, 6, 3, None)])
    found = ask(desk, [span("A", "North")], as_of=D + timedelta(4))
    assert found.units[0].daily.chances.tolist() == [4]
    empty = ask(desk, [span("A", "North")], as_of=D - timedelta(1))
    assert len(empty.units[0].daily.chances) == 0
    assert empty.first_day is None


def test_what_belongs_to_no_unit_is_told_as_a_share(desk: Desk) -> None:
    keep(desk, [("A", D, None, 3, 1, None), ("B", D, None, 1, 0, None)])
    assert ask(desk, [span("A", "North")]).unmatched_share == 0.25
    assert ask(desk, [span("A", "North"), span("B", "North")]).units[0].daily.chances.tolist() == [4]


def test_the_old_way_is_none_where_it_cannot_be_seen(desk: Desk) -> None:
    keep(desk, [("A", D, None, 3, 1, None), ("B", D, None, 2, 0, 1)])
    a, b = ask(desk, [span("A", "A"), span("B", "B")]).units
    assert a.daily.old_way is None
    assert b.daily.old_way is not None
    assert b.daily.old_way.tolist() == [1]


def test_a_correction_is_a_negative_row(desk: Desk) -> None:
    keep(desk, [("A", D, None, 3, 1, None)])
    keep(desk, [("A", D, None, -3, -1, None), ("B", D, None, 3, 2, None)])
    a, b = ask(desk, [span("A", "A"), span("B", "B")]).units
    assert a.daily.chances.sum() == 0
    assert b.daily.new_way.sum() == 2


def test_people_count_once_in_a_unit_and_for_eight_weeks(desk: Desk) -> None:
    old = D - timedelta(60)
    keep(
        desk,
        [("A", old, 1, 9, 9, None), ("A", D, 2, 2, 2, None), ("B", D, 2, 2, 0, None), ("B", D, 3, 1, 1, None),
         ("A", D, None, 5, 5, None)],
    )  # fmt: skip
    both, a = ask(desk, [span("A", "both"), span("B", "both"), span("A", "A only")], as_of=D).units
    assert both.people == PeopleCount(people=2, above_half=1)
    assert a.people == PeopleCount(people=1, above_half=1)
    assert int(a.daily.chances.sum()) == 16


def test_nobody_reads_outside_the_scope(desk: Desk) -> None:
    measure_id = keep(desk, [("A", D, None, 3, 1, None)])
    with pytest.raises(OutOfScope):
        ask(desk, [span("A", "A"), span("B", "B", team=9)])
    nothing = Scope(frozenset({1}), frozenset(), 5)
    with pytest.raises(OutOfScope):
        queries.figures(scope=nothing, measure_id=measure_id, spans=[span("A", "A")], as_of=D)


def test_the_hash_is_of_the_rows_in_use(desk: Desk) -> None:
    keep(desk, [("A", D, None, 3, 1, None), ("B", D, None, 3, 1, None)])
    a, b, both = (ask(desk, [span(label, "u") for label in labels]).sha256 for labels in ("A", "B", "AB"))
    assert len({a, b, both}) == 3
    keep(desk, [("B", D, None, 1, 0, None)])
    assert ask(desk, [span("A", "u")]).sha256 == a
    assert ask(desk, [span("B", "u")]).sha256 != b


def test_what_was_asked_before_is_kept_until_the_source_changes(desk: Desk) -> None:
    keep(desk, [("A", D, None, 3, 1, None)])
    first = ask(desk, [span("A", "u")])
    assert ask(desk, [span("A", "u")]) is first
    measure_id = desk.measures["seen"].id
    added = operations.add_counts(
        measure_id=measure_id, label="A", day=D, chances=2, new_way=2, old_way=None, key="k1", now=NOW
    )
    again = operations.add_counts(
        measure_id=measure_id, label="A", day=D, chances=2, new_way=2, old_way=None, key="k1", now=NOW
    )
    assert (added, again) == (True, False)
    assert ask(desk, [span("A", "u")]).units[0].daily.chances.tolist() == [5]


def test_ready_made_weeks_are_told_by_the_week(desk: Desk) -> None:
    desk.bring(export([("A", "2026-01-05", 3, 10), ("A", "2026-01-19", 4, 10), ("A", "2026-01-26", 4, 10)],
                      "group,week,done,of"), COUNTS)  # fmt: skip
    desk.learn(COUNTS)
    found = queries.figures(
        scope=desk.scope,
        measure_id=desk.measures["checked"].id,
        spans=[span("A", "A")],
        as_of=date(2026, 3, 1),
    )
    assert found.units[0].daily.grain is Period.WEEK


LABELS = st.sampled_from(["A", "B", "C", ""])
DAYS = st.integers(0, 12).map(lambda n: D + timedelta(n))
EDGES = st.none() | DAYS
ROWS = st.lists(
    st.tuples(LABELS, DAYS, st.none(), st.integers(1, 5), st.integers(0, 1), st.none() | st.integers(0, 1)),
    min_size=1, max_size=12,
)  # fmt: skip
SPANS = st.lists(st.builds(span, LABELS, st.sampled_from(["u", "v"]), EDGES, EDGES), min_size=1, max_size=5)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, spans=SPANS, as_of=DAYS)
def test_the_same_as_counting_by_hand(
    desk: Desk, rows: list[Any], spans: list[LabelSpan], as_of: date
) -> None:
    Segment.objects.all().delete()
    keep(desk, rows)
    found = ask(desk, spans, as_of)
    for unit in found.units:
        mine = [s for s in spans if s.unit == unit.unit]
        own = [
            r for r in rows
            if r[1] <= as_of
            and any(s.label == r[0] and (not s.start or s.start <= r[1]) and (not s.end or r[1] < s.end) for s in mine)
        ]  # fmt: skip
        assert int(unit.daily.chances.sum()) == sum(r[3] for r in own)
        assert int(unit.daily.new_way.sum()) == sum(r[4] for r in own)
        for n, count in enumerate(unit.daily.chances.tolist()):
            assert count == sum(r[3] for r in own if r[1] == unit.daily.start + timedelta(n))
