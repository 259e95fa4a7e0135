"""Performance reports in the ledger: exactly once, the newest file is right, each label counted as it was then."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from takehold.analysis.values import Reported
from takehold.ledger import operations, queries
from takehold.ledger.facts import ImportFact, LabelSpan, OutOfScope, Scope
from takehold.ledger.models import ReportedValue, Segment
from takehold.ledger.operations import reports
from takehold.ledger.tests.conftest import NOW

VALUES = """
[source]
format = "csv"
shape = "values"
[columns]
team = "ward"
period = "week"
mean = "minutes"
n = "n"
[[behaviour]]
key = "minutes"
name = "Minutes to the list"
unit = "minutes"
better = "lower"
"""
FIRST = "ward,week,minutes,n\nA,2026-01-05,60,10\nB,2026-01-05,50,20\nA,2026-01-12,58,\n"
SECOND = "ward,week,minutes,n\nA,2026-01-12,57,9\nB,2026-01-05,50,20\nB,2026-01-12,45,12\nC,x,1,1\n"


@pytest.fixture
def source(db: Any) -> int:
    return operations.register_source(key="reports", name="Reports", kind="upload", now=NOW).id


def bring(source: int, text: str) -> ImportFact:
    brought = operations.accept_upload(
        source_id=source, filename="r.csv", chunks=[text.encode()], recipe_text=VALUES, uploaded_by="person:1", now=NOW
    )  # fmt: skip
    return operations.run_import(import_id=brought.id, now=NOW, home=Path(settings.HOME))


def told(source: int, *spans: LabelSpan, floor: int = 5) -> dict[str, list[tuple[str, date, Reported]]]:
    (measure,) = queries.report_measures(source_ids=[source])
    scope = Scope(frozenset({1, 2}), frozenset({measure.id}), floor)
    found = queries.reported(scope=scope, measure_id=measure.id, spans=spans, as_of=date(2026, 3, 1))
    return {unit: [(row.label, row.day, row.value) for row in rows] for unit, rows in found.units.items()}


def test_a_correction_takes_the_place_and_what_came_twice_changes_nothing(source: int) -> None:
    first = bring(source, FIRST)
    assert (first.state, first.events_new, first.events_corrected) == ("done", 3, 0)
    assert bring(source, FIRST).state == "already imported"
    second = bring(source, SECOND)
    assert (second.events_new, second.events_corrected, second.duplicates, second.rows_rejected) == (
        1,
        1,
        1,
        1,
    )
    assert dict(queries.labels(source_id=source)) == {"A": 2, "B": 2}
    assert Segment.objects.count() == 0
    spans = [LabelSpan("A", "U", frozenset({1})), LabelSpan("B", "U", frozenset({1}))]
    assert told(source, *spans)["U"] == [
        ("A", date(2026, 1, 5), Reported(60.0, 10)),
        ("B", date(2026, 1, 5), Reported(50.0, 20)),
        ("A", date(2026, 1, 12), Reported(57.0, 9)),
        ("B", date(2026, 1, 12), Reported(45.0, 12)),
    ]
    assert queries.source(source).last_day == date(2026, 1, 12)
    (measure,) = queries.report_measures(source_ids=[source])
    assert measure.definition["unit"] == "minutes"
    assert queries.report_measures(source_ids=[source + 1]) == ()


def test_a_label_counts_for_the_unit_that_it_belonged_to_then(source: int) -> None:
    bring(source, FIRST)
    spans = [
        LabelSpan("A", "Old", frozenset({1}), None, date(2026, 1, 12)),
        LabelSpan("A", "New", frozenset({2}), date(2026, 1, 12), None),
        LabelSpan("A", "New", frozenset({2}), date(2026, 1, 10), None),
    ]
    found = told(source, *spans)
    assert [row[1] for row in found["Old"]] == [date(2026, 1, 5)]
    assert [row[1] for row in found["New"]] == [date(2026, 1, 12)]
    with pytest.raises(OutOfScope):
        told(source, LabelSpan("A", "X", frozenset({3})))


def test_nothing_is_kept_when_the_record_fails(source: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from takehold.ledger.operations import reports

    def broken(*_args: Any) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(reports, "record", broken)
        with pytest.raises(OSError, match="full"):
            bring(source, FIRST)
    assert ReportedValue.objects.count() == 0
    (waiting,) = queries.imports(source_id=source)
    assert waiting.state == "waiting"
    operations.run_import(import_id=waiting.id, now=NOW, home=Path(settings.HOME))
    assert ReportedValue.objects.count() == 3


def test_a_small_file_reads_only_what_it_speaks_of(
    source: int, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its labels within its days; a label that it does not name, or another year, is not read."""
    bring(source, FIRST + "A,2024-01-01,70,3\nC,2026-01-12,10,1\n")
    (measure,) = queries.report_measures(source_ids=[source])
    rows = [
        {"team": label, "day": date(2026, 1, day), "mean": 1.0, "n": 1, "sd": None}
        for label in "AD"
        for day in (5, 12)
    ]
    monkeypatch.setattr(reports, "AT_ONCE", 1)
    with django_assert_num_queries(2):
        assert reports._before(measure.id, rows) == {
            ("A", date(2026, 1, 5)): (60.0, 10, None),
            ("A", date(2026, 1, 12)): (58.0, None, None),
        }
