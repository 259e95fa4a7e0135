"""Whether a source still delivers is judged by its own habit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from takehold.ledger import operations, queries
from takehold.ledger.models import Import, Source

from .conftest import NOW, Desk


@pytest.mark.parametrize(
    ("gap", "days_later", "stopped"), [(1, 7, False), (1, 8, True), (7, 21, False), (7, 22, True)]
)
def test_stopped_is_three_times_its_usual_gap_and_at_least_a_week(
    desk: Desk, gap: int, days_later: int, stopped: bool
) -> None:
    last = date(2026, 3, 1)
    Source.objects.update(last_day=last, usual_gap=gap)
    found = queries.freshness(desk.source_id, on=last + timedelta(days_later))
    assert found.stopped_on == (last if stopped else None)


def test_monthly_deliveries_are_expected_monthly(desk: Desk) -> None:
    for month in (1, 2, 3):
        Import.objects.create(
            source_id=desk.source_id, filename="f", state="done", recipe_text="", recipe_sha256="",
            content_sha256=str(month), stored_as="", uploaded_by="", created_at=NOW, last_day=date(2026, month, 1),
        )  # fmt: skip
    Source.objects.update(last_day=date(2026, 3, 1))
    assert queries.freshness(desk.source_id, on=date(2026, 4, 20)).stopped_on is None
    assert queries.freshness(desk.source_id, on=date(2026, 6, 20)).stopped_on == date(2026, 3, 1)


def test_without_a_day_the_newest_source_tells_the_time(desk: Desk) -> None:
    other = operations.register_source(key="other", name="Another", kind="upload", now=NOW)
    Source.objects.filter(pk=desk.source_id).update(last_day=date(2026, 1, 1))
    Source.objects.filter(pk=other.id).update(last_day=date(2026, 3, 1))
    assert [(s.key, s.stopped_on) for s in queries.sources()] == [("other", None), ("desk", date(2026, 1, 1))]


def test_a_source_is_known_by_its_key(desk: Desk) -> None:
    again = operations.register_source(key="desk", name="Renamed", kind="upload", now=NOW)
    assert (again.id, again.name) == (desk.source_id, "Renamed")
    assert Source.objects.count() == 1
