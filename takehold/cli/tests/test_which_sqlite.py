"""The database is kept by a SQLite that came along or by the machine's; an unsafe one is named at the start and by the doctor."""

import subprocess
import sys
from pathlib import Path

import pytest

from takehold.cli.site import which_sqlite
from takehold.cli.site.serve import warn_of_the_database

OLD, NEW = (3, 51, 2), (3, 51, 3)
ENGINE = "django.db.backends.sqlite3"


@pytest.mark.parametrize(
    ("version", "ours", "well", "says"),
    [
        (NEW, True, True, "came with Takehold"),
        (OLD, True, False, "Install Takehold anew"),
        (NEW, False, True, "of this machine"),
        (OLD, False, False, "Install the wheel pysqlite3"),
    ],
)
def test_whose_it_is_and_whether_it_is_safe_is_told(version, ours, well, says):
    found = which_sqlite.build(version, ENGINE, ours=ours)
    assert (found.well, bool(found.do), found.grave) == (well, not well, True)
    assert says in f"{found.sentence} {found.do}"
    assert ".".join(map(str, version)) in found.sentence


def test_postgresql_asks_for_no_sqlite():
    assert which_sqlite.build(OLD, "django.db.backends.postgresql", ours=False).well


def test_the_start_says_what_the_doctor_says_and_nothing_where_all_is_well(monkeypatch, capsys):
    monkeypatch.setattr(which_sqlite, "in_use", lambda: which_sqlite.build(OLD, ENGINE, ours=False))
    warn_of_the_database()
    told = capsys.readouterr().err
    assert "can damage the database" in told
    assert "What to do:" in told
    monkeypatch.setattr(which_sqlite, "in_use", lambda: which_sqlite.build(NEW, ENGINE, ours=False))
    warn_of_the_database()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("before", "taken"), [("", "pysqlite3"), ("sys.modules['pysqlite3'] = None", "sqlite3")]
)
def test_settings_take_the_wheel_and_else_what_the_machine_has(tmp_path: Path, before, taken):
    pytest.importorskip("pysqlite3", reason="there is no wheel for this machine")
    code = f"import sys; {before or 'pass'}; from takehold.config import settings; import sqlite3; print(sqlite3.__name__)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={"TAKEHOLD_HOME": str(tmp_path), "TAKEHOLD_SECRET_KEY": "x" * 60, "PYTHONPATH": str(Path(which_sqlite.__file__).parents[3])},
    )  # fmt: skip
    assert run.stdout.strip() == taken
