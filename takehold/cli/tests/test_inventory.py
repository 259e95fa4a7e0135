"""What a backup says of itself, and how tables and files are compared."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest

from takehold.audit import operations as audit
from takehold.cli.site import databases, findings
from takehold.cli.site.backup import _alone, _remember
from takehold.cli.site.inventory import Counted, Inventory, Unusable, copied, looked_at, tables
from takehold.cli.site.restore import unlike

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def an_inventory(**parts: object) -> Inventory:
    return Inventory(
        NOW,
        "0.1.0",
        databases.SQLITE,
        {"a/b": Counted(1, "f")},
        {"t": Counted(2, "0")},
        "0:0",
        audit_whole=True,
    )


def test_an_inventory_is_read_as_it_was_written(tmp_path: Path) -> None:
    an_inventory().write(tmp_path)
    assert Inventory.read(tmp_path) == an_inventory()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"form": "another/1"}'])
def test_a_folder_without_an_inventory_is_no_backup(tmp_path: Path, text: str) -> None:
    with pytest.raises(Unusable):
        Inventory.read(tmp_path)
    (tmp_path / "inventory.json").write_text(text)
    with pytest.raises(Unusable):
        Inventory.read(tmp_path)


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "a/../../b"])
def test_an_inventory_never_leads_out_of_its_folder(tmp_path: Path, path: str) -> None:
    an_inventory().write(tmp_path)
    said = json.loads((tmp_path / "inventory.json").read_text())
    said["files"] = {path: {"amount": 1, "sha256": "f"}}
    (tmp_path / "inventory.json").write_text(json.dumps(said))
    with pytest.raises(Unusable):
        Inventory.read(tmp_path)


def test_a_copy_says_what_was_copied(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 3_000_000)
    assert copied(tmp_path / "a", tmp_path / "in" / "b") == looked_at(tmp_path / "a")
    with pytest.raises(FileExistsError):
        copied(tmp_path / "a", tmp_path / "in" / "b")


@pytest.mark.django_db
def test_a_table_is_told_by_its_rows_whatever_their_order() -> None:
    before = tables()
    assert tables() == before
    audit.record(actor="person:1", action="edited", subject="team:1", now=NOW)
    after = tables()
    assert set(unlike(before, after)) == {"audit_line", "audit_head"}
    assert after["audit_line"].amount == before["audit_line"].amount + 1
    assert unlike(before, {}) == sorted(before)


def test_a_database_that_is_none_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="cannot be copied"):
        databases.online_copy(tmp_path / "none", tmp_path / "copy")
    (tmp_path / "text").write_text("no database " * 1000)
    with pytest.raises(click.ClickException, match="cannot be copied"):
        databases.online_copy(tmp_path / "text", tmp_path / "copy")


def test_a_copy_is_made_while_somebody_writes(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "live", isolation_level=None)) as db:
        db.executescript(
            "pragma journal_mode=wal; create table t(a); insert into t values (1); begin immediate;"
        )
        db.execute("insert into t values (2)")
        databases.online_copy(tmp_path / "live", tmp_path / "copy")
        db.execute("commit")
    with closing(sqlite3.connect(tmp_path / "copy")) as db:
        assert db.execute("select a from t").fetchall() == [(1,)]


def test_one_backup_at_a_time(tmp_path: Path) -> None:
    with (
        _alone(tmp_path),
        pytest.raises(click.ClickException, match="Another backup"),
        _alone(tmp_path),
    ):
        raise AssertionError
    with _alone(tmp_path):
        pass


def test_the_doctor_minds_a_backup_that_is_missing_or_old(tmp_path: Path) -> None:
    assert "No backup" in findings.last_backup(tmp_path, NOW).sentence
    _remember(tmp_path, tmp_path, NOW)
    young = findings.last_backup(tmp_path, NOW + timedelta(hours=30))
    assert (young.well, "30 h ago" in young.sentence) == (True, True)
    old = findings.last_backup(tmp_path, NOW + timedelta(days=8))
    assert (old.well, old.grave, "8 days ago" in old.sentence) == (False, False, True)
    _remember(tmp_path, tmp_path / "gone", NOW)
    assert "was moved" in findings.last_backup(tmp_path, NOW).sentence
