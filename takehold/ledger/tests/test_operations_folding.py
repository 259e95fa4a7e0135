"""Whatever order exports come in, and however they overlap, the source holds what the newest said of each event."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from takehold.evidence.facts import EVENT_SCHEMA
from takehold.ledger.facts import StoredSegment
from takehold.ledger.operations import folding
from takehold.ledger.operations.files import Written
from takehold.ledger.queries.engine import opened

START = datetime(2026, 1, 1, 8, tzinfo=UTC)
Event = tuple[int, int, str, str | None]  # id, hour, team, attribute


def table(events: list[Event], *, carries: bool = True) -> pa.Table:
    """Events of case c<id> at an hour, as the reader writes them."""
    at = [START + timedelta(hours=hour) for _, hour, _, _ in events]
    schema = EVENT_SCHEMA.append(pa.field("x_ok", pa.string())) if carries else EVENT_SCHEMA
    columns: list[Any] = [
        [e[0] for e in events], [f"c{e[0]}" for e in events], ["done"] * len(events), at,
        [moment.date() for moment in at], [e[2] for e in events], [None] * len(events), list(range(len(events))),
    ]  # fmt: skip
    return pa.table([*columns, [e[3] for e in events]] if carries else columns, schema=schema)


def stored(written: tuple[Written, ...], first: int = 1) -> list[StoredSegment]:
    return [
        StoredSegment(first + n, w.full, w.rows, w.columns, w.day_min, w.day_max, None)
        for n, w in enumerate(written)
    ]


def fold(
    folder: Path, base: list[StoredSegment], events: pa.Table, *, timeless: bool = False
) -> folding.Folded:
    path = folder / "batch.parquet"
    pq.write_table(events, path)
    with opened(folder) as tables:
        fresh = folding.batch(tables, path, timeless=timeless)
        assert fresh is not None
        found = folding.fold(tables, fresh, base, folder=folder, source_id=1)
        assert found.corrected == (found.old.count().to_pyarrow().as_py() if found.old is not None else 0)
        return found


def after(base: list[StoredSegment], found: folding.Folded) -> list[StoredSegment]:
    gone = {s.id for s in found.retired}
    highest = max((s.id for s in base), default=0)
    return [s for s in base if s.id not in gone] + stored((*found.added, *found.rewritten), highest + 1)


def contents(base: list[StoredSegment]) -> dict[str, tuple[Any, ...]]:
    rows = [row for s in base for row in pq.read_table(s.path).to_pylist()]
    found = {row["case_id"]: (row["occurred_at"], row["team"], row.get("x_ok")) for row in rows}
    assert len(found) == len(rows), "an event is stored twice"
    return found


EVENTS = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from(["A", "B"]), st.sampled_from(["yes", "no", None])),
    min_size=1, max_size=6, unique_by=lambda e: e[0],
)  # fmt: skip


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(EVENTS, min_size=1, max_size=3))
def test_the_newest_import_of_an_event_wins(tmp_path: Path, batches: list[Any]) -> None:
    base: list[StoredSegment] = []
    expected: dict[str, Any] = {}
    for batch in batches:
        events: list[Event] = [(i, 24 * i, team, ok) for i, team, ok in batch]
        before = dict(expected)
        for i, hour, team, ok in events:
            expected[f"c{i}"] = (START + timedelta(hours=hour), team, ok)
        found = fold(tmp_path, base, table(events))
        base = after(base, found)
        assert contents(base) == expected
        assert found.new == len(expected) - len(before)
        assert found.corrected == sum(before[k] != expected[k] for k in before)
        assert found.duplicates == len(events) - found.new - found.corrected


def test_a_collision_of_ids_is_a_new_event(tmp_path: Path) -> None:
    base = stored(fold(tmp_path, [], table([(1, 0, "A", "yes")])).added)
    other = table([(1, 0, "A", "no")])
    other = other.set_column(1, "case_id", pa.array(["another case"]))
    found = fold(tmp_path, base, other)
    assert (found.new, found.corrected, found.duplicates) == (1, 0, 0)
    assert found.retired == ()


def test_files_of_other_days_are_not_even_opened(tmp_path: Path) -> None:
    far = StoredSegment(
        1, tmp_path / "not there.parquet", 1, ("x_ok",), date(2020, 1, 1), date(2020, 2, 1), None
    )
    assert fold(tmp_path, [far], table([(1, 0, "A", "yes")])).new == 1


def test_without_time_in_the_id_an_event_is_found_wherever_it_lies(tmp_path: Path) -> None:
    base = stored(fold(tmp_path, [], table([(1, 0, "A", "yes")]), timeless=True).added)
    found = fold(tmp_path, base, table([(1, 24 * 400, "A", "yes")]), timeless=True)
    assert (found.new, found.corrected) == (0, 1)
    assert contents(after(base, found)) == {"c1": (START + timedelta(days=400), "A", "yes")}


def test_a_correction_keeps_what_its_file_does_not_carry(tmp_path: Path) -> None:
    base = stored(fold(tmp_path, [], table([(1, 0, "A", "yes"), (2, 0, "A", "no")])).added)
    bare = table([(1, 0, "B", None), (2, 0, "A", None), (3, 0, "A", None)], carries=False)
    found = fold(tmp_path, base, bare)
    assert (found.new, found.corrected, found.duplicates) == (1, 1, 1)
    assert contents(after(base, found)) == {
        "c1": (START, "B", "yes"), "c2": (START, "A", "no"), "c3": (START, "A", None)
    }  # fmt: skip
    assert sorted((w.columns, w.rows) for w in found.added) == [((), 1), (("x_ok",), 1)]


def test_the_moment_of_another_time_zone_is_the_same_event(tmp_path: Path) -> None:
    base = stored(fold(tmp_path, [], table([(1, 0, "A", "yes")])).added)
    moved = table([(1, 0, "A", "yes")])
    moved = moved.set_column(4, "day", pa.array([date(2026, 1, 2)]))
    found = fold(tmp_path, base, moved)
    assert (found.new, found.corrected) == (0, 1)


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "batch.parquet"
    pq.write_table(table([]), path)
    with opened(tmp_path) as tables:
        assert folding.batch(tables, path, timeless=False) is None


def test_of_an_id_twice_in_one_file_the_last_counts(tmp_path: Path) -> None:
    found = fold(tmp_path, [], table([(1, 0, "A", "yes"), (1, 5, "B", "no")]), timeless=True)
    assert (found.new, found.duplicates) == (1, 1)
    assert contents(stored(found.added)) == {"c1": (START + timedelta(hours=5), "B", "no")}
