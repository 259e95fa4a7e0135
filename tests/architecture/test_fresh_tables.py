"""An empty folder gets its tables at once; an older one step by step. Both end with the same tables and the same refusals."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

MAKE = """
import django; django.setup()
from django.core.management import call_command
from takehold.cli.site import fresh
fresh.make_tables() if {at_once} else call_command("migrate", verbosity=0, interactive=False)
"""


def made(home: Path, *, at_once: bool) -> sqlite3.Connection:
    """A database of this version, in a folder of its own."""
    home.mkdir()
    env = os.environ | {
        "TAKEHOLD_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "takehold.config.settings",
        "TAKEHOLD_DATABASE": "",
    }
    subprocess.run([sys.executable, "-c", MAKE.format(at_once=at_once)], env=env, check=True)
    (file,) = home.glob("*.sqlite3")
    return sqlite3.connect(file)


def described(database: sqlite3.Connection) -> dict[str, Any]:
    """Of each table its columns, constraints, keys and indexes, in no order; and the triggers as they are written."""
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found: dict[str, Any] = {}
    for name in names:
        (sql,) = database.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", [name]
        ).fetchone()
        columns = {row[1:] for row in database.execute(f"PRAGMA table_info('{name}')")}
        keys = {row[2:] for row in database.execute(f"PRAGMA foreign_key_list('{name}')")}
        indexes = {
            (unique, partial, tuple(row[2] for row in database.execute(f"PRAGMA index_info('{index}')")))
            for _n, index, unique, _origin, partial in database.execute(f"PRAGMA index_list('{name}')")
        }
        checks = frozenset(re.findall(r'CONSTRAINT "\w+" CHECK \(.*?\)(?=, CONSTRAINT|, UNIQUE|\)?$)', sql))
        found[name] = (columns, keys, indexes, checks)
    for name, sql in database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"):
        found[f"trigger {name}"] = " ".join(sql.split())
    return found


def rows(database: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table holds."""
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for name in names
        if not name.startswith("sqlite_")
    }


def test_at_once_and_step_by_step_end_in_the_same_place(tmp_path: Path) -> None:
    at_once, stepwise = made(tmp_path / "a", at_once=True), made(tmp_path / "b", at_once=False)
    one, two = described(at_once), described(stepwise)
    assert set(one) == set(two)
    assert {name for name in one if one[name] != two[name]} == set()
    assert rows(at_once) == rows(stepwise)
    assert len(one) > 100
    assert sum(len(found[3]) for name, found in one.items() if not name.startswith("trigger")) > 50
    assert any(name.startswith("trigger") for name in one)
