"""Backups in the usual place are kept for as long as the page says, and no longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from takehold.cli.site.backup import _drop_old
from takehold.cli.site.inventory import Inventory

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def made(folder: Path, days: float) -> Path:
    folder.mkdir(parents=True)
    Inventory(NOW - timedelta(days=days), "1", "takehold.sqlite3", {}, {}, "0", True).write(folder)
    return folder


def test_what_is_older_goes_and_nothing_else(tmp_path: Path) -> None:
    edge = settings.BACKUP_DAYS
    old = made(tmp_path / "takehold-old", edge + 0.1)
    young = made(tmp_path / "takehold-young", edge - 0.1)
    newest = made(tmp_path / "takehold-newest", 0)
    by_hand = made(tmp_path / "monday", edge + 300)
    unfinished = tmp_path / "takehold-notes"
    unfinished.mkdir()
    assert _drop_old(newest, NOW) == 1
    assert not old.exists()
    assert all(each.exists() for each in (young, newest, by_hand, unfinished))


def test_the_newest_stays_whatever_its_age(tmp_path: Path) -> None:
    only = made(tmp_path / "takehold-only", settings.BACKUP_DAYS + 100)
    assert _drop_old(only, NOW) == 0
    assert only.exists()
