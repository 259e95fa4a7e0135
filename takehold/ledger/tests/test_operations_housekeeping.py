"""What is old goes, what counts stays, and merging files changes no figure."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from takehold.ledger import operations, queries
from takehold.ledger.jobs import due, run
from takehold.ledger.models import Segment
from takehold.ledger.operations import housekeeping, lease

from .conftest import CONFIRM, EVENTS, LAST, Desk, export

pytestmark = pytest.mark.usefixtures("quick")

RECIPE = EVENTS + CONFIRM + LAST


def day(n: int) -> str:
    return export(
        [(f"INC{n}", "Resolved", f"2026-0{1 + n // 25}-{1 + n % 25:02} 12:00", "AB"[n % 2], "true")]
    )


def segment_files(desk: Desk) -> set[Path]:
    return set((desk.home / "segments" / str(desk.source_id)).iterdir())


def test_uploads_and_rejected_records_go_after_thirty_days(desk: Desk) -> None:
    done = desk.bring(day(1) + "INC9,New,no time,A,\n", RECIPE)
    waiting = desk.upload(day(2), RECIPE)
    assert operations.expire(desk.now + timedelta(days=29)) == 0
    late = desk.now + timedelta(days=31)
    assert [job.what for job in due(late)] == ["import", "expire"]
    assert operations.expire(late) == 1
    assert queries.rejected(import_id=done.id) == ()
    assert [p.name.startswith(waiting.id.hex) for p in (desk.home / "quarantine").iterdir()] == [True]
    assert [job.what for job in due(late)] == ["import"]


def test_superseded_files_and_orphans_go_after_an_hour(desk: Desk) -> None:
    desk.bring(export([("INC1", "Resolved", "2026-01-01 12:00", "A", "false")]), RECIPE)
    desk.bring(export([("INC1", "Resolved", "2026-01-01 12:00", "A", "true")]), RECIPE)
    orphan = desk.home / "segments" / str(desk.source_id) / "orphan.parquet"
    young = orphan.with_name(".young.part")
    for path in (orphan, young):
        path.write_bytes(b"left by a crash")
    aged = desk.now.timestamp() - 4000
    os.utime(orphan, (aged, aged))
    os.utime(young, (desk.now.timestamp(),) * 2)
    housekeeping.sweep(source_id=desk.source_id, now=desk.now, home=desk.home)
    assert not orphan.exists()
    assert young.exists()
    assert Segment.objects.filter(retired__isnull=False).count() == 1
    housekeeping.sweep(source_id=desk.source_id, now=desk.now + timedelta(hours=2), home=desk.home)
    young.unlink(missing_ok=True)
    assert {p.name for p in segment_files(desk)} == {Path(s.path).name for s in Segment.objects.all()}
    assert desk.counted("confirm") if desk.measures else True


def test_merging_by_month_changes_no_figure(desk: Desk) -> None:
    desk.learn(RECIPE)
    for n in (1, 2, 3, 4, 26, 27):
        desk.bring(day(n), RECIPE)
    before = (desk.counted("confirm"), desk.counted("last"), queries.labels(source_id=desk.source_id))
    assert operations.compact(desk.now, source_id=desk.source_id) > 0
    assert (desk.counted("confirm"), desk.counted("last"), queries.labels(source_id=desk.source_id)) == before
    live = Segment.objects.filter(retired__isnull=True)
    assert sorted((s.day_min.month, s.rows) for s in live.filter(kind="events")) == [(1, 4), (2, 1), (2, 1)]
    assert live.filter(kind="evidence").count() == 2
    again = desk.bring(day(1) + day(3).split("\n")[1] + "\n", RECIPE)
    assert (again.events_new, again.duplicates) == (0, 2)


def test_a_crowded_source_is_merged_by_itself(desk: Desk, monkeypatch: object) -> None:
    desk.learn(RECIPE)
    for n in range(1, 6):
        desk.bring(day(n), RECIPE)
    assert due(desk.now) == ()
    housekeeping_many = housekeeping.MANY
    try:
        housekeeping.MANY = 4  # type: ignore[misc]
        (job,) = due(desk.now)
        assert job.what == "compact"
        with lease.held(desk.source_id, clock=lease.Clock(desk.now), home=desk.home):
            assert operations.compact(desk.now, source_id=desk.source_id) == 0
        run(job, now=desk.now, home=desk.home)
        assert due(desk.now) == ()
    finally:
        housekeeping.MANY = housekeeping_many  # type: ignore[misc]


def test_years_of_months_each_in_its_own_file_are_not_merged_for_ever(desk: Desk, monkeypatch) -> None:
    """However many months there are: a job that finds nothing to do would be due again at once, without end."""
    desk.learn(RECIPE)
    for n in (1, 2, 3, 4, 26, 27, 28, 29):
        desk.bring(day(n), RECIPE)
    monkeypatch.setattr(housekeeping, "MANY", 1)
    assert housekeeping.most_files() == 8
    assert operations.compact(desk.now, source_id=desk.source_id) > 0
    live = Segment.objects.filter(retired__isnull=True, kind="events").count()
    assert live > housekeeping.MANY
    assert (housekeeping.crowded(), housekeeping.most_files(), due(desk.now)) == ((), 0, ())
    Segment.objects.filter(retired__isnull=True).update(kind="counts")
    assert housekeeping.crowded() == ()
